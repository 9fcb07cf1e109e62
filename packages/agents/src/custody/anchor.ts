/**
 * What shows that a replay which did not begin at the genesis is one of the true house: a checkpoint of a block that it made itself,
 * signed by a quorum that is trusted, or by this attestor when it still knew.
 *
 * A state that was forged may name any checkpoint, and cannot sign it. And two states of one root are one state, so that nothing forged
 * before that block is left after it.
 *
 * @module
 */
import { type CheckpointRow, type Hex, SignatureScheme } from "@novate/codec";
import type { VerifySignature } from "@novate/engine";
import { addressWord, checkpointDigest, isQuorum, signerSet, signerSetHash } from "@novate/evm";
import type { CustodyRows } from "./rows.ts";

export interface Anchor {
  /** Hash of the hot set whose quorum is believed. */
  readonly setHash: Hex;
  /** Digest that this attestor signed last; null before the first. */
  readonly ownDigest: Hex | null;
  readonly verify: VerifySignature;
}

/** Whether some checkpoint anchors a replay; `roots` are those that it computed, by height. */
export const isAnchored = (rows: CustodyRows, roots: ReadonlyMap<number, Hex>, anchor: Anchor): boolean =>
  rows.checkpoints.some(
    (row) =>
      roots.get(row.height) === row.stateRoot &&
      checkpointDigest(rows.house, row) === row.digest &&
      (row.digest === anchor.ownDigest || hasQuorum(rows, row, anchor)),
  );

function hasQuorum({ house, validators }: CustodyRows, row: CheckpointRow, { setHash, verify }: Anchor): boolean {
  if (validators === null || row.setHash !== setHash) return false;
  const set = signerSet(
    validators.epoch,
    validators.members.map(({ hot, power }) => ({ address: hot, power })),
  );
  if (signerSetHash(house, "hot", set) !== setHash) return false; // its rows may name anybody
  const signed = validators.members.filter(({ hot }) =>
    row.signatures.some(
      ({ key, signature }) =>
        key === hot && verify(row.digest, signature, { scheme: SignatureScheme.eip712, key: addressWord(key) }),
    ),
  );
  return isQuorum(
    signed.reduce((sum, { power }) => sum + power, 0n),
    set.total,
  );
}

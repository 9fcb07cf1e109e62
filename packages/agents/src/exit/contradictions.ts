/**
 * Two signed words of one epoch: found among what vaults took and what was kept, and shown to every vault.
 *
 * @module
 */
import { type Acceptance, exitRequestCalls, type WayOut } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import {
  checkpointDigest,
  climbTree,
  compactSignature,
  packSignatures,
  type Signatures,
  type SignerSet,
  sectionLeaf,
  VAULTS_DEPTH,
} from "@novate/evm";
import type { ExitPlaceOf } from "./step.ts";

type Words = Parameters<typeof exitRequestCalls.requestExitForContradiction>[2][0];

/** Whether two words would still stop the vault: it pays by none yet, and no two have stopped it. */
export const isStoppable = ({ phase, cause }: Pick<WayOut, "phase" | "cause">): boolean =>
  phase !== "exit" && cause !== "contradiction";

/** Everything that a quorum signed of an epoch. */
export interface SignedWord {
  readonly epoch: bigint;
  readonly digest: Hex;
  readonly setHash: Hex;
  readonly words: Words;
  readonly set: SignerSet;
  readonly signatures: Signatures;
}

/** Of a kit, or of the head of a checkpoint. */
export function wordOfKit({
  house,
  checkpoint,
  signers,
  signatures,
}: Pick<ExitKit, "house" | "checkpoint" | "signers" | "signatures">): SignedWord {
  const { height, timeMs, previous, stateRoot, claimsRoot, vaultsRoot, setHash } = checkpoint;
  const compacts = signatures.flatMap(({ key, signature }): [Hex, Hex][] => {
    const compact = compactSignature(signature);
    return compact === undefined ? [] : [[key, compact]];
  });
  return {
    epoch: BigInt(checkpoint.epoch),
    digest: checkpointDigest(house, checkpoint),
    setHash,
    words: { height: BigInt(height), timeMs: BigInt(timeMs), previous, stateRoot, claimsRoot, vaultsRoot },
    set: signers,
    signatures: packSignatures(signers, new Map(compacts)),
  };
}

/** What a vault took, as it was brought there; null where it does not hash to what the vault says. */
export function wordOfAcceptance(
  house: Hex,
  setHash: Hex,
  { chainId, vault }: ExitPlaceOf,
  { accepted, checkpoint, section, set, signatures }: Acceptance,
): SignedWord | null {
  const leaf = sectionLeaf({ chainId, vault, ...section });
  const vaultsRoot = climbTree(leaf, Number(section.index), section.siblings, VAULTS_DEPTH);
  if (vaultsRoot === undefined) return null;
  const { epoch, digest } = accepted;
  if (checkpointDigest(house, { epoch, ...checkpoint, vaultsRoot, setHash }) !== digest) return null;
  const { height, timeMs, previous, stateRoot, claimsRoot } = checkpoint;
  const words = { height, timeMs, previous, stateRoot, claimsRoot, vaultsRoot };
  return { epoch, digest, setHash, words, set, signatures };
}

/** The first two of one epoch and set that differ, or null. */
export function contradictionOf(words: readonly SignedWord[]): readonly [SignedWord, SignedWord] | null {
  const first = new Map<string, SignedWord>();
  for (const word of words) {
    const name = `${word.setHash}/${word.epoch}`;
    const other = first.get(name);
    if (other !== undefined && other.digest !== word.digest) return [other, word];
    first.set(name, word);
  }
  return null;
}

export const showContradiction = (vault: Hex, [first, second]: readonly [SignedWord, SignedWord]) =>
  exitRequestCalls.requestExitForContradiction(
    vault,
    first.set,
    [first.words, second.words],
    [first.signatures, second.signatures],
  );

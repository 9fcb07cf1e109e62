/**
 * Heads of a house of one empty vault, signed by one key: small, and as good as any.
 *
 * @module
 */
import { type ExitClaim, ExitHead, type Hex, type HouseId, ExitClaim as Leaf, toJson } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import {
  checkpointDigest,
  EPOCH_MS,
  emptyRoot,
  hashText,
  sectionLeaf,
  signerSet,
  signerSetHash,
  sparseTree,
  TABLE_DEPTH,
  VAULTS_DEPTH,
} from "@novate/evm";
import { createOwnerKey, deriveSecret } from "@novate/sdk";

export const HEAD_HOUSE = hashText("a house of heads") as HouseId; // a hash

export const HEAD_VAULT = { vaultId: 1, chainId: 10, vault: `0x${"7a".repeat(20)}` as Hex };

const claim: ExitClaim = {
  accountId: 3,
  segmentId: 1,
  exitAddress: `0x${"a1".repeat(20)}`,
  exitChain: 0,
  parts: { idleAtoms: 5n, holderAtoms: 0n, gainAtoms: 0n, juniorAtoms: 0n, seniorAtoms: 0n },
  kept: [],
} as never; // amounts are branded

/** The head of an epoch by the key of a label, and its one claim. */
export function signedHead(epoch: number, label = "validator", stateRoot: Hex = HEAD_HOUSE): ExitHead {
  const key = createOwnerKey(deriveSecret("exit head", label));
  const signers = signerSet(1n, [{ address: key.address, power: 1n }]);
  const next = new ClaimsTree().next();
  next.add([claim]);
  const { vaultId, chainId, vault } = HEAD_VAULT;
  const roots = { outboxRoot: emptyRoot(TABLE_DEPTH), assetsRoot: emptyRoot(TABLE_DEPTH) };
  const section = { vaultId, chainId, vault, inboxCount: 0n, inboxAcc: HEAD_HOUSE, ...roots };
  const checkpoint = {
    epoch,
    height: epoch,
    timeMs: epoch * EPOCH_MS,
    previous: HEAD_HOUSE,
    stateRoot,
    claimsRoot: next.finish().root(),
    vaultsRoot: sparseTree(new Map([[vaultId, sectionLeaf(section)]]), VAULTS_DEPTH).root,
    setHash: signerSetHash(HEAD_HOUSE, "hot", signers),
  };
  return {
    house: HEAD_HOUSE,
    checkpoint,
    signatures: [{ key: key.address, signature: key.sign(checkpointDigest(HEAD_HOUSE, checkpoint)) }],
    signers: { ...signers, words: [...signers.words] },
    sections: [section],
    assets: [],
    payments: [],
  };
}

/** A node that says that a head is the newest. */
export const telling = (head: ExitHead, epoch: number = head.checkpoint.epoch) =>
  ({
    checkpoint: async () => ({ checkpoint: { epoch } }),
    exitClaims: async () => ({
      epoch,
      head: toJson(ExitHead, head),
      claims: [toJson(Leaf, claim)],
      nextCursor: null,
    }),
  }) as never; // the parts that are read

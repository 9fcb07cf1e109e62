/**
 * Kits of a house without vaults or claims, signed by one key: small, and as good as any.
 *
 * @module
 */
import type { ExitKit, Hex } from "@novate/codec";
import {
  checkpointDigest,
  EPOCH_MS,
  emptyRoot,
  signerSet,
  signerSetHash,
  sparseTree,
  TABLE_DEPTH,
  VAULTS_DEPTH,
} from "@novate/evm";
import { createOwnerKey, deriveSecret } from "../signing/index.ts";

export const KIT_HOUSE: Hex = `0x${"4e".repeat(32)}`;

/** The kit of an account at an epoch, as the key of a label signed it. */
export function signedKit(accountId: number, epoch: number, label = "validator"): ExitKit {
  const key = createOwnerKey(deriveSecret("exit kit", label));
  const signers = signerSet(1n, [{ address: key.address, power: 1n }]);
  const checkpoint = {
    epoch,
    height: epoch,
    timeMs: epoch * EPOCH_MS,
    previous: KIT_HOUSE,
    stateRoot: KIT_HOUSE,
    claimsRoot: emptyRoot(TABLE_DEPTH),
    vaultsRoot: emptyRoot(VAULTS_DEPTH),
    setHash: signerSetHash(KIT_HOUSE, "hot", signers),
  };
  const signature = key.sign(checkpointDigest(KIT_HOUSE, checkpoint));
  return {
    house: KIT_HOUSE,
    checkpoint,
    signatures: [{ key: key.address, signature }],
    signers: { ...signers, words: [...signers.words] },
    accountId,
    claims: [],
    claimSiblings: [...sparseTree(new Map(), TABLE_DEPTH).prove(accountId)],
    sections: [],
    assets: [],
    payments: [],
  };
}

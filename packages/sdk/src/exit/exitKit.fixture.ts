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
  outboxIndex,
  outboxLeaf,
  sectionLeaf,
  signerSet,
  signerSetHash,
  sparseTree,
  TABLE_DEPTH,
  VAULTS_DEPTH,
} from "@novate/evm";
import { createOwnerKey, deriveSecret } from "../signing/index.ts";

export const KIT_HOUSE: Hex = `0x${"4e".repeat(32)}`;

/** The kit of an account at an epoch, as the key of a label signed it; of one vault that owes it so many payments, or of none. */
export function signedKit(accountId: number, epoch: number, label = "validator", payments?: number): ExitKit {
  const key = createOwnerKey(deriveSecret("exit kit", label));
  const signers = signerSet(1n, [{ address: key.address, power: 1n }]);
  const owed = payments === undefined ? null : owing(accountId, payments);
  const checkpoint = {
    epoch,
    height: epoch,
    timeMs: epoch * EPOCH_MS,
    previous: KIT_HOUSE,
    stateRoot: KIT_HOUSE,
    claimsRoot: emptyRoot(TABLE_DEPTH),
    vaultsRoot: owed?.vaultsRoot ?? emptyRoot(VAULTS_DEPTH),
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
    sections: owed?.sections ?? [],
    assets: [],
    payments: owed?.payments ?? [],
  };
}

/** A vault that owes an account payments, and nobody anything else. */
function owing(accountId: number, count: number): { vaultsRoot: Hex } & Pick<ExitKit, "sections" | "payments"> {
  const [token, recipient] = [KIT_HOUSE.slice(0, 42), KIT_HOUSE.slice(0, 42)] as [Hex, Hex];
  const rows = Array.from({ length: count }, (_, place) => {
    const [nonce, amountAtoms] = [BigInt(place + 1), 5n];
    return { vaultId: 1, accountId, nonce, token, recipient, amountAtoms, lane: 0, cumulativeAtoms: nonce * 5n };
  });
  const outbox = sparseTree(
    new Map(
      rows.map((row): [number, Hex] => {
        const { nonce, amountAtoms: amount, cumulativeAtoms: cumulative } = row;
        return [outboxIndex(nonce), outboxLeaf({ nonce, token, recipient, amount, lane: "main", cumulative })];
      }),
    ),
    TABLE_DEPTH,
  );
  const roots = { outboxRoot: outbox.root, assetsRoot: emptyRoot(TABLE_DEPTH) };
  const section = { vaultId: 1, chainId: 1, vault: recipient, inboxCount: 0n, inboxAcc: KIT_HOUSE, ...roots };
  const vaults = sparseTree(new Map([[1, sectionLeaf(section)]]), VAULTS_DEPTH);
  return {
    vaultsRoot: vaults.root,
    sections: [{ section, siblings: [...vaults.prove(1)] }],
    payments: rows.map((payment) => ({ payment, siblings: [...outbox.prove(outboxIndex(payment.nonce))] })),
  };
}

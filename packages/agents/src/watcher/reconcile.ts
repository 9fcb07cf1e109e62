/**
 * Whether a vault holds what the house says it does, to the atom, at one accepted header.
 *
 * The two books are of different times: what has come in and is not heard yet is the vault's alone, what is paid and not proven yet the
 * house's alone. Both are counted, so that the difference is zero at every moment or something is wrong.
 *
 * @module
 */
import { type ChainSource, readEntries, readHolding, readPaid, readVault } from "@novate/chains";
import type { HeaderRow, LocationRow, VaultRow } from "@novate/codec";
import { openPayments } from "../custody/payments.ts";
import type { CustodyRows } from "../custody/rows.ts";

export interface Reconciled {
  readonly vaultId: number;
  readonly chainId: number;
  readonly assetId: number;
  readonly token: `0x${string}`;
  /** By the vault's books at the header, proven. */
  readonly heldAtoms: bigint;
  /** By the token's books at the same block: less means that the token took some. */
  readonly balanceAtoms: bigint;
  /** What the house holds. */
  readonly ledgerAtoms: bigint;
  /** In the vault's inbox and not heard, or passed over. */
  readonly unheardAtoms: bigint;
  /** Paid by the vault and not proven to the house. */
  readonly unprovenAtoms: bigint;
  /** `held − (ledger + unheard − unproven)`: zero, or something is wrong. */
  readonly differenceAtoms: bigint;
}

/** Reconciles one located asset at a header that the house accepted. Rejects with `ChainError`. */
export async function reconcile(
  rows: CustodyRows,
  source: ChainSource,
  vault: VaultRow,
  { assetId, token }: LocationRow,
  header: HeaderRow,
  fromBlock: bigint,
): Promise<Reconciled> {
  const { vaultId, chainId, vault: address } = vault.spec;
  const { heldAtoms, balanceAtoms } = await readHolding(source, header, address, token);
  const { inboxCount } = await readVault(source, header, address);
  const entries =
    inboxCount > vault.inboxCount ? await readEntries(source, address, fromBlock, header.number, vault.inboxCount) : [];
  const ahead = entries.filter((entry) => entry.index >= vault.inboxCount && entry.token === token);
  // What was passed over, while its token was no asset, is the ledger's once it goes back: so many payers a block.
  const passedOver = rows.unplaced.filter((row) => row.vaultId === vaultId && row.token === token);
  const unheardAtoms =
    ahead.reduce((sum, { amount }) => sum + amount, 0n) +
    passedOver.reduce((sum, { amountAtoms }) => sum + amountAtoms, 0n);
  const owed = openPayments(rows, vaultId).filter((row) => row.assetId === assetId);
  const nonces = owed.map(({ payment }) => payment!.nonce); // they are released
  const paid = await readPaid(source, header, address, nonces);
  const unprovenAtoms = owed.reduce((sum, { amountAtoms }, index) => (paid[index] ? sum + amountAtoms : sum), 0n);
  const ledgerAtoms = rows.escrows.get(assetId) ?? 0n;
  const differenceAtoms = heldAtoms - (ledgerAtoms + unheardAtoms - unprovenAtoms);
  return {
    vaultId,
    chainId,
    assetId,
    token,
    heldAtoms,
    balanceAtoms,
    ledgerAtoms,
    unheardAtoms,
    unprovenAtoms,
    differenceAtoms,
  };
}

/** Whether books agree and the token's are not short. */
export const isSound = ({ differenceAtoms, heldAtoms, balanceAtoms }: Reconciled): boolean =>
  differenceAtoms === 0n && balanceAtoms >= heldAtoms;

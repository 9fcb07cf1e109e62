/**
 * Pays what a vault's checkpoint in force owes, and proves to the house what has been paid.
 *
 * @module
 */

import { readFlows, readPaid, type VaultState, vaultCalls } from "@novate/chains";
import type { CommandOf, HeaderRow, Hex, VaultRow } from "@novate/codec";
import { outboxIndex, paidWord, vaultSlots } from "@novate/evm";
import { openPayments, type Payment } from "../custody/payments.ts";
import type { CustodyRows } from "../custody/rows.ts";
import { type ArchivedVault, archived } from "./archive.ts";
import { payOrder, type Refusals, rowName } from "./payOrder.ts";
import { isRefusedByVault, type RelayPlace } from "./place.ts";
import { provenAt } from "./provenAt.ts";

/** Payments under way at once: what waits for its block is among them. */
const MOST_PAYMENTS = 256;
/** Words of the paid bitmap in one proof. */
const MOST_WORDS = 16;
/** Payments in one command. */
const MOST_PROVEN = 256;

interface Latest {
  readonly number: bigint;
  readonly stateRoot: Hex;
}

/** The leaves of the checkpoint in force at a vault, or undefined where the house does not keep it any more. */
export function inForce(rows: CustodyRows, vaultId: number, at: VaultState): ArchivedVault | undefined {
  const row = rows.checkpoints.find(({ epoch }) => BigInt(epoch) === at.maturedEpoch);
  return row === undefined ? undefined : archived(rows, row, vaultId);
}

/** Sends what may leave now, the largest first, and last what the vault refused before; where a lane's sum is too low, asks the vault to raise it. Answers how many were sent. */
export async function payOpen(
  place: RelayPlace,
  vault: VaultRow,
  owed: ArchivedVault,
  latest: Latest,
  refusals: Refusals,
): Promise<number> {
  const { vault: address } = vault.spec;
  const { source, writer } = place;
  const paid = await readPaid(
    source,
    latest,
    address,
    owed.payments.map(({ nonce }) => nonce),
  );
  const open = owed.payments.filter((_, index) => paid[index] === false);
  if (open.length === 0) return 0;
  const lanes = [...new Map(open.map(({ token, lane }) => [`${token}/${lane}`, [token, lane] as const])).values()];
  const flows = await readFlows(source, latest, address, lanes);
  const allowed = new Map(lanes.map(([token, lane], index) => [`${token}/${lane}`, flows[index]!.allowedCum]));
  const isAllowed = ({ token, lane, cumulative }: Payment): boolean => cumulative <= allowed.get(`${token}/${lane}`)!;
  let sent = 0;
  for (const row of payOrder(open.filter(isAllowed), refusals).slice(0, MOST_PAYMENTS)) {
    const call = vaultCalls.pay(address, row, owed.outbox.prove(outboxIndex(row.nonce)));
    if (await tried(() => writer.sendOnce(call))) sent++;
    else refusals.set(rowName(row), (refusals.get(rowName(row)) ?? 0) + 1);
  }
  const stuck = new Set(open.filter((row) => !isAllowed(row)).map(({ token }) => token));
  for (const asset of owed.assets) {
    if (!stuck.has(asset.token)) continue;
    await tried(() => writer.sendOnce(vaultCalls.advance(address, asset, owed.tokens.prove(asset.assetId))));
  }
  return sent;
}

/** Whether the vault takes it; a refusal means that another relayer was faster, or that it is too early. */
async function tried(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (failure) {
    if (isRefusedByVault(failure)) return false;
    throw failure;
  }
}

/** The command that proves which of the house's payments a vault has made at an accepted header, or null. */
export async function provePayments(
  rows: CustodyRows,
  { source }: RelayPlace,
  vault: VaultRow,
  header: HeaderRow,
  accountId: number,
): Promise<CommandOf<"ProvePayment"> | null> {
  const { vaultId, vault: address } = vault.spec;
  const open = openPayments(rows, vaultId);
  const nonces = open.map(({ payment }) => payment!.nonce); // they are released
  const paid = await readPaid(source, header, address, nonces);
  const words = [...new Set(nonces.filter((_, index) => paid[index]).map(paidWord))].slice(0, MOST_WORDS);
  if (words.length === 0) return null;
  const { accountNodes, slots } = await source.proof(header, address, words.map(vaultSlots.paid));
  return {
    type: "ProvePayment",
    ...provenAt(vault, header, accountId, accountNodes),
    words: words.map((word, index) => ({ word, nodes: [...slots[index]!.nodes] })),
    withdrawalIds: open
      .filter((_, index) => paid[index] && words.includes(paidWord(nonces[index]!)))
      .map(({ withdrawalId }) => withdrawalId)
      .slice(0, MOST_PROVEN),
  };
}

/**
 * What must sum up, counted from scratch over the whole twin: INV-001, INV-002, INV-003, INV-014.
 *
 * @module
 */

import { isBeingBooked, isOver } from "../entries/endings.ts";
import { check, checkEqual } from "../failure.ts";
import { isExited } from "../leaving.ts";
import type { Ledger } from "../ledger.ts";
import { fundingOf, lotsValueOf } from "../worth.ts";

/** INV-001: per asset, everything that the house owes is everything that it holds. INV-014: it never let out more than came in. */
export function checkConserved(ledger: Ledger): void {
  const owed = new Map<number, bigint>();
  const add = (assetId: number, amount: bigint) => owed.set(assetId, (owed.get(assetId) ?? 0n) + amount);
  for (const { balances } of ledger.rows("accounts")) {
    for (const { assetId, amountAtoms } of balances) add(assetId, amountAtoms);
  }
  for (const row of ledger.rows("segments")) {
    const { feesAtoms, skinAtoms, juniorFundAtoms, seniorFundAtoms, dustAtoms } = row;
    for (const pool of [feesAtoms, skinAtoms, juniorFundAtoms, seniorFundAtoms, dustAtoms]) {
      check("INV-003", pool >= 0n, () => `a pool of segment ${row.segmentId} holds ${pool}`);
      add(row.settlementAssetId, pool);
    }
    add(row.settlementAssetId, row.transitAtoms);
  }
  for (const { spec, feesAtoms, guaranteeAtoms } of ledger.rows("venues"))
    add(spec.settlementAssetId, feesAtoms + guaranteeAtoms);
  for (const { assetId, keptAtoms } of ledger.rows("locations")) add(assetId, keptAtoms);
  // What a vault in exit pays beyond what was had here others have too much of, until it is made good.
  for (const { assetId, overAtoms } of ledger.rows("exitAssets")) add(assetId, -overAtoms);
  for (const { segmentId, potAtoms } of ledger.rows("exitPots"))
    add(ledger.must("segments", segmentId).settlementAssetId, potAtoms);
  for (const { remains } of ledger.rows("windUps"))
    for (const { assetId, amountAtoms } of remains) add(assetId, amountAtoms);
  for (const { assetId, escrowAtoms, outboxAtoms } of ledger.rows("assets")) {
    add(assetId, outboxAtoms);
    checkEqual("INV-001", owed.get(assetId)!, escrowAtoms, `what is owed of asset ${assetId}`);
    const credited = ledger.credited.get(assetId) ?? 0n;
    checkEqual("INV-001", escrowAtoms, credited, `what is held of asset ${assetId}`);
    check("INV-014", outboxAtoms <= credited, () => `${outboxAtoms} of asset ${assetId} left, ${credited} came in`);
  }
}

/**
 * CSTD-040, WDR-044: of a located asset all that ever came in is held or was paid, and no lane's sum says more than was released.
 */
export function checkLocated(ledger: Ledger): void {
  const open = new Map<number, bigint>();
  const nonces = new Set<string>();
  for (const { assetId, vaultId, payment, paidHeight, amountAtoms } of ledger.rows("outbox")) {
    if (vaultId === 0 || payment === null) continue;
    const place = `${vaultId}/${payment.nonce}`;
    check("WDR-043", !nonces.has(place), () => `nonce ${place} stands for two payments`);
    nonces.add(place);
    const { nextNonce } = ledger.must("vaults", vaultId);
    check("WDR-043", payment.nonce < nextNonce, () => `nonce ${place} is still to come`);
    if (paidHeight === 0) open.set(assetId, (open.get(assetId) ?? 0n) + amountAtoms);
  }
  for (const { assetId, consumedAtoms, queued } of ledger.rows("locations")) {
    if (isExited(ledger, assetId)) continue; // payments that the vault does not owe came back
    const released = queued.mainAtoms + queued.smallAtoms + queued.sentBackAtoms;
    const paid = released - (open.get(assetId) ?? 0n);
    const { escrowAtoms } = ledger.must("assets", assetId);
    checkEqual("CSTD-040", escrowAtoms, consumedAtoms - paid, `what the vault of asset ${assetId} should hold`);
    check("WDR-044", paid >= 0n && released <= consumedAtoms, () => `more of asset ${assetId} left than came in`);
  }
}

/**
 * INV-002: the positions of every instrument sum to zero, and its longs are its open interest. INV-003: so do their costs and the
 * funding between them, but for a rounding each, in favour of the house.
 */
export function checkMatched(ledger: Ledger): void {
  const net = new Map<number, bigint>();
  const long = new Map<number, bigint>();
  const cost = new Map<number, bigint>();
  const holders = new Map<number, bigint>();
  const add = (sums: Map<number, bigint>, key: number, amount: bigint) => sums.set(key, (sums.get(key) ?? 0n) + amount);
  for (const { positions, segmentId } of ledger.rows("accounts")) {
    for (const position of positions) {
      const { instrumentId, lots, costAtoms } = position;
      add(net, instrumentId, lots);
      if (lots > 0n) add(long, instrumentId, lots);
      add(cost, segmentId, costAtoms + fundingOf(ledger, position));
      add(holders, segmentId, 1n);
    }
  }
  for (const { instrumentId, expiredLots, settlementTicks } of ledger.rows("markets")) {
    if (settlementTicks === null || expiredLots === 0n) continue;
    add(net, instrumentId, expiredLots);
    const { segmentId } = ledger.must("instruments", instrumentId);
    add(cost, segmentId, lotsValueOf(ledger, instrumentId, expiredLots, settlementTicks));
  }
  for (const [instrumentId, lots] of net) checkEqual("INV-002", lots, 0n, `positions of instrument ${instrumentId}`);
  for (const { instrumentId, openLots } of ledger.rows("markets"))
    checkEqual("INV-002", openLots, long.get(instrumentId) ?? 0n, `open interest of instrument ${instrumentId}`);
  // What was paid already of a cycle or an expiry under way is out of the costs, and in transit.
  for (const { segmentId, transitAtoms } of ledger.rows("segments"))
    add(cost, segmentId, transitAtoms - (ledger.cutBalances.get(segmentId) ?? 0n));
  for (const [segmentId, total] of cost) {
    if (isBeingBooked(ledger, segmentId) || isOver(ledger, segmentId)) continue; // accounts are paid one after the other
    const roundings = (ledger.roundings.get(segmentId) ?? 0n) + (holders.get(segmentId) ?? 0n);
    const isRounding = total >= 0n && total <= roundings;
    check("INV-003", isRounding, () => `costs of segment ${segmentId} sum to ${total} after ${roundings} roundings`);
  }
}

/**
 * What a segment's claims sum to, account by account.
 *
 * @module
 */
import type { CountedClaim } from "@novate/codec";

/** All in atoms; `given` by asset. */
export interface Totals {
  cash: bigint;
  idle: bigint;
  holder: bigint;
  gain: bigint;
  lack: bigint;
  readonly given: Map<number, bigint>;
}

export const noTotals = (): Totals => ({ cash: 0n, idle: 0n, holder: 0n, gain: 0n, lack: 0n, given: new Map() });

/** Stakes are left out: what the funds hold is the segment's own number. */
export function addClaim(totals: Totals, { cashAtoms, parts, given, lackAtoms }: CountedClaim): void {
  totals.cash += cashAtoms;
  totals.idle += parts.idleAtoms;
  totals.holder += parts.holderAtoms;
  totals.gain += parts.gainAtoms;
  totals.lack += lackAtoms;
  for (const { assetId, amountAtoms } of given) addTo(totals.given, assetId, amountAtoms);
}

export function addTo(sums: Map<number, bigint>, key: number, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

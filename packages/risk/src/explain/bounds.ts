/**
 * Maximum loss of a package in bigint (MARG-034); see `kernel/maximumLoss.ts` for the reasoning.
 *
 * @module
 */
import { largest, sumOf } from "./exact.ts";
import type { Holding } from "./holding.ts";

/** Null where there is no bound. Collateral is no part of a package. */
export function maximumLossOf(holdings: readonly Holding[]): bigint | null {
  const expiries = new Map<number, Holding[]>();
  let total = 0n;
  for (const holding of holdings) {
    if (holding.row.kind === "collateral") continue;
    if (holding.row.kind === "perpetual") {
      const loss = maximumLossAlone(holding);
      if (loss === null) return null;
      total += loss;
      continue;
    }
    const group = expiries.get(holding.row.expiryMs);
    if (group === undefined) expiries.set(holding.row.expiryMs, [holding]);
    else group.push(holding);
  }
  for (const group of expiries.values()) {
    const loss = expiryLossOf(group);
    if (loss === null) return null;
    total += loss;
  }
  return total;
}

function expiryLossOf(holdings: readonly Holding[]): bigint | null {
  const size = holdings[0]!.row.atomsPerPoint; // groups are made with a first member
  if (holdings.some(({ row }) => row.atomsPerPoint !== size)) return null;
  const rising = holdings.filter(({ row }) => row.kind !== "option" || row.isCall);
  if (sumOf(rising.map(({ quantity }) => quantity)) < 0n) return null;
  const kinks = [0n, ...holdings.map(({ row }) => BigInt(row.strikeAtoms))];
  return largest(0n, ...kinks.map((settlement) => lossAt(holdings, settlement)));
}

const lossAt = (holdings: readonly Holding[], settlement: bigint): bigint =>
  sumOf(
    holdings.map(({ row, quantity }) => {
      const intrinsic = row.isCall ? settlement - BigInt(row.strikeAtoms) : BigInt(row.strikeAtoms) - settlement;
      const payoff = row.kind === "option" ? largest(intrinsic, 0n) : settlement;
      return quantity * (BigInt(row.markAtoms) - payoff);
    }),
  );

/** The same for one position: an instrument's long side loses its mark at most. */
export function maximumLossAlone({ row, quantity }: Holding): bigint | null {
  if (quantity > 0n) return quantity * BigInt(row.markAtoms);
  if (row.kind !== "option" || row.isCall) return null;
  return -quantity * largest(BigInt(row.strikeAtoms) - BigInt(row.markAtoms), 0n);
}

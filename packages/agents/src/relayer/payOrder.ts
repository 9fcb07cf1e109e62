/**
 * Which payments a relayer sends first.
 *
 * @module
 */
import type { Payment } from "../custody/payments.ts";

/** How often a vault refused each row, by nonce and token: of two that are owed the one that was refused less often comes first. */
export type Refusals = Map<string, number>;

export const rowName = ({ nonce, token, recipient }: Payment): string => `${nonce}/${token}/${recipient}`;

/**
 * The largest of each token in turn, and what was refused before behind what was not. A row that its token will not pay stays for ever, so
 * that by age a few atoms a row, owed to addresses that an issuer has barred, would stand before everybody; by size alone a crowd of large
 * ones would, and their owner loses none of them, for a recipient may name another address.
 */
export function payOrder(rows: readonly Payment[], refusals: Refusals = new Map()): Payment[] {
  const byToken = Map.groupBy(rows, ({ token }) => token);
  const places = [...byToken.values()].flatMap((same) =>
    [...same].sort(largestFirst).map((row, place) => ({ row, place, refused: refusals.get(rowName(row)) ?? 0 })),
  );
  return places.sort((one, other) => one.refused - other.refused || one.place - other.place).map(({ row }) => row);
}

const largestFirst = (one: Payment, other: Payment): number => {
  if (one.amount !== other.amount) return one.amount > other.amount ? -1 : 1;
  return one.nonce < other.nonce ? -1 : 1;
};

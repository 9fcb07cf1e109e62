/**
 * Which payments a relayer sends first.
 *
 * @module
 */
import type { Payment } from "../custody/payments.ts";

/**
 * The largest of each token in turn. A row that its token will not pay stays for ever, so that by age a few atoms a row, owed to
 * addresses that an issuer has barred, would stand before everybody; by size they stand behind.
 */
export function payOrder(rows: readonly Payment[]): Payment[] {
  const byToken = Map.groupBy(rows, ({ token }) => token);
  const places = [...byToken.values()].flatMap((same) =>
    [...same].sort(largestFirst).map((row, place) => ({ row, place })),
  );
  return places.sort((one, other) => one.place - other.place).map(({ row }) => row);
}

const largestFirst = (one: Payment, other: Payment): number => {
  if (one.amount !== other.amount) return one.amount > other.amount ? -1 : 1;
  return one.nonce < other.nonce ? -1 : 1;
};

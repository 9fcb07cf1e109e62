/**
 * Which of an account's positions take risk away.
 *
 * @module
 */
import type { Positions, RiskBook } from "@novate/risk";

/**
 * Whether the net delta of the positions that share the instrument's underlying is zero or opposes the one in it.
 *
 * Deltas are whole numbers; their sum is taken in the order of the positions, and only its sign counts. Work: the positions.
 */
export function isHedge(book: RiskBook, { instruments, lots, from, to }: Positions, instrument: number): boolean {
  const underlying = book.underlying[instrument];
  let own = 0;
  let net = 0;
  for (let at = from; at < to; at += 1) {
    const index = instruments[at]!;
    if (book.underlying[index] !== underlying) continue;
    const delta = lots[at]! * book.rows.deltaAtoms[index]!;
    net += delta;
    if (index === instrument) own = delta;
  }
  return own > 0 ? net <= 0 : net >= 0;
}

/**
 * What the terminal shows while a replay runs: the tape's clock, prices, open interest, accounts at risk, the fund.
 *
 * @module
 */
import { clock, money, type Pulse, price } from "@novate/lab";

export interface Pace {
  readonly step: number;
  readonly stepCount: number;
  readonly elapsedMs: number;
  readonly blocks: number;
  readonly trades: number;
  /** Accounts that have come under default management so far. */
  readonly managedSoFar: number;
}

/** Four lines. A market in brackets admits no new risk at the moment. */
export function boardLines(pulse: Pulse, pace: Pace): string[] {
  const { step, stepCount, elapsedMs, blocks, trades, managedSoFar } = pace;
  const prices = pulse.prices.map(({ name, index, isOpen }) => {
    const text = `${name} ${index === 0n ? "–" : price(index)}`;
    return isOpen ? text : `[${text}]`;
  });
  const percent = Math.floor((100 * (step + 1)) / stepCount);
  const perSecond = (count: number): number => Math.round((count * 1_000) / Math.max(elapsedMs, 1));
  return [
    `${clock(pulse.timeMs)} UTC  ${percent} %  block ${pulse.height}`,
    prices.join("  "),
    `open interest ${money(pulse.openInterestAtoms)}  at risk ${pulse.atRisk}  managed ${pulse.managed} of ${managedSoFar}  fund ${money(pulse.fundAtoms)}`,
    `${trades} trades  ${perSecond(blocks)} blocks/s  ${perSecond(trades)} trades/s`,
  ];
}

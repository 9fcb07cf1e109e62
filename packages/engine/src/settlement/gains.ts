/**
 * What accounts have gained since they were last paid: now, and at the instant at which a cycle was struck.
 *
 * @module
 */
import { type AccountRow, InstrumentStatus, type MarketRow, type Position } from "@novate/codec";
import { type Atoms, atoms, ZERO_ATOMS } from "@novate/num";
import { markTicksOf } from "../ledger/mark.ts";
import { fundingOwedAtoms, unvestedAtoms } from "../ledger/position.ts";
import { mustGet, type StateView } from "../state/state.ts";

/** Unvested gain of all positions at mark. */
export const unvestedOf = (state: StateView, account: AccountRow): Atoms => sumOf(state, account, priceNow);

/**
 * What of it a cycle struck now would pay: a settled contract pays for itself. For many accounts while no mark moves: what a
 * lot of each contract is worth is worked out once.
 */
export function vestingOfMany(state: StateView): (account: AccountRow) => Atoms {
  const quotes = new Map<
    number,
    { readonly market: MarketRow; readonly lotAtoms: bigint; readonly isVesting: boolean }
  >();
  const quoteOf = (instrumentId: number) => {
    const market = mustGet(state.markets, instrumentId);
    const lotAtoms = markTicksOf(market) * mustGet(state.instruments, instrumentId).spec.tickValueAtoms;
    const quote = { market, lotAtoms, isVesting: market.status === InstrumentStatus.listed };
    quotes.set(instrumentId, quote);
    return quote;
  };
  return ({ positions }) => {
    let total = 0n;
    for (const position of positions) {
      const { market, lotAtoms, isVesting } = quotes.get(position.instrumentId) ?? quoteOf(position.instrumentId);
      if (!isVesting) continue;
      total += position.lots * lotAtoms - position.costAtoms;
      if (market.fundingIndexE6 !== position.fundingIndexE6) total -= fundingOwedAtoms(position, market);
    }
    return atoms(total);
  };
}

/** What the cycle struck at `cycleMs` pays an account that it has not paid yet. */
export const struckGainOf = (state: StateView, account: AccountRow, cycleMs: number): Atoms =>
  sumOf(state, account, (market) => strikeOf(market, cycleMs));

/** What the market was struck at in the cycle, or null if it was settled before. */
export const strikeOf = ({ strike }: MarketRow, cycleMs: number): MarketRow["strike"] =>
  strike?.cycleMs === cycleMs ? strike : null;

const priceNow = (market: MarketRow): Price => ({
  priceTicks: markTicksOf(market),
  fundingIndexE6: market.fundingIndexE6,
});

type Price = Pick<NonNullable<MarketRow["strike"]>, "priceTicks" | "fundingIndexE6">;

function sumOf(state: StateView, { positions }: AccountRow, priceOf: (market: MarketRow) => Price | null): Atoms {
  let total = ZERO_ATOMS;
  for (const position of positions) total = atoms(total + gainOf(state, position, priceOf));
  return total;
}

function gainOf(state: StateView, position: Position, priceOf: (market: MarketRow) => Price | null): bigint {
  const price = priceOf(mustGet(state.markets, position.instrumentId));
  if (price === null) return 0n;
  return unvestedAtoms(mustGet(state.instruments, position.instrumentId), price, position, price.priceTicks);
}

/**
 * Prices, sizes and amounts by what they stand beside, made figures in the house as it is.
 *
 * @module
 */
import type { AccountRow, InstrumentRow, TermsOf } from "@novate/codec";
import { lots } from "@novate/num";
import { idOf, isOwn, type Name } from "../roles.ts";
import type { Amount, Move, Price } from "../script.ts";
import type { Scene } from "../stage/scene.ts";
import { SEGMENT, USDC } from "../world.ts";

type Trade = Extract<Move, { do: "trade" }>;
const PPM = 1_000_000n;
const lesser = (left: bigint, right: bigint): bigint => (left < right ? left : right);
const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** The true price in ticks, to the nearest. */
export function honestTicks({ values, state }: Scene, { spec }: InstrumentRow, timeMs: number): bigint {
  const dollarsATick = Number(spec.tickValueAtoms) / 1e6;
  return BigInt(Math.round(values.lotDollars(state, spec.instrumentId, timeMs) / dollarsATick));
}

export function priceTicksOf(
  stage: Scene,
  { at, ticks }: Price,
  instrument: InstrumentRow,
  seller: Name,
  timeMs: number,
): bigint {
  const { state } = stage;
  const { instrumentId, underlyingId, tickFeedUnits } = instrument.spec;
  const mark = state.markets.get(instrumentId)!.mark?.priceTicks ?? 0n;
  const { priceBandPpm } = state.segments.get(SEGMENT)!.parameters.oracle;
  const room = (abs(mark) * priceBandPpm) / PPM;
  const prices: Readonly<Record<Price["at"], () => bigint>> = {
    honest: () => honestTicks(stage, instrument, timeMs),
    mark: () => mark,
    index: () => state.feeds.get(state.underlyings.get(underlyingId)!.spec.indexFeedId)!.value / tickFeedUnits,
    bandTop: () => mark + (room > 0n ? room : 1n),
    bandBottom: () => mark - (room > 0n ? room : 1n),
    bankruptcy: () => bankruptcyTicks(stage, instrument, mark, seller),
    nothing: () => 0n,
  };
  return prices[at]() + BigInt(ticks);
}

/** The price at which the seller's equity would be nothing, its whole position closed there. */
function bankruptcyTicks({ engine, state }: Scene, { spec }: InstrumentRow, mark: bigint, seller: Name): bigint {
  const account = state.accounts.get(idOf(seller))!;
  const held = heldLots(account, spec.instrumentId);
  if (held === 0n) return mark;
  return mark - engine.house.margin.equityOf(state, account) / (held * spec.tickValueAtoms);
}

export const heldLots = ({ positions }: AccountRow, instrumentId: number): bigint =>
  positions.find((position) => position.instrumentId === instrumentId)?.lots ?? 0n;

export function lotsOf(stage: Scene, { size, buyer, seller }: Trade, { spec }: InstrumentRow): bigint {
  const { state } = stage;
  const own = [buyer, seller].filter(isOwn).map((name) => state.accounts.get(idOf(name))!);
  const held = own
    .map((account) => abs(heldLots(account, spec.instrumentId)))
    .reduce((left, right) => (left > right ? left : right), 0n);
  const most = () => own.map((account) => roomOf(stage, account, spec.instrumentId)).reduce(lesser);
  const sizes: Readonly<Record<Trade["size"], () => bigint>> = {
    lot: () => 1n,
    tenth: () => most() / 10n,
    third: () => most() / 3n,
    margin: most,
    beyondMargin: () => most() + 1n,
    held: () => held,
    heldHalf: () => held / 2n,
  };
  return sizes[size]();
}

const PROBE = 1_000n;

/** Lots that the account's initial margin admits beside what it holds, by the charge of a thousand more. */
function roomOf({ engine, state }: Scene, account: AccountRow, instrumentId: number): bigint {
  const { margin } = engine.house;
  const price = state.markets.get(instrumentId)!.mark?.priceTicks ?? 0n;
  const { tickValueAtoms, terms } = state.instruments.get(instrumentId)!.spec;
  if (terms.type === "Spot") return spotRoomOf(account, price * tickValueAtoms, terms);
  const before = margin.assess(state, account);
  const position = {
    instrumentId,
    lots: lots(PROBE),
    costAtoms: (PROBE * price * tickValueAtoms) as typeof before.equityAtoms,
    fundingIndexE6: state.markets.get(instrumentId)!.fundingIndexE6,
  };
  const others = account.positions.filter((each) => each.instrumentId !== instrumentId);
  const positions = [...others, position].sort((left, right) => left.instrumentId - right.instrumentId);
  const charge = margin.assess(state, { ...account, positions }).initialAtoms - before.initialAtoms;
  const free = before.initialEquityAtoms - before.initialAtoms;
  if (charge <= 0n || free <= 0n) return PROBE;
  return (free * PROBE * 98n) / (charge * 100n);
}

/** What the account could deliver, or could pay. */
function spotRoomOf(account: AccountRow, lotAtoms: bigint, terms: TermsOf<"Spot">): bigint {
  const held = (assetId: number) => account.balances.find((each) => each.assetId === assetId)?.amountAtoms ?? 0n;
  const deliverable = held(terms.baseAssetId) / terms.lotBaseAtoms;
  return deliverable > 0n ? deliverable : lotAtoms > 0n ? held(USDC) / lotAtoms : 1n;
}

export function amountOf({ engine, state }: Scene, account: AccountRow, assetId: number, amount: Amount): bigint {
  const balance = account.balances.find((each) => each.assetId === assetId)?.amountAtoms ?? 0n;
  const health = engine.house.margin.assess(state, account);
  const free = assetId === USDC ? lesser(balance, health.settledEquityAtoms - health.initialAtoms) : balance;
  const amounts: Readonly<Record<Amount, bigint>> = {
    atom: 1n,
    dollar: 1_000_000n,
    tenth: balance / 10n,
    half: balance / 2n,
    free,
    freeAndOne: free + 1n,
    all: balance,
  };
  return amounts[amount];
}

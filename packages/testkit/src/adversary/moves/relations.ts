/**
 * Prices, sizes and amounts by what they stand beside, made figures in the house as it is.
 *
 * @module
 */
import type { AccountRow, InstrumentRow, TermsOf } from "@novate/codec";
import type { StateView } from "@novate/engine";
import { atoms, lots } from "@novate/num";
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
  const honest = () => honestTicks(stage, instrument, timeMs);
  // A basis point inside, as the mark lags a breath behind.
  const edgeOf = (around: bigint, side: bigint) => around + (side * around * (priceBandPpm - 500n)) / PPM;
  const prices: Readonly<Record<Price["at"], () => bigint>> = {
    honest,
    mark: () => mark,
    index: () => state.feeds.get(state.underlyings.get(underlyingId)!.spec.indexFeedId)!.value / tickFeedUnits,
    bandTop: () => mark + (room > 0n ? room : 1n),
    bandBottom: () => mark - (room > 0n ? room : 1n),
    nextTop: () => edgeOf(honest(), 1n),
    nextBottom: () => edgeOf(honest(), -1n),
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
  const sideOf = ({ accountId }: AccountRow) => (accountId === idOf(buyer) ? 1n : -1n);
  const most = () => own.map((account) => roomOf(stage, account, spec.instrumentId, sideOf(account))).reduce(lesser);
  const sizes: Readonly<Record<Trade["size"], () => bigint>> = {
    lot: () => 1n,
    tenth: () => most() / 10n,
    third: () => most() / 3n,
    margin: most,
    beyondMargin: () => most() + most() / 100n + 1n,
    held: () => held,
    heldHalf: () => held / 2n,
  };
  return sizes[size]();
}

/** Fees of a trade, generously: what they leave of a hundred thousandths. */
const [AFTER_FEES, WHOLE] = [99_970n, 100_000n];
const MOST_LOTS = 1n << 24n;

/** Lots more that the account's initial margin admits at the mark, found by halving; what closes a position needs none. */
function roomOf({ engine, state }: Scene, account: AccountRow, instrumentId: number, side: 1n | -1n): bigint {
  const market = state.markets.get(instrumentId)!;
  const price = market.mark?.priceTicks ?? 0n;
  const { tickValueAtoms, terms } = state.instruments.get(instrumentId)!.spec;
  if (terms.type === "Spot") return spotRoomOf(account, price * tickValueAtoms, terms);
  const held = account.positions.find((position) => position.instrumentId === instrumentId);
  const others = account.positions.filter((position) => position !== held);
  const isAdmitted = (size: bigint): boolean => {
    const position = {
      instrumentId,
      lots: lots((held?.lots ?? 0n) + side * size),
      costAtoms: atoms((held?.costAtoms ?? 0n) + side * size * price * tickValueAtoms),
      fundingIndexE6: market.fundingIndexE6,
    };
    const positions = [...others, position].sort((left, right) => left.instrumentId - right.instrumentId);
    const { initialEquityAtoms, initialAtoms } = engine.house.margin.assess(state, { ...account, positions });
    return initialEquityAtoms * AFTER_FEES >= initialAtoms * WHOLE;
  };
  const closing = side * (held?.lots ?? 0n) < 0n ? abs(held!.lots) : 0n;
  let [low, high] = [closing, closing + 2n];
  while (high < MOST_LOTS && isAdmitted(high)) [low, high] = [high, 2n * high];
  while (high - low > 1n + low / 256n) {
    const middle = (low + high) / 2n;
    if (isAdmitted(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** What the account could deliver, or could pay. */
function spotRoomOf(account: AccountRow, lotAtoms: bigint, terms: TermsOf<"Spot">): bigint {
  const held = (assetId: number) => account.balances.find((each) => each.assetId === assetId)?.amountAtoms ?? 0n;
  const deliverable = held(terms.baseAssetId) / terms.lotBaseAtoms;
  return deliverable > 0n ? deliverable : lotAtoms > 0n ? (held(USDC) * AFTER_FEES) / (lotAtoms * WHOLE) : 1n;
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
    hourShare: hourShareOf(state, assetId),
    all: balance,
  };
  return amounts[amount];
}

/** The part of what is held that an hour may see leave. */
function hourShareOf(state: StateView, assetId: number): bigint {
  const { withdrawalHourPpm } = state.segments.get(SEGMENT)!.parameters.clearing;
  return ((state.collaterals.get(`${SEGMENT}/${assetId}`)?.heldAtoms ?? 0n) * withdrawalHourPpm) / PPM;
}

/**
 * A house as plain as can be, for tests of the population: fixed margin rates, close-out at the mark, one price a step.
 *
 * @module
 */
import { type Match, OrderBookVenue, RfqDesk } from "@novate/agents";
import { atoms, DAY_MS, E6, type Lots, lots, ticks } from "@novate/num";
import { middlesOf, openingPrices } from "../tape/opening.ts";
import type { Tape } from "../tape/types.ts";
import { createPopulation } from "./population.ts";
import type { PopulationConfig } from "./roster.ts";
import type { AccountView, InstrumentView, Intent, MarketView, Participant } from "./types.ts";

const MARGIN_RATE = 0.1;
const MAINTENANCE = 0.8;

export interface StepReport {
  readonly timeMs: number;
  readonly intents: readonly Intent[];
  readonly matches: readonly Match<null>[];
  readonly closedOut: readonly Participant[];
  readonly book: OrderBookVenue<null>;
  /** Signed value of the linear positions of everybody of one kind, in atoms. */
  netOf(kind: Participant["kind"]): number;
}

type Terms = InstrumentView extends infer View
  ? View extends InstrumentView
    ? Omit<View, "instrumentId" | "underlying" | "tickFeedUnits" | "tickValueAtoms">
    : never
  : never;

/** Perpetuals, a future for the first underlying and a strip of its options; a tick is a unit of the tape's price. */
export function testConfig(tape: Tape, seed: string | number): PopulationConfig {
  const opening = openingPrices(tape);
  const farMs = tape.header.fromMs + 30 * DAY_MS;
  const instruments: InstrumentView[] = [];
  const list = (underlying: string, terms: Terms): void => {
    const instrumentId = instruments.length + 1;
    // A lot is worth about ten dollars at the start, whatever the underlying.
    const tickValueAtoms = atoms(BigInt(Math.max(1, Math.round(10_000_000 / Number(opening.get(underlying))))));
    instruments.push({ instrumentId, underlying, tickFeedUnits: 1n, tickValueAtoms, ...terms });
  };
  tape.header.underlyings.forEach(({ name }, place) => {
    list(name, { kind: "perpetual" });
    if (place > 0) return;
    list(name, { kind: "future", expiryMs: farMs });
    for (const percent of [90n, 100n, 110n]) {
      const strikeTicks = ticks((opening.get(name)! * percent) / 100n);
      for (const isCall of [true, false]) list(name, { kind: "option", expiryMs: farMs, strikeTicks, isCall });
    }
  });
  return {
    seed,
    instruments,
    underlyings: tape.header.underlyings.map(({ name, priceDecimals }) => ({
      name,
      feedDecimals: priceDecimals,
      openingIndex: opening.get(name)!,
    })),
    settlement: { symbol: "USDC", decimals: 6 },
    coins: [],
  };
}

/** Runs a population over a tape and reports every step. */
export function runPopulation(tape: Tape, config: PopulationConfig, onStep: (report: StepReport) => void): void {
  const population = createPopulation(config);
  const instruments = new Map(config.instruments.map((one) => [one.instrumentId, one]));
  const accounts = population.participants.map((one) => ({
    cash: Number(one.openingDeposits[0]!.amountAtoms),
    held: new Map<number, number>(),
  }));
  const book = new OrderBookVenue<null>(1, [...instruments.keys()]);
  const desk = new RfqDesk<null>(2);
  const lastTicks = new Map<string, bigint>(openingPrices(tape));
  let markets = new Map<number, MarketView>();

  const worthOf = (instrumentId: number): number =>
    Number(markets.get(instrumentId)!.markTicks) * Number(instruments.get(instrumentId)!.tickValueAtoms);
  const notionalOf = (instrumentId: number): number => {
    const { underlying, tickValueAtoms } = instruments.get(instrumentId)!;
    return Number(lastTicks.get(underlying)!) * Number(tickValueAtoms);
  };
  const stateOf = (participantId: number): { equity: number; margin: number } => {
    const { cash, held } = accounts[participantId]!;
    let equity = cash;
    let margin = 0;
    for (const [instrumentId, count] of held) {
      equity += count * worthOf(instrumentId);
      if (count < 0 || instruments.get(instrumentId)!.kind !== "option") {
        margin += MARGIN_RATE * Math.abs(count) * notionalOf(instrumentId);
      }
    }
    return { equity, margin };
  };
  const move = (participantId: number, instrumentId: number, count: number, price: number): void => {
    const account = accounts[participantId]!;
    const after = (account.held.get(instrumentId) ?? 0) + count;
    account.cash -= count * price * Number(instruments.get(instrumentId)!.tickValueAtoms);
    if (after === 0) account.held.delete(instrumentId);
    else account.held.set(instrumentId, after);
  };
  const viewOf = (participantId: number): AccountView => {
    const { equity, margin } = stateOf(participantId);
    return {
      equityAtoms: atoms(BigInt(Math.floor(equity))),
      initialMarginAtoms: atoms(BigInt(Math.ceil(margin))),
      maintenanceMarginAtoms: atoms(BigInt(Math.ceil(MAINTENANCE * margin))),
      positions: new Map([...accounts[participantId]!.held].map(([id, count]) => [id, lots(BigInt(count))])),
      isManaged: false,
    };
  };
  const settle = (match: Match<null>): boolean => {
    const [taker, maker] = [match.takerOrder.owner, match.makerOrder.owner];
    const count = match.takerOrder.side === "buy" ? Number(match.lots) : -Number(match.lots);
    const before = [stateOf(maker), stateOf(taker)];
    move(taker, match.instrumentId, count, Number(match.priceTicks));
    move(maker, match.instrumentId, -count, Number(match.priceTicks));
    const isFaulty = [stateOf(maker), stateOf(taker)].map(
      (after, side) => after.equity < after.margin && after.margin > before[side]!.margin,
    );
    const faulty = (["maker", "taker"] as const).filter((_, side) => isFaulty[side]);
    if (faulty.length > 0) {
      move(taker, match.instrumentId, -count, Number(match.priceTicks));
      move(maker, match.instrumentId, count, Number(match.priceTicks));
    }
    const venue = instruments.get(match.instrumentId)!.kind === "option" ? desk : book;
    venue.answer(match.matchId, faulty.length === 0 ? { accepted: true } : { accepted: false, faulty });
    return faulty.length === 0;
  };

  for (const step of tape.steps) {
    for (const [name, price] of middlesOf(tape, step)) lastTicks.set(name, price);
    markets = new Map(config.instruments.map((one) => [one.instrumentId, markOf(one, lastTicks.get(one.underlying)!)]));
    const closedOut = population.participants.filter(({ participantId }) => {
      const { equity, margin } = stateOf(participantId);
      if (equity >= MAINTENANCE * margin) return false;
      book.cancelOwner(participantId);
      accounts[participantId] = { cash: Math.max(0, equity), held: new Map() };
      return true;
    });
    const intents = population.step({ timeMs: step.timeMs, index: lastTicks, markets, account: viewOf });
    const requests: number[] = [];
    for (const intent of intents) {
      const requestId = carryOut(intent, book, desk, step.timeMs);
      if (requestId !== undefined) requests.push(requestId);
      if (intent.type === "Deposit") accounts[intent.participantId]!.cash += Number(intent.amountAtoms);
      if (intent.type === "Withdraw") accounts[intent.participantId]!.cash -= Number(intent.amountAtoms);
    }
    for (const { requestId, participantId, bidTicks, askTicks, lots: size } of population.quote(
      desk.openRequests(step.timeMs),
    )) {
      const side = (priceTicks: typeof bidTicks) => ({ priceTicks, lots: size as Lots, authority: null });
      const expiresAtMs = step.timeMs + 1;
      desk.quote(
        requestId,
        { dealer: participantId, bid: side(bidTicks), ask: side(askTicks), expiresAtMs },
        step.timeMs,
      );
    }
    for (const requestId of requests) desk.award(requestId, step.timeMs);
    const matches = [...book.takeMatches(), ...desk.takeMatches()].filter(settle);
    const netOf = (kind: Participant["kind"]): number =>
      population.participants
        .filter((one) => one.kind === kind)
        .flatMap((one) => [...accounts[one.participantId]!.held])
        .filter(([id]) => instruments.get(id)!.kind !== "option")
        .reduce((sum, [id, count]) => sum + count * notionalOf(id), 0);
    onStep({ timeMs: step.timeMs, intents, matches, closedOut, book, netOf });
  }
}

function carryOut(intent: Intent, book: OrderBookVenue<null>, desk: RfqDesk<null>, nowMs: number): number | undefined {
  if (intent.type === "CancelOrders") book.cancelOwner(intent.participantId, intent.instrumentId);
  if (intent.type === "PlaceOrder") {
    book.submit(intent.instrumentId, { ...intent, owner: intent.participantId, authority: null });
  }
  if (intent.type !== "RequestQuote") return undefined;
  const request = { ...intent, owner: intent.participantId, expiresAtMs: nowMs + 1, authority: null };
  const answer = desk.request(request, nowMs);
  return "requestId" in answer ? answer.requestId : undefined;
}

/** An option is worth its intrinsic value and two hundredths of the index. */
function markOf(instrument: InstrumentView, index: bigint): MarketView {
  if (instrument.kind !== "option") return { markTicks: ticks(index), deltaPpm: E6, isOpen: true };
  const inside = instrument.isCall ? index - instrument.strikeTicks : instrument.strikeTicks - index;
  const markTicks = ticks((inside > 0n ? inside : 0n) + index / 50n);
  return { markTicks, deltaPpm: instrument.isCall ? 500_000 : -500_000, isOpen: true };
}

/**
 * What participants see of the house: index, markets and their own account, read from its last block.
 *
 * @module
 */
import { AccountStatus, InstrumentStatus, MarketMode } from "@novate/codec";
import type { Engine } from "@novate/engine";
import { E6 } from "@novate/num";
import type { AccountView, MarketView, PopulationStep } from "../../population/types.ts";
import { type HousePlan, type PlannedUnderlying, SEGMENT_ID } from "../house/plan.ts";
import type { Members } from "./members.ts";

/** The step of the population at the house's prices; its account answers are only good until the next block. */
export function viewStep(engine: Engine, plan: HousePlan, members: Members, timeMs: number): PopulationStep {
  const index = new Map<string, bigint>();
  const markets = new Map<number, MarketView>();
  const deltas = deltasOf(engine);
  for (const underlying of plan.underlyings) {
    const feed = engine.state.feeds.get(underlying.feedId);
    if (feed === undefined || feed.aggregatedAtMs === 0 || timeMs - feed.aggregatedAtMs > plan.maxAgeMs) continue;
    index.set(underlying.name, feed.value);
    viewMarkets(engine, underlying, feed.value, deltas, markets);
  }
  return { timeMs, index, markets, account: (participantId) => viewAccount(engine, members, participantId) };
}

function viewMarkets(
  { state }: Engine,
  underlying: PlannedUnderlying,
  indexUnits: bigint,
  deltas: ReadonlyMap<number, number>,
  markets: Map<number, MarketView>,
): void {
  const mode = state.underlyings.get(underlying.underlyingId)?.mode;
  for (const { instrumentId, terms, tickFeedUnits, tickValueAtoms } of underlying.contracts) {
    const market = state.markets.get(instrumentId);
    if (market === undefined || market.mark === null) continue;
    const isOpen =
      mode === MarketMode.open && market.mode === MarketMode.open && market.status === InstrumentStatus.listed;
    const lotValue = (Number(indexUnits) / Number(tickFeedUnits)) * Number(tickValueAtoms);
    const deltaPpm = terms.type === "Option" ? Math.round(((deltas.get(instrumentId) ?? 0) / lotValue) * E6) : E6;
    markets.set(instrumentId, { markTicks: market.mark.priceTicks, deltaPpm, isOpen });
  }
}

/** Change of one lot's value when the index doubles, to first order, by instrument, as the house's own risk book has it. */
function deltasOf({ house, state }: Engine): Map<number, number> {
  const risk = house.margin.bookOf(SEGMENT_ID);
  risk.context(state); // prices what has moved
  return new Map(risk.book.allRows().map(({ instrumentId, deltaAtoms }) => [instrumentId, deltaAtoms]));
}

function viewAccount({ house, state }: Engine, members: Members, participantId: number): AccountView | undefined {
  const account = state.accounts.get(members.of(participantId).accountId);
  if (account === undefined) return undefined;
  const { equityAtoms, initialAtoms, maintenanceAtoms } = house.margin.assess(state, account);
  return {
    equityAtoms,
    initialMarginAtoms: initialAtoms,
    maintenanceMarginAtoms: maintenanceAtoms,
    positions: new Map(
      account.positions.filter(({ lots }) => lots !== 0n).map(({ instrumentId, lots }) => [instrumentId, lots]),
    ),
    isManaged: account.status === AccountStatus.managed,
  };
}

/**
 * The simulated participants of a replay: everybody steps, and what they want comes out.
 *
 * The same configuration and the same inputs give the same intents on any machine: every participant draws from its own
 * seeded stream, and nothing but + − × ÷ and comparison touches a number.
 *
 * @module
 */
import { E6 } from "@novate/num";
import { assert } from "@novate/stdx";
import type { Agent, Floor, OpenMarket } from "./floor.ts";
import { createRoster, type PopulationConfig } from "./roster.ts";
import { advanceSense, openSense, type Sense } from "./sense.ts";
import type {
  AccountView,
  DealerQuote,
  InstrumentView,
  Intent,
  Participant,
  PopulationStep,
  QuoteRequestView,
} from "./types.ts";

export interface Population {
  readonly participants: readonly Participant[];
  /** Everybody looks at one step, later than the last. Cancels first, then the rest, each in order of the roster. */
  step(input: PopulationStep): Intent[];
  /** What the dealers answer to open requests, on what they saw in the last step. */
  quote(requests: readonly QuoteRequestView[]): DealerQuote[];
}

export function createPopulation(config: PopulationConfig): Population {
  const agents = createRoster(config);
  const dealers = agents.filter((agent) => agent.quote !== undefined);
  const instruments = new Map(config.instruments.map((one) => [one.instrumentId, one]));
  const senses = new Map<string, Sense>();
  let floor: Floor | undefined;

  return {
    participants: agents.map((agent) => agent.participant),
    step(input) {
      assert(floor === undefined || input.timeMs > floor.timeMs, "population: time does not advance");
      const elapsedMs = floor === undefined ? 60_000 : input.timeMs - floor.timeMs;
      for (const { name } of config.underlyings) {
        const price = Number(input.index.get(name) ?? 0n);
        const before = senses.get(name);
        if (price > 0)
          senses.set(name, before === undefined ? openSense(price) : advanceSense(before, price, elapsedMs));
      }
      const cancels: Intent[] = [];
      const others: Intent[] = [];
      floor = createFloor(input, elapsedMs, senses, instruments, (intent) => {
        (intent.type === "CancelOrders" ? cancels : others).push(intent);
      });
      for (const agent of agents) agent.step(floor);
      return [...cancels, ...others];
    },
    quote(requests) {
      const at = floor;
      if (at === undefined) return [];
      return requests.flatMap((request) => dealers.flatMap((dealer) => quoteOf(dealer, request, at)));
    },
  };
}

function quoteOf(dealer: Agent, request: QuoteRequestView, floor: Floor): DealerQuote[] {
  const quote = dealer.quote?.(request, floor);
  return quote === undefined ? [] : [quote];
}

function createFloor(
  input: PopulationStep,
  elapsedMs: number,
  senses: ReadonlyMap<string, Sense>,
  instruments: ReadonlyMap<number, InstrumentView>,
  emit: (intent: Intent) => void,
): Floor {
  const accounts = new Map<number, AccountView | undefined>();
  const markets = new Map<number, OpenMarket>();
  for (const [instrumentId, view] of input.markets) {
    if (view.isOpen) markets.set(instrumentId, { mark: Number(view.markTicks), delta: view.deltaPpm / E6 });
  }
  return {
    timeMs: input.timeMs,
    elapsedMs,
    sense: (underlying) => (input.index.has(underlying) ? senses.get(underlying) : undefined),
    market: (instrumentId) => markets.get(instrumentId),
    account(participantId) {
      if (!accounts.has(participantId)) accounts.set(participantId, input.account(participantId));
      return accounts.get(participantId);
    },
    instrument(instrumentId) {
      const instrument = instruments.get(instrumentId);
      assert(instrument !== undefined, `population: no instrument ${instrumentId}`);
      return instrument;
    },
    emit,
  };
}

/**
 * How a replay stands at one moment: what a screen shows while it runs.
 *
 * @module
 */
import { AccountRole, AccountStatus, type MarketMode } from "@novate/codec";
import type { Engine } from "@novate/engine";
import { type PlannedUnderlying, SEGMENT_ID } from "./house/plan.ts";
import type { Scene } from "./scene.ts";

/** Equity below this part of maintenance margin and a half puts an account on the watch list. */
const RISK_NUMERATOR = 3n;
const RISK_DENOMINATOR = 2n;

/** A market; prices are in feed units. */
export interface MarketPulse {
  readonly symbol: string;
  readonly underlying: string;
  /** Null before the first one. */
  readonly mark: bigint | null;
  /** The confirmed price of its underlying; 0 before the first. */
  readonly index: bigint;
  /** The stricter of its own mode and its underlying's. */
  readonly mode: MarketMode;
  /** Sources whose price counts now, of so many that the tape has. */
  readonly sources: number;
  readonly sourceCount: number;
  /** Longs at the mark. */
  readonly openInterestAtoms: bigint;
}

/** What stands in the pools that pay for a default, in the order in which they do. */
interface PoolsPulse {
  readonly skinAtoms: bigint;
  readonly juniorFundAtoms: bigint;
  readonly seniorFundAtoms: bigint;
}

export interface Pulse {
  readonly timeMs: number;
  readonly height: number;
  /** In the order in which they are listed. */
  readonly markets: readonly MarketPulse[];
  readonly openInterestAtoms: bigint;
  /** Accounts whose equity is below one and a half times their maintenance margin. */
  readonly atRisk: number;
  /** Margin calls that stand. */
  readonly called: number;
  readonly managed: number;
  readonly pools: PoolsPulse;
}

/** Reads the last block. Work: every account once. */
export function readPulse({ state, house, height }: Engine, { plan }: Scene): Pulse {
  const segment = state.segments.get(SEGMENT_ID);
  let atRisk = 0;
  for (const account of state.accounts.values()) {
    if (account.role !== AccountRole.trader || account.positions.length === 0) continue;
    const { equityAtoms, maintenanceAtoms } = house.margin.assess(state, account);
    const isNear = equityAtoms * RISK_DENOMINATOR < maintenanceAtoms * RISK_NUMERATOR;
    if (isNear && account.status === AccountStatus.active) atRisk += 1;
  }
  const markets = plan.underlyings.flatMap((underlying) => marketsOn(state, underlying));
  return {
    timeMs: state.house.get(0)?.timeMs ?? 0,
    height,
    markets,
    openInterestAtoms: markets.reduce((sum, { openInterestAtoms }) => sum + openInterestAtoms, 0n),
    atRisk,
    called: state.calls.size,
    managed: state.managed.size,
    pools: {
      skinAtoms: segment?.skinAtoms ?? 0n,
      juniorFundAtoms: segment?.juniorFundAtoms ?? 0n,
      seniorFundAtoms: segment?.seniorFundAtoms ?? 0n,
    },
  };
}

function marketsOn(state: Engine["state"], planned: PlannedUnderlying): MarketPulse[] {
  const feed = state.feeds.get(planned.feedId);
  const underlyingMode = state.underlyings.get(planned.underlyingId)?.mode ?? 0;
  return planned.contracts.map(({ instrumentId, symbol, tickFeedUnits, tickValueAtoms }) => {
    const market = state.markets.get(instrumentId);
    const ticks = market?.mark?.priceTicks;
    return {
      symbol,
      underlying: planned.name,
      mark: ticks === undefined ? null : ticks * tickFeedUnits,
      index: feed?.value ?? 0n,
      mode: Math.max(market?.mode ?? 0, underlyingMode) as MarketMode, // both are modes
      sources: feed?.sourceCount ?? 0,
      sourceCount: planned.sourceCount,
      openInterestAtoms: (market?.openLots ?? 0n) * (ticks ?? 0n) * tickValueAtoms,
    };
  });
}

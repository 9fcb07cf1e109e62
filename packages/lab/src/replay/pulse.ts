/**
 * How a replay stands at one moment: what a screen shows while it runs.
 *
 * @module
 */
import { AccountRole, AccountStatus } from "@novate/codec";
import type { Engine } from "@novate/engine";
import { SEGMENT_ID } from "./house/plan.ts";
import type { Scene } from "./scene.ts";

/** Equity below this part of maintenance margin and a half puts an account on the watch list. */
const RISK_NUMERATOR = 3n;
const RISK_DENOMINATOR = 2n;

export interface Pulse {
  readonly timeMs: number;
  readonly height: number;
  /** The house's index of each underlying, in feed units; 0 before the first. */
  readonly prices: readonly { readonly name: string; readonly index: bigint; readonly isOpen: boolean }[];
  readonly openInterestAtoms: bigint;
  /** Accounts whose equity is below one and a half times their maintenance margin. */
  readonly atRisk: number;
  readonly managed: number;
  /** Skin in the game and both tranches of the default fund. */
  readonly fundAtoms: bigint;
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
  return {
    timeMs: state.house.get(0)?.timeMs ?? 0,
    height,
    prices: plan.underlyings.map(({ name, feedId, underlyingId }) => ({
      name,
      index: state.feeds.get(feedId)?.value ?? 0n,
      isOpen: state.underlyings.get(underlyingId)?.mode === 0,
    })),
    openInterestAtoms: openInterestOf(state),
    atRisk,
    managed: state.managed.size,
    fundAtoms: segment === undefined ? 0n : segment.skinAtoms + segment.juniorFundAtoms + segment.seniorFundAtoms,
  };
}

/** Σ long lots × mark. */
function openInterestOf(state: Engine["state"]): bigint {
  let sum = 0n;
  for (const { instrumentId, openLots, mark } of state.markets.values()) {
    sum += openLots * (mark?.priceTicks ?? 0n) * (state.instruments.get(instrumentId)?.spec.tickValueAtoms ?? 0n);
  }
  return sum;
}

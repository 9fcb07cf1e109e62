/**
 * Net collateral and requirements of a subaccount, and the comparisons made on them.
 *
 * @module
 */

import { settlementPpm, settlementQuantums } from "./funding.ts";
import { netNotional, type Perpetual, requirementOf } from "./margin.ts";
import type { MarketPrice } from "./profile.ts";

export interface Risk {
  readonly netCollateral: bigint;
  readonly initial: bigint;
  readonly maintenance: bigint;
}

export interface Position {
  readonly perpetualId: bigint;
  readonly quantums: bigint;
  readonly fundingIndex: bigint;
  readonly quoteBalance: bigint;
}

export interface Subaccount {
  /** Quote asset held, in quote quantums. */
  readonly quote: bigint;
  readonly positions: readonly Position[];
}

/** Perpetuals and their prices, by perpetual. */
export type Market = ReadonlyMap<bigint, { readonly perpetual: Perpetual; readonly price: MarketPrice }>;

/** The subaccount with its funding paid into the quote asset, rounded against it once. */
export function settle(subaccount: Subaccount, market: Market): Subaccount {
  let totalPpm = 0n;
  const positions = subaccount.positions.map((position) => {
    const listed = market.get(position.perpetualId);
    if (listed === undefined) return position;
    totalPpm += settlementPpm(position.quantums, position.fundingIndex, listed.perpetual.fundingIndex);
    return { ...position, fundingIndex: listed.perpetual.fundingIndex };
  });
  return { quote: subaccount.quote + settlementQuantums(totalPpm), positions };
}

/** Initial margin rates that a subaccount set itself, by perpetual. */
export type OwnRates = ReadonlyMap<bigint, bigint>;

/** Risk of a settled subaccount. A position whose perpetual is not in the market is the caller's fault to refuse. */
export function riskOf(subaccount: Subaccount, market: Market, ownRates: OwnRates = new Map()): Risk {
  let netCollateral = subaccount.quote;
  let initial = 0n;
  let maintenance = 0n;
  for (const position of subaccount.positions) {
    const listed = market.get(position.perpetualId);
    if (listed === undefined) continue;
    const { perpetual, price } = listed;
    const requirement = requirementOf(position.quantums, price, perpetual, ownRates.get(position.perpetualId));
    netCollateral += netNotional(position.quantums, price, perpetual.atomicResolution) + position.quoteBalance;
    initial += requirement.initial;
    maintenance += requirement.maintenance;
  }
  return { netCollateral, initial, maintenance };
}

export const isInitialCollateralized = (risk: Pick<Risk, "netCollateral" | "initial">): boolean =>
  risk.netCollateral >= risk.initial;

export const isMaintenanceCollateralized = (risk: Pick<Risk, "netCollateral" | "maintenance">): boolean =>
  risk.netCollateral >= risk.maintenance;

/** Liquidatable when below a requirement of more than zero: without positions there is nothing to liquidate. */
export const isLiquidatable = (risk: Pick<Risk, "netCollateral" | "maintenance">): boolean =>
  risk.maintenance > 0n && risk.netCollateral < risk.maintenance;

type Standing = Pick<Risk, "netCollateral" | "maintenance">;

const sign = (value: bigint): -1 | 0 | 1 => (value < 0n ? -1 : value > 0n ? 1 : 0);

/**
 * 1 when the first is riskier: less collateral per requirement, or as much with the larger requirement, or with none on
 * either side less collateral.
 */
export function compareRisk(first: Standing, second: Standing): -1 | 0 | 1 {
  const byRatio = sign(second.netCollateral * first.maintenance - first.netCollateral * second.maintenance);
  if (byRatio !== 0) return byRatio;
  if (first.maintenance === 0n && second.maintenance === 0n) return sign(second.netCollateral - first.netCollateral);
  return sign(first.maintenance - second.maintenance);
}

export type Transition = "Success" | "NewlyUndercollateralized" | "StillUndercollateralized";

/** Whether an update may leave a subaccount below its initial margin: only if it lowers its risk. */
export function transitionOf(before: Risk, after: Standing): Transition {
  const failure = isInitialCollateralized(before) ? "NewlyUndercollateralized" : "StillUndercollateralized";
  if (after.maintenance > before.maintenance) return failure;
  if (after.maintenance === 0n || before.maintenance === 0n) {
    const isBetter =
      after.maintenance === 0n && before.maintenance === 0n && after.netCollateral > before.netCollateral;
    return isBetter ? "Success" : failure;
  }
  return compareRisk(after, before) > 0 ? failure : "Success";
}

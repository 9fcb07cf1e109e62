/**
 * Trades: how many the house novated, how much, and what it refused.
 *
 * @module
 */
import type { RefusalCode } from "@novate/codec";
import type { BlockResult } from "@novate/engine";
import { absOf } from "@novate/num";
import type { HousePlan } from "../house/plan.ts";
import { contractsOf } from "./contracts.ts";

export interface TradeTally {
  readonly novated: number;
  /** Σ price × size over all trades, each counted once. */
  readonly notionalAtoms: bigint;
  /** What both sides paid to the venues and to the house. */
  readonly feesAtoms: bigint;
  /** Transactions and trades refused, by code, in order of the code's name. */
  readonly refusals: Readonly<Partial<Record<RefusalCode, number>>>;
}

export function createTradeTally(plan: HousePlan) {
  const contracts = contractsOf(plan);
  let novated = 0;
  let notionalAtoms = 0n;
  let feesAtoms = 0n;
  const refusals = new Map<RefusalCode, number>();
  const refuse = (code: RefusalCode): void => void refusals.set(code, (refusals.get(code) ?? 0) + 1);
  return {
    take({ events, receipts }: BlockResult): void {
      for (const event of events) {
        if (event.type !== "PositionNovated") continue;
        novated += 1;
        const { tickValueAtoms } = contracts.get(event.instrumentId)!;
        notionalAtoms += absOf(event.lots * event.priceTicks * tickValueAtoms);
        feesAtoms += event.venueFeeAtoms + event.clearingFeeAtoms;
      }
      for (const { refusal, outcomes } of receipts) {
        if (refusal !== null) refuse(refusal.code);
        for (const outcome of outcomes) if (!outcome.accepted) refuse(outcome.refusal.code);
      }
    },
    read(): TradeTally {
      const sorted = [...refusals].sort(([left], [right]) => (left < right ? -1 : 1));
      return { novated, notionalAtoms, feesAtoms, refusals: Object.fromEntries(sorted) };
    },
  };
}

/**
 * Default management: who came under it, what was taken from whom at which index, and what it cost.
 *
 * @module
 */
import type { EventOf } from "@novate/codec";
import type { BlockResult } from "@novate/engine";
import { absOf } from "@novate/num";
import type { HousePlan } from "../house/plan.ts";
import { contractsOf } from "./contracts.ts";

type Passage = Pick<EventOf<"PositionsNetted">["passage"], "instrumentId" | "lots" | "priceTicks">;

/** One instrument taken from one account under management. */
export interface CloseOut {
  readonly timeMs: number;
  readonly accountId: number;
  readonly underlying: string;
  /** Whether what was taken gained from a rising price. */
  readonly isLong: boolean;
  readonly notionalAtoms: bigint;
}

export interface CloseOutTally {
  /** Times that an account came under management. */
  readonly managed: number;
  readonly cured: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly closeOuts: readonly CloseOut[];
  /** Discounts that managed accounts paid to the backstop. */
  readonly discountAtoms: bigint;
  /** Crossed between accounts under management, at no cost. */
  readonly nettedAtoms: bigint;
  /** Passed to the backstop. */
  readonly backstopAtoms: bigint;
  readonly tornUpAtoms: bigint;
}

export function createCloseOutTally(plan: HousePlan) {
  const contracts = contractsOf(plan);
  const closeOuts: CloseOut[] = [];
  let managed = 0;
  let cured = 0;
  let firstMs: number | null = null;
  let lastMs: number | null = null;
  let discountAtoms = 0n;
  let nettedAtoms = 0n;
  let backstopAtoms = 0n;
  let tornUpAtoms = 0n;

  /** Records what left `accountId`, and returns its notional. */
  const record = (accountId: number, { instrumentId, lots, priceTicks }: Passage, sign: bigint, timeMs: number) => {
    const { underlying, isInverse, tickValueAtoms } = contracts.get(instrumentId)!;
    const notionalAtoms = absOf(lots * priceTicks * tickValueAtoms);
    const isLong = lots * sign > 0n !== isInverse;
    closeOuts.push({ timeMs, accountId, underlying: underlying.name, isLong, notionalAtoms });
    return notionalAtoms;
  };

  return {
    take({ events, timeMs }: BlockResult): void {
      for (const event of events) {
        switch (event.type) {
          case "AccountManaged":
            managed += 1;
            firstMs ??= timeMs;
            lastMs = timeMs;
            break;
          case "AccountCured":
            cured += 1;
            break;
          case "PositionsNetted":
            nettedAtoms += record(event.giverAccountId, event.passage, 1n, timeMs);
            record(event.takerAccountId, event.passage, -1n, timeMs);
            break;
          case "PositionsClosedOut":
            discountAtoms += event.discountAtoms;
            for (const passage of event.passages) backstopAtoms += record(event.accountId, passage, 1n, timeMs);
            break;
          case "PositionTornUp":
            if (event.isGiver) {
              const { instrumentId } = event.positionAfter;
              tornUpAtoms += record(event.accountId, { ...event, instrumentId }, -1n, timeMs);
            }
            break;
          default:
        }
      }
    },
    read: (): CloseOutTally => ({
      managed,
      cured,
      firstMs,
      lastMs,
      closeOuts,
      discountAtoms,
      nettedAtoms,
      backstopAtoms,
      tornUpAtoms,
    }),
  };
}

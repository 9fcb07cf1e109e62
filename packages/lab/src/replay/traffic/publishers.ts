/**
 * The publishers of a replay: each venue of the tape signs what its own markets printed; three more sign volatility.
 *
 * @module
 */
import {
  type ObservationPolicy,
  STANDARD_POLICY,
  STANDARD_VOLATILITY,
  surfaceSlices,
  trackVolatility,
  type VolatilityMemory,
} from "@novate/agents";
import type { Observation, SurfaceObservation } from "@novate/codec";
import { E6, PPM_ONE } from "@novate/num";
import { middlesOf } from "../../tape/opening.ts";
import { createTapePublishers } from "../../tape/publishers.ts";
import type { Tape, TapeStep } from "../../tape/types.ts";
import { FEED_DECIMALS } from "../house/feedUnits.ts";
import type { HouseKeys } from "../house/keys.ts";
import { type HousePlan, type PlannedUnderlying, SETTLEMENT_FEED_ID, VOLATILITY_MEMORIES_MS } from "../house/plan.ts";
import type { Sender } from "./sender.ts";

/** The tapes do not record the settlement token's own price: publishers state it as steady, and how sure they are. */
const ONE_DOLLAR = 10n ** BigInt(FEED_DECIMALS);
const DOLLAR_CONFIDENCE = ONE_DOLLAR / 10_000n;
const SURFACE_EVERY_MS = 30_000;

export interface Publishers {
  /** The signed transactions of one step; to be shown every step, in order. */
  publish(step: TapeStep): Uint8Array[];
}

export function createPublishers(tape: Tape, plan: HousePlan, keys: HouseKeys, sender: Sender): Publishers {
  const planned = new Map(plan.underlyings.map((one) => [one.name, one]));
  const feedOf = (name: string) => ({ feedId: planned.get(name)!.feedId, feedDecimals: FEED_DECIMALS });
  const publishers = createTapePublishers(tape.header, feedOf, (name) => policyOf(planned.get(name)!));
  const desks = plan.volatilityPublisherIds.map((publisherId, place) => ({
    publisherId,
    surfacesOf: createVolatilityPublisher(tape, plan, VOLATILITY_MEMORIES_MS[place]!),
  }));

  return {
    publish(step) {
      const submit = (publisherId: number, observations: Observation[], surfaces: SurfaceObservation[]) =>
        sender.sign(
          keys.publishers[publisherId - 1]!,
          { type: "SubmitObservations", publisherId, observations, surfaces },
          step.timeMs,
        );
      const dollar: Observation = {
        feedId: SETTLEMENT_FEED_ID,
        value: ONE_DOLLAR,
        confidence: DOLLAR_CONFIDENCE,
        publishedAtMs: step.timeMs,
      };
      const prices = publishers.map((publisher, index) => submit(index + 1, [dollar, ...publisher.observe(step)], []));
      const words = desks.map(({ publisherId, surfacesOf }) => ({ publisherId, surfaces: surfacesOf(step) }));
      const spoken = words.filter(({ surfaces }) => surfaces.length > 0);
      return [...prices, ...spoken.map(({ publisherId, surfaces }) => submit(publisherId, [], surfaces))];
    },
  };
}

/**
 * Wicks are signed where other sources can contradict them. The only source of a price is asked for its last trades: there
 * a lone extreme would be the whole truth.
 */
const policyOf = ({ profile, sourceCount }: PlannedUnderlying): ObservationPolicy => ({
  ...STANDARD_POLICY,
  confidenceFloorPpm: profile.confidenceFloorPpm,
  wickPpm: sourceCount === 1 ? PPM_ONE : STANDARD_POLICY.wickPpm,
});

/** Follows the middle trade of every underlying with options and answers a surface now and then. */
function createVolatilityPublisher(
  tape: Tape,
  plan: HousePlan,
  memoryMs: number,
): (step: TapeStep) => SurfaceObservation[] {
  const followed = plan.underlyings.filter((one) => expiriesOf(one).length > 0);
  const memories = new Map<string, VolatilityMemory>();
  const publishedAt = new Map<string, number>();
  return (step) => {
    const middles = new Map(middlesOf(tape, step));
    return followed.flatMap((underlying): SurfaceObservation[] => {
      const { name, underlyingId, profile } = underlying;
      const policy = { ...STANDARD_VOLATILITY, memoryMs, longRunVolAnnual: Number(profile.volatilityPpm) / E6 };
      const middle = middles.get(name);
      if (middle === undefined) return [];
      const memory = trackVolatility(memories.get(name), Number(middle), step.timeMs, policy);
      memories.set(name, memory);
      if (step.timeMs - (publishedAt.get(name) ?? 0) < SURFACE_EVERY_MS) return [];
      publishedAt.set(name, step.timeMs);
      const slices = surfaceSlices(memory, step.timeMs, expiriesOf(underlying), policy);
      return slices.length === 0 ? [] : [{ underlyingId, publishedAtMs: step.timeMs, slices }];
    });
  };
}

/** Expiries of an underlying's options, each once. */
const expiriesOf = ({ contracts }: PlannedUnderlying): number[] => [
  ...new Set(contracts.flatMap(({ terms }) => (terms.type === "Option" ? [terms.expiryMs] : []))),
];

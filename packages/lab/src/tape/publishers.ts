/**
 * One oracle publisher for each venue of a tape: it signs what that venue's markets printed, and nothing else.
 *
 * @module
 */
import {
  type ObservationPolicy,
  observePrint,
  type PublishedFeed,
  type SourceMemory,
  STANDARD_POLICY,
} from "@novate/agents";
import type { Observation } from "@novate/codec";
import { assert } from "@novate/stdx";
import type { TapeHeader, TapeStep } from "./types.ts";

export interface TapePublisher {
  readonly venue: string;
  /** The observations to sign for one step, in order of the tape's columns; none when the venue was silent. */
  observe(step: TapeStep): Observation[];
}

/** The feed of an underlying's index. */
export type FeedOf = (underlying: string) => Pick<PublishedFeed, "feedId" | "feedDecimals">;

/** How an underlying's prints are observed. */
export type PolicyOf = (underlying: string) => ObservationPolicy;

const standardPolicy: PolicyOf = () => STANDARD_POLICY;

/** Publishers in the order in which their venues first stand in the header. Steps are to be shown to all, in order. */
export function createTapePublishers(
  header: TapeHeader,
  feedOf: FeedOf,
  policyOf: PolicyOf = standardPolicy,
): TapePublisher[] {
  const venues = [...new Set(header.sources.map((source) => source.venue))];
  return venues.map((venue) => createTapePublisher(header, venue, feedOf, policyOf));
}

function createTapePublisher(header: TapeHeader, venue: string, feedOf: FeedOf, policyOf: PolicyOf): TapePublisher {
  const columns = header.sources.flatMap((source, column) => {
    if (source.venue !== venue) return [];
    const underlying = header.underlyings.find((one) => one.name === source.underlying);
    assert(underlying !== undefined, "tapePublisher: a source without its underlying");
    const policy = policyOf(source.underlying);
    return [{ column, policy, feed: { ...feedOf(source.underlying), priceDecimals: underlying.priceDecimals } }];
  });
  const memories = new Map<number, SourceMemory>();
  return {
    venue,
    observe: (step) =>
      columns.flatMap(({ column, policy, feed }) => {
        const observed = observePrint(memories.get(column), step.prints[column], feed, step.timeMs, policy);
        if (observed === undefined) return [];
        memories.set(column, observed.memory);
        return [observed.observation];
      }),
  };
}

/**
 * A publisher's batch: each observation that is a price is kept, the others are dropped without harm to them (ORCL-019).
 *
 * @module
 */
import { type Event, type Refusal, refusal } from "@novate/codec";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { signerKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { faultOfObservation, sourceFrom } from "./observations.ts";
import { hearSurface, proofsOf } from "./surface.ts";

export const decideSubmitObservations: Decide<"SubmitObservations"> = (state, command, context) => {
  const { publisherId, observations, surfaces } = command;
  const publisher = state.publishers.get(publisherId);
  if (publisher === undefined || publisher.weight === 0) return refuse("PublisherUnknown", { publisherId });
  if (signerKey(publisher.signer) !== signerKey(context.signer))
    return refuse("NotAuthorised", { subject: "publisher", subjectId: publisherId });
  if (observations.length + surfaces.length === 0) return refuse("ObservationsEmpty", { publisherId });

  const events: Event[] = [];
  let firstFault: Refusal | undefined;
  const seen = new Set<number>();
  for (const observation of observations) {
    const { feedId, publishedAtMs } = observation;
    const feed = state.feeds.get(feedId);
    const last = feed?.sources.find((source) => source.publisherId === publisherId);
    const fault =
      feed === undefined
        ? refusal("FeedUnknown", { feedId })
        : seen.has(feedId)
          ? refusal("ObservationNotNewer", { feedId, publishedAtMs })
          : faultOfObservation(feed, last, observation, context.timeMs);
    if (fault === null) {
      seen.add(feedId);
      const { maxAgeMs } = mustGet(state.feeds, feedId).spec;
      const source = sourceFrom(publisherId, maxAgeMs, last, observation, context.timeMs);
      events.push({ type: "ObservationAccepted", feedId, source });
    } else firstFault ??= fault;
  }
  const proofs = proofsOf(state, publisherId, context.timeMs);
  for (const surface of surfaces) {
    const heard = hearSurface(state, publisherId, surface, context.timeMs, proofs);
    if ("type" in heard) events.push(heard);
    else firstFault ??= heard;
  }
  return events.length === 0 && firstFault !== undefined ? refused(firstFault) : accept(...events);
};

export const evolveObservationAccepted: Evolve<"ObservationAccepted"> = (state, { feedId, source }) => {
  const feed = mustGet(state.feeds, feedId);
  const others = feed.sources.filter(({ publisherId }) => publisherId !== source.publisherId);
  const sources = [...others, source].sort((left, right) => left.publisherId - right.publisherId);
  state.feeds.put({ ...feed, sources });
};

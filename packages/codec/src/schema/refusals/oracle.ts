/**
 * Refusals of observations and surfaces. Numbers 400–499.
 *
 * @module
 */
import { i64, text, timeMs } from "../../field/index.ts";
import { feedId, publisherId, underlyingId } from "../ids.ts";
import { define } from "./definition.ts";

export const oracleRefusals = {
  PublisherUnknown: define(400, "There is no such publisher, or its weight is zero.", "Correct the publisher id.", {
    publisherId,
  }),
  FeedUnknown: define(401, "There is no such feed.", "Correct the feed id.", { feedId }),
  ObservationNotNewer: define(
    402,
    "The publisher has observed the feed as late or later.",
    "Send observations in the order of their times.",
    { feedId, publishedAtMs: timeMs },
  ),
  ObservationFromFuture: define(403, "The observation is ahead of the block's time.", "Set the publisher's clock.", {
    feedId,
    publishedAtMs: timeMs,
    latestMs: timeMs,
  }),
  ValueOutOfBounds: define(404, "The value is outside the feed's bounds.", "Check the source and the feed's units.", {
    feedId,
    value: i64,
    confidence: i64,
  }),
  SurfaceInvalid: define(405, "The surface cannot be taken.", "Correct what the fault says.", {
    underlyingId,
    fault: text(160),
  }),
  ObservationsEmpty: define(406, "The command has neither observation nor surface.", "Send at least one.", {
    publisherId,
  }),
  SurfaceNotNewer: define(
    407,
    "The publisher has said a surface of the underlying as late or later.",
    "Send surfaces in the order of their times.",
    { underlyingId, publishedAtMs: timeMs },
  ),
  SurfaceFromFuture: define(408, "The surface is ahead of the block's time.", "Set the publisher's clock.", {
    underlyingId,
    publishedAtMs: timeMs,
    latestMs: timeMs,
  }),
  SurfaceTooSoon: define(
    409,
    "The publisher's surfaces come faster than they are proven.",
    "Send a surface of an underlying once a second at most, and fewer slices at a time.",
    { underlyingId, earliestMs: timeMs },
  ),
} as const;

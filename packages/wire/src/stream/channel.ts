/**
 * The channels of the stream: `topic`, or `topic:filter:id` for what concerns one account, market or venue alone.
 *
 * @module
 */
import type { EventType } from "@novate/codec";

/** What a channel may be narrowed to. */
export type ChannelFilter = "account" | "market" | "venue";

/** How the names of an event's fields end that say which of them it concerns; the schema has no other names for them. */
export const CONCERN_SUFFIX = {
  account: "ccountId",
  market: "nstrumentId",
  venue: "enueId",
} as const satisfies Readonly<Record<ChannelFilter, string>>;

/** Topics and what each may be narrowed to. `market:{id}` and `account:{id}` are whole channels of their own. */
export const TOPICS = {
  status: [],
  blocks: [],
  events: ["account", "market", "venue"],
  prices: ["market"],
  trades: ["account", "market", "venue"],
  risk: ["account"],
  calls: ["account"],
  defaults: ["account", "market"],
  waterfall: [],
  withdrawals: ["account"],
  parameters: [],
  limits: ["account", "venue"],
} as const satisfies Readonly<Record<string, readonly ChannelFilter[]>>;
export type Topic = keyof typeof TOPICS;

type FilterOf<T extends Topic> = (typeof TOPICS)[T][number];
type NameOf<T extends Topic> = T | `${T}:${FilterOf<T>}:${number}`;

export type ChannelName = { [T in Topic]: NameOf<T> }[Topic] | `market:${number}` | `account:${number}`;

/** Topics that are events of some types, as `events` tells them. */
export const EVENT_TOPICS = {
  trades: ["PositionNovated", "DeliverySettled"],
  defaults: [
    "AccountManaged",
    "AccountCured",
    "PositionsNetted",
    "PositionsClosedOut",
    "CollateralLiquidated",
    "MemberDefaulted",
    "LossEarmarked",
    "TrancheDrawn",
    "TrancheRefilled",
    "LossPaidFromFees",
    "GainsHaircut",
    "PositionTornUp",
    "TearUpClosed",
    "LossUncovered",
  ],
  parameters: [
    "BundleProposed",
    "BundleApproved",
    "BundleActivated",
    "BundleDropped",
    "ChangeApplied",
    "ScanRangeAnnounced",
    "ScanRangeBound",
    "HaircutMoved",
    "HaircutBound",
    "CreditPairJudged",
    "UnderlyingModeSet",
    "MarketModeSet",
  ],
} as const satisfies Readonly<Partial<Record<Topic, readonly EventType[]>>>;
export type EventTopic = keyof typeof EVENT_TOPICS;

/** A channel's name in parts. */
export interface ChannelParts {
  readonly topic: Topic | "market" | "account";
  /** Null where the name is the topic alone. */
  readonly filter: ChannelFilter | null;
  /** Of what the channel is narrowed to, or of the market or account; 0 where there is none. */
  readonly id: number;
}

/** The parts of a valid name. */
export function partsOf(channel: string): ChannelParts {
  const [topic, second, third] = channel.split(":") as [Topic, string?, string?]; // of a valid name
  if (third === undefined) return { topic, filter: null, id: Number(second ?? 0) };
  return { topic, filter: second as ChannelFilter, id: Number(third) };
}

/** The types of event that a topic tells; undefined for all, null where it tells none. */
export function eventTypesOf(topic: ChannelParts["topic"]): ReadonlySet<string> | undefined | null {
  if (topic === "events") return undefined;
  return topic in EVENT_TOPICS ? new Set(EVENT_TOPICS[topic as EventTopic]) : null; // by the line itself
}

/**
 * What each channel of the stream carries.
 *
 * @module
 */
import type { Answers } from "./answers.ts";
import type { EventJson } from "./json.ts";
import type { ChannelName, EVENT_TOPICS, EventTopic, Topic } from "./stream/channel.ts";

/** The newest header; of the genesis no more is known than where it stands. */
type Header = Pick<Answers["block"], "height" | "timeMs" | "stateRoot"> & Partial<Answers["blocks"]["blocks"][number]>;

type Entry = Answers["events"]["events"][number];
/** Events of a topic's types, each with its place. */
type Entries<T extends EventTopic> = readonly (Omit<Entry, "event"> & {
  readonly event: EventJson<(typeof EVENT_TOPICS)[T][number]>;
})[];

interface TopicData {
  readonly status: Answers["status"];
  readonly blocks: Header;
  readonly events: Answers["events"]["events"];
  readonly prices: Answers["livePrices"];
  readonly trades: Entries<"trades">;
  readonly risk: Answers["accountsAtRisk"];
  readonly calls: Answers["callsChanged"];
  readonly defaults: Entries<"defaults">;
  readonly waterfall: Answers["liveWaterfall"];
  readonly withdrawals: Answers["liveWithdrawals"];
  readonly parameters: Entries<"parameters">;
  readonly limits: Answers["liveLimits"];
}

/**
 * `data` of a snapshot or delta. Logs (`blocks`, `events`, `trades`, `defaults`, `parameters`) carry what is new; `status`,
 * `market:{id}` and `account:{id}` the whole state; the others, in a delta, the entries that are other than they were.
 */
export type ChannelData<C extends ChannelName> = C extends Topic
  ? TopicData[C]
  : C extends `market:${number}`
    ? Answers["market"]
    : C extends `account:${number}`
      ? Answers["account"]
      : C extends `${infer T extends Topic}:${string}`
        ? TopicData[T]
        : never;

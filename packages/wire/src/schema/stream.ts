/**
 * What a client says over the stream, and what each topic carries.
 *
 * @module
 */
import { type ChannelFilter, type ChannelName, TOPICS } from "../stream/channel.ts";
import { CallsChanged } from "./calls.ts";
import { Block, Status } from "./chain.ts";
import { Hash, Height, TimeMs } from "./common.ts";
import { Account, Market } from "./house.ts";
import { AccountsAtRisk, LiveLimits, LivePrices, LiveWaterfall, LiveWithdrawals } from "./live.ts";
import { EventEntry } from "./records.ts";
import { z } from "./zod.ts";

const topicPattern = (topic: string, filters: readonly ChannelFilter[]): string =>
  filters.length === 0 ? topic : `${topic}(:(${filters.join("|")}):\\d{1,10})?`;

/** What the name of a channel of a topic looks like. */
export const CHANNEL_PATTERNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(TOPICS).map(([topic, filters]) => [topic, topicPattern(topic, filters)])),
  market: "market:\\d{1,10}",
  account: "account:\\d{1,10}",
};

/** Names of one topic's channels, with 1 for an id. */
function formsOf(topic: string): readonly string[] {
  const filters = (TOPICS as Readonly<Record<string, readonly ChannelFilter[]>>)[topic];
  return filters === undefined ? [`${topic}:1`] : [topic, ...filters.map((filter) => `${topic}:${filter}:1`)];
}

/** What is allowed in place of a wrong name: the forms of its topic, or the topics. */
function allowedFor(name: unknown): string {
  const [topic = ""] = typeof name === "string" ? name.split(":") : [];
  if (Object.hasOwn(CHANNEL_PATTERNS, topic)) return `it is ${formsOf(topic).join(" or ")}, with the id that is meant`;
  return `it is a topic, ${Object.keys(TOPICS).join(", ")}, or such as trades:venue:1, market:1, account:1`;
}

const Channel = z
  .string()
  .regex(new RegExp(`^(${Object.values(CHANNEL_PATTERNS).join("|")})$`), { error: ({ input }) => allowedFor(input) })
  .openapi({ description: "A topic, or a topic narrowed to one account, market or venue.", example: "trades:venue:1" });
const ChannelOfClient = Channel as unknown as z.ZodType<ChannelName>; // by the pattern

const RequestId = z
  .string()
  .min(1)
  .max(64)
  .optional()
  .openapi({ description: "Whatever the client likes: an error repeats it.", example: "first" });

const Subscribe = z.strictObject({
  type: z.literal("subscribe"),
  channel: ChannelOfClient,
  afterSequence: z
    .int()
    .min(0)
    .optional()
    .openapi({ description: "The sequence seen last, of `house`: of another house it counts for nothing." }),
  house: Hash.optional(),
  id: RequestId,
});
const Unsubscribe = z.strictObject({ type: z.literal("unsubscribe"), channel: ChannelOfClient, id: RequestId });
const Ping = z.strictObject({ type: z.literal("ping"), id: RequestId });

/** By its type. */
export const CLIENT_MESSAGES = { subscribe: Subscribe, unsubscribe: Unsubscribe, ping: Ping } as const;

export const ClientMessage = z.discriminatedUnion("type", [Subscribe, Unsubscribe, Ping], {
  error: ({ code }) =>
    code === "invalid_union" ? `it is one of ${Object.keys(CLIENT_MESSAGES).join(", ")}` : undefined,
});
export type ClientMessage = z.infer<typeof ClientMessage>;

/** The newest header; of the genesis no more is known than where it stands. */
const LiveBlock = z
  .object({ height: Height, timeMs: TimeMs, stateRoot: Hash })
  .extend(Block.omit({ height: true, timeMs: true, stateRoot: true }).partial().shape)
  .openapi("LiveBlock");

const events = z.array(EventEntry);

/** `data` of a topic's snapshots and deltas. */
export const CHANNEL_DATA: Readonly<Record<keyof typeof TOPICS | "market" | "account", z.ZodType>> = {
  status: Status,
  blocks: LiveBlock,
  events,
  prices: LivePrices,
  trades: events,
  risk: AccountsAtRisk,
  calls: CallsChanged,
  defaults: events,
  waterfall: LiveWaterfall,
  withdrawals: LiveWithdrawals,
  parameters: events,
  limits: LiveLimits,
  market: Market,
  account: Account,
};

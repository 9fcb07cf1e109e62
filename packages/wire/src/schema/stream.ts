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

const Channel = z
  .string()
  .regex(new RegExp(`^(${Object.values(CHANNEL_PATTERNS).join("|")})$`))
  .openapi({ description: "A topic, or a topic narrowed to one account, market or venue.", example: "trades:venue:1" });
const ChannelOfClient = Channel as unknown as z.ZodType<ChannelName>; // by the pattern

const Subscribe = z.strictObject({
  type: z.literal("subscribe"),
  channel: ChannelOfClient,
  afterSequence: z
    .int()
    .min(0)
    .optional()
    .openapi({ description: "The sequence seen last, of `house`: of another house it counts for nothing." }),
  house: Hash.optional(),
});
const Unsubscribe = z.strictObject({ type: z.literal("unsubscribe"), channel: ChannelOfClient });
const Ping = z.strictObject({ type: z.literal("ping") });

/** By its type. */
export const CLIENT_MESSAGES = { subscribe: Subscribe, unsubscribe: Unsubscribe, ping: Ping } as const;

export const ClientMessage = z.discriminatedUnion("type", [Subscribe, Unsubscribe, Ping]);
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

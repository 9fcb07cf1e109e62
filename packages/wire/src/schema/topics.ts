/**
 * What each topic of the stream is about, for whoever reads its document or its guide.
 *
 * @module
 */
import type { CHANNEL_DATA } from "./stream.ts";

export type TopicName = keyof typeof CHANNEL_DATA;

/**
 * `log`: a delta is what a block brought, and is told again to whoever missed it. `state`: a delta is the whole of it again.
 * `entries`: a delta is those entries that are other than they were.
 */
export type TopicKind = "log" | "state" | "entries";

export const TOPIC_NOTES: Readonly<Record<TopicName, { readonly kind: TopicKind; readonly about: string }>> = {
  status: { kind: "state", about: "Where the node stands, at every block." },
  blocks: { kind: "log", about: "The header of every block." },
  events: { kind: "log", about: "Every event, as GET /v1/events lists it." },
  prices: { kind: "entries", about: "Mark, index and mode of markets." },
  trades: {
    kind: "log",
    about: "Cleared trades and deliveries against payment, with both sides, fees and positions after.",
  },
  risk: { kind: "entries", about: "Accounts that are called, under default management, or short of settlement cash." },
  calls: { kind: "entries", about: "Margin calls that stand, and those that are met or lapsed." },
  defaults: {
    kind: "log",
    about:
      "What default management does: accounts that enter and leave it, close-outs, draws on the waterfall, tear-ups.",
  },
  waterfall: { kind: "entries", about: "What stands behind each segment, and what losses have taken of it." },
  withdrawals: { kind: "entries", about: "What is on its way out, step by step until it is paid." },
  parameters: {
    kind: "log",
    about: "Changes of rules: proposed, approved, in force; ranges, haircuts, credits and modes that move.",
  },
  limits: {
    kind: "entries",
    about: "What session keys and venues may still do, and how much collateral segments take.",
  },
  market: { kind: "state", about: "One market, whenever anything of it moved." },
  account: {
    kind: "state",
    about: "One account: balances, positions, health, call. Told whenever any of it moved, whatever moved it.",
  },
};

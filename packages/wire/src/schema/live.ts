/**
 * What the stream's topics of states carry: in a snapshot all of them, in a delta those that a block changed.
 *
 * @module
 */
import type { RowJson } from "../json.ts";
import { codecJson } from "./codecSchemas.ts";
import { Decimal, Hash, Height, Id, JsonObject, TimeMs } from "./common.ts";
import { MarketMode } from "./house.ts";
import { Withdrawal } from "./payments.ts";
import { z } from "./zod.ts";

/** Entries that a snapshot has room for; the lists of the API have the rest. */
export const MOST_LIVE_ENTRIES = 500;

const isWhole = z.boolean().openapi({
  description: `False where there are more than ${MOST_LIVE_ENTRIES}: the lists of the API have them all.`,
});

const Price = z
  .object({
    instrumentId: Id,
    symbol: z.string(),
    mode: MarketMode.openapi({ description: "What a trade meets: the stricter of market's and underlying's." }),
    markTicks: Decimal.nullable().openapi({ description: "null before the first mark." }),
    markedAtMs: TimeMs.nullable(),
    fundingIndexE6: Decimal,
    indexFeedId: Id,
    indexValue: Decimal,
    indexConfidence: Decimal,
    indexDecimals: z.int(),
    indexAtMs: TimeMs,
  })
  .openapi("LivePrice", { description: "A market's mark and index." });
export type LivePrice = z.infer<typeof Price>;

export const LivePrices = z.object({ height: Height, prices: z.array(Price) }).openapi("LivePrices");

const AtRisk = z
  .object({
    accountId: Id,
    isManaged: z.boolean().openapi({ description: "Under default management." }),
    callByMs: TimeMs.nullable().openapi({ description: "By when its margin call is to be met; null without one." }),
    callAtoms: Decimal.openapi({ description: "What the call asks for; 0 without one." }),
    shortAtoms: Decimal.openapi({ description: "What it lacked in settlement cash when last looked at." }),
    sinceMs: TimeMs.nullable().openapi({ description: "When it was called or managed, the later of the two." }),
  })
  .openapi("AccountAtRisk", {
    description: "An account that is called, managed, or lacks cash: committed facts alone.",
  });
export type AccountAtRisk = z.infer<typeof AtRisk>;

export const AccountsAtRisk = z
  .object({
    height: Height,
    accounts: z.array(AtRisk),
    safeAccountIds: z.array(Id).openapi({ description: "Those that are at risk no more." }),
    isWhole,
  })
  .openapi("AccountsAtRisk");

const Pools = z
  .object({
    segmentId: Id,
    feesAtoms: Decimal,
    skinAtoms: Decimal,
    juniorFundAtoms: Decimal,
    seniorFundAtoms: Decimal,
    earmarkedAtoms: Decimal.openapi({ description: "Losses that wait for the sale of what is behind them." }),
    uncoveredAtoms: Decimal.openapi({ description: "Losses that nothing covered." }),
    owedAtoms: Decimal.openapi({ description: "What accounts lack in settlement cash, all together." }),
  })
  .openapi("WaterfallPools", { description: "The default waterfall of a segment, in atoms of its settlement asset." });
export type WaterfallPools = z.infer<typeof Pools>;

export const LiveWaterfall = z.object({ height: Height, segments: z.array(Pools) }).openapi("LiveWaterfall");

export const LiveWithdrawals = z
  .object({
    height: Height,
    withdrawals: z.array(Withdrawal),
    overIds: z.array(Id).openapi({ description: "Those that are in the list no more: paid, cancelled, or sent back." }),
    takenBack: z
      .array(z.object({ accountId: Id, belowId: Id }))
      .openapi({ description: "All of an account's with a lower id that were not released came back at once." }),
    isWhole,
  })
  .openapi("LiveWithdrawals");

const row = <T extends "keys" | "mandates">(description: string) =>
  JsonObject.openapi({ description, ...codecJson("Row") }) as unknown as z.ZodType<RowJson<T>, RowJson<T>>; // by the codec

const CollateralRoom = z
  .object({ segmentId: Id, assetId: Id, heldAtoms: Decimal, capAtoms: Decimal })
  .openapi("CollateralRoom", { description: "How much of an asset a segment holds, and how much it takes." });
export type CollateralRoom = z.infer<typeof CollateralRoom>;

export const LiveLimits = z
  .object({
    height: Height,
    keys: z.array(row<"keys">("What a session key may do, and has done of it.")),
    mandates: z.array(row<"mandates">("What a venue may fill for an account, and has filled.")),
    collaterals: z.array(CollateralRoom),
    overKeys: z
      .array(z.object({ accountId: Id, key: z.object({ scheme: z.int(), key: Hash }) }))
      .openapi({ description: "Keys that may do nothing more." }),
    overMandates: z
      .array(z.object({ accountId: Id, venueId: Id }))
      .openapi({ description: "Mandates that were withdrawn or have ended." }),
    isWhole,
  })
  .openapi("LiveLimits");

/**
 * What the house holds: accounts, instruments, markets, segments, assets.
 *
 * @module
 */
import { Call } from "./calls.ts";
import { codecJson } from "./codecSchemas.ts";
import { Address, Decimal, Height, Id, JsonObject, TimeMs } from "./common.ts";
import { InstrumentTerms } from "./terms.ts";
import { z } from "./zod.ts";

export const Health = z
  .object({
    equityAtoms: Decimal.openapi({
      description:
        "Cash, collateral after haircuts and unvested gains or losses, at the middle of every price's interval.",
    }),
    equityLowAtoms: Decimal.openapi({ description: "The same where the intervals of prices hurt the account most." }),
    equityHighAtoms: Decimal.openapi({
      description: "The same where they help it most, what closed markets may open at counted in.",
    }),
    entryEquityAtoms: Decimal.openapi({
      description:
        "The high end with closed markets at their last price: below maintenance margin it enters default management.",
    }),
    isPriced: z.boolean().openapi({ description: "Every price that the account depends on is known right now." }),
    initialEquityAtoms: Decimal.openapi({
      description: "The low end with unvested gains cut; held against initial margin.",
    }),
    settledEquityAtoms: Decimal.openapi({
      description: "The low end without unvested gains; held against withdrawals.",
    }),
    initialAtoms: Decimal,
    maintenanceAtoms: Decimal,
    closeOutAtoms: Decimal,
    notionalAtoms: Decimal,
  })
  .openapi("Health", { description: "In atoms of the segment's settlement asset, at this block's prices." });

const Breach = z
  .object({
    probabilityPpm: Decimal.openapi({ description: "Of being below maintenance margin within the hour." }),
    level: z.enum(["none", "watch", "warning", "alarm"]),
    missingAtoms: Decimal.openapi({ description: "What would restore initial margin now; a call has its own amount." }),
  })
  .openapi("Breach", { description: "An estimate (FCST-040 to FCST-045); it moves nothing by itself and is no call." });

const Balance = z
  .object({ assetId: Id, symbol: z.string(), amountAtoms: Decimal })
  .openapi("Balance", { description: "What an account has of one asset." });

const PositionSchema = z
  .object({
    instrumentId: Id,
    symbol: z.string(),
    lots: Decimal.openapi({
      description: "Signed: long is positive; 0 until a cycle pays what a closed position made.",
    }),
    costAtoms: Decimal.openapi({ description: "What the lots cost at the last settlement, or since." }),
    markTicks: Decimal,
  })
  .openapi("Position", { description: "What an account has of one contract." });

/** A safe integer: chain ids are below 2^53. */
export const OwnerChain = z
  .int()
  .min(0)
  .openapi({ description: "The chain on which the owner is a contract; 0 for a key, which is the same everywhere." });

export const Account = z
  .object({
    height: Height,
    accountId: Id,
    owner: Address,
    ownerChain: OwnerChain,
    segmentId: Id,
    method: z.enum(["isolated", "cross", "portfolio", "pooled"]),
    role: z.enum(["trader", "backstop"]),
    status: z.enum(["active", "managed"]),
    openedAtMs: TimeMs,
    balances: z.array(Balance),
    positions: z.array(PositionSchema),
    health: Health,
    breach: Breach,
    call: z.union([Call, z.null()]).openapi({ description: "The margin call that stands; null for none." }),
  })
  .openapi("Account", { description: "An account: balances, positions, health, the call that stands." });
export type Account = z.infer<typeof Account>;
export const AccountList = z
  .object({ height: Height, accounts: z.array(Account) })
  .openapi("AccountList", { description: "An owner's accounts, in order of opening." });

export const Instrument = z
  .object({
    instrumentId: Id,
    segmentId: Id,
    underlyingId: Id,
    symbol: z.string(),
    tickFeedUnits: Decimal.openapi({ description: "How many units of the index feed one tick is." }),
    tickValueAtoms: Decimal.openapi({ description: "What one lot gains per tick." }),
    terms: InstrumentTerms,
    listedAtMs: TimeMs,
  })
  .openapi("Instrument", { description: "A contract specification." });
export type Instrument = z.infer<typeof Instrument>;
export const InstrumentList = z
  .object({ height: Height, instruments: z.array(Instrument) })
  .openapi("InstrumentList", { description: "Every contract specification, in order of listing." });

/** Whose text is in the events: `BundleProposed` of this id. */
const AnnouncedRules = z
  .object({ bundleId: Id, activatesAtMs: TimeMs, changes: z.array(z.string()) })
  .openapi("AnnouncedRules", {
    description: "Approved changes of rules that are not in force yet; their text is in `BundleProposed` of this id.",
  });

export const MarketMode = z.enum(["open", "closeOnly", "halted"]);

export const Market = z
  .object({
    height: Height,
    instrumentId: Id,
    symbol: z.string(),
    status: z.enum(["listed", "settled", "quarantined"]),
    mode: MarketMode,
    underlyingMode: MarketMode,
    effectiveMode: MarketMode.openapi({ description: "The stricter of the two: what a trade meets." }),
    mark: z
      .object({ priceTicks: Decimal.openapi({ description: "May be 0, and of either sign." }), atMs: TimeMs })
      .nullable()
      .openapi({ description: "null before the first mark." }),
    openLots: Decimal.openapi({ description: "Lots held long, which equal lots held short." }),
    fundingIndexE6: Decimal,
    fundedAtMs: TimeMs,
    settlementTicks: Decimal.nullable().openapi({ description: "null until the contract is settled." }),
    scanRangePpm: Decimal.openapi({ description: "The price move that margin of held positions covers." }),
    newRiskRangePpm: Decimal.openapi({ description: "The price move that initial margin covers." }),
    announcedRanges: z
      .array(z.object({ rangePpm: Decimal, bindsAtMs: TimeMs }))
      .openapi({ description: "Rises of scanRangePpm to come, in time and size." }),
    announcedRules: z.union([AnnouncedRules, z.null()]).openapi({
      description: "The approved changes of rules that are next due: new risk is judged by them already.",
    }),
    index: z.object({
      feedId: Id,
      value: Decimal,
      confidence: Decimal,
      decimals: z.int(),
      sourceCount: z.int(),
      aggregatedAtMs: TimeMs,
    }),
  })
  .openapi("Market", { description: "What moves about a contract: mark, mode, open interest, funding, ranges." });
export type Market = z.infer<typeof Market>;

export const Asset = z
  .object({
    assetId: Id,
    symbol: z.string(),
    decimals: z.int(),
    priceFeedId: Id,
    escrowAtoms: Decimal.openapi({ description: "Everything the house recognises as held." }),
    outboxAtoms: Decimal.openapi({ description: "Withdrawals on their way out." }),
  })
  .openapi("Asset", { description: "An asset, and what the house holds of it." });
export type Asset = z.infer<typeof Asset>;
export const AssetList = z
  .object({ height: Height, assets: z.array(Asset) })
  .openapi("AssetList", { description: "Every asset, in order of listing." });

const WindUp = z
  .object({
    cause: z.enum(["governance", "vaultExit"]),
    sinceMs: TimeMs,
    step: z.enum(["closing", "summing", "booking", "waiting", "over"]).openapi({
      description:
        "closing: it waits for prices beyond doubt. summing, booking: its accounts are worked out by what was struck. waiting: they are, " +
        "and what the vault of its cash pays is booked before it is struck once more. over: what is left is withdrawn.",
    }),
    isAgain: z.boolean().openapi({ description: "Its second end, after all that the vault pays was booked." }),
    doneAccountId: Id.openapi({ description: "The last account that the step has done." }),
    lastAccountId: Id.nullable(),
    untilMs: TimeMs.nullable().openapi({ description: "What the step waits for it waits for no longer than this." }),
  })
  .openapi("WindUp", { description: "How far a segment is on its way to its end." });

export const Segment = z
  .object({
    height: Height,
    segmentId: Id,
    name: z.string(),
    status: z.enum(["open", "windingUp", "woundUp"]).openapi({
      description:
        "windingUp: it trades and lets nothing out until everybody is booked. woundUp: it is over, and what is left is withdrawn.",
    }),
    windUp: z.union([WindUp, z.null()]).openapi({ description: "Null while it is open." }),
    settlementAssetId: Id,
    feesAtoms: Decimal,
    skinAtoms: Decimal,
    juniorFundAtoms: Decimal,
    seniorFundAtoms: Decimal,
    dustAtoms: Decimal,
    uncoveredAtoms: Decimal,
    lastCycleMs: TimeMs,
    instrumentIds: z.array(Id),
    collaterals: z.array(
      z.object({
        assetId: Id,
        symbol: z.string(),
        heldAtoms: Decimal,
        capAtoms: Decimal,
        haircutPpm: Decimal.openapi({ description: "Of what is held." }),
        newRiskHaircutPpm: Decimal.openapi({ description: "For initial margin and whatever leaves." }),
        announcedHaircut: z
          .object({ haircutPpm: Decimal, bindsAtMs: TimeMs })
          .nullable()
          .openapi({ description: "The step up of haircutPpm to come." }),
      }),
    ),
    parameters: JsonObject.openapi(codecJson("SegmentParameters")),
  })
  .openapi("Segment", { description: "A segment: pools of its waterfall, collateral, parameters." });
export type Segment = z.infer<typeof Segment>;

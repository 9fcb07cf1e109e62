/**
 * What the API answers, as a client reads it: types alone, inferred from the schemas.
 *
 * @module
 */
import type { TableName } from "@novate/codec";
import type { z } from "zod";
import type { JsonOf, RowJson } from "./json.ts";
import type * as schema from "./schema/index.ts";

/** Read-only all the way down: an answer is a copy of what was, and changing it changes nothing. */
type AnswerOf<S extends z.ZodType> = JsonOf<z.infer<S>>;

export interface Answers {
  readonly status: AnswerOf<typeof schema.Status>;
  readonly time: AnswerOf<typeof schema.NodeTime>;
  readonly block: AnswerOf<typeof schema.BlockDetail>;
  readonly blocks: AnswerOf<typeof schema.BlockPage>;
  readonly blockBytes: AnswerOf<typeof schema.BlockBytesPage>;
  readonly receipt: ReceiptJson;
  readonly prepared: AnswerOf<typeof schema.Prepared>;
  readonly preparedOrder: AnswerOf<typeof schema.PreparedOrder>;
  readonly validation: AnswerOf<typeof schema.Validation>;
  readonly transaction: AnswerOf<typeof schema.TransactionDetail>;
  readonly events: AnswerOf<typeof schema.EventPage>;
  readonly rows: RowPage;
  readonly proof: ProofOf;
  readonly signer: AnswerOf<typeof schema.Signer>;
  readonly account: AnswerOf<typeof schema.Account>;
  readonly accounts: AnswerOf<typeof schema.AccountList>;
  readonly calls: AnswerOf<typeof schema.CallPage>;
  /** What the channel `calls` carries. */
  readonly callsChanged: AnswerOf<typeof schema.CallsChanged>;
  /** What the channels `prices`, `risk`, `waterfall`, `withdrawals` and `limits` carry. */
  readonly livePrices: AnswerOf<typeof schema.LivePrices>;
  readonly accountsAtRisk: AnswerOf<typeof schema.AccountsAtRisk>;
  readonly liveWaterfall: AnswerOf<typeof schema.LiveWaterfall>;
  readonly liveWithdrawals: AnswerOf<typeof schema.LiveWithdrawals>;
  readonly liveLimits: AnswerOf<typeof schema.LiveLimits>;
  readonly withdrawal: AnswerOf<typeof schema.WithdrawalDetail>;
  readonly withdrawals: AnswerOf<typeof schema.WithdrawalPage>;
  readonly checkpoint: AnswerOf<typeof schema.Checkpoint>;
  readonly exitKit: AnswerOf<typeof schema.ExitKit>;
  readonly exitPage: AnswerOf<typeof schema.ExitPage>;
  readonly vaults: AnswerOf<typeof schema.VaultList>;
  readonly vault: AnswerOf<typeof schema.Vault>;
  readonly instruments: AnswerOf<typeof schema.InstrumentList>;
  readonly market: AnswerOf<typeof schema.Market>;
  readonly assets: AnswerOf<typeof schema.AssetList>;
  readonly segment: AnswerOf<typeof schema.Segment>;
  /** About the node's own marks; a document of the risk package brings its own market. */
  readonly simulate: AnswerOf<typeof schema.Simulate>;
  readonly simulation: AnswerOf<typeof schema.Simulation>;
}

/** What became of a transaction: what a submitter is told, and what is stored, once and for all. */
export type ReceiptJson = AnswerOf<typeof schema.Receipt>;
/** What the rules said of a transaction, or of one trade of a report. */
export type OutcomeJson = ReceiptJson["outcomes"][number];

/** Rows of one table. */
export type RowPage<T extends TableName = TableName> = Omit<AnswerOf<typeof schema.RowPage>, "table" | "rows"> & {
  readonly table: T;
  readonly rows: readonly RowJson<T>[];
};

/** A row of one table with its proof. */
export type ProofOf<T extends TableName = TableName> = Omit<AnswerOf<typeof schema.Proof>, "row"> & {
  readonly row: RowJson<T>;
};

/** A failure of a request (RFC 9457). */
export type Problem = AnswerOf<typeof schema.Problem>;
/** What to do about a failure: try again later, go on without it, or stop and look. */
export type Advice = Problem["advice"];

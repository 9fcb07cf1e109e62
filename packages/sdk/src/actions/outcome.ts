/**
 * What became of a command: accepted, with what it made; or refused, with the rule that says no.
 *
 * @module
 */
import type { CommandOf, CommandType, Hex, RefusalJson } from "@novate/codec";
import type { EventJson, ReceiptJson } from "@novate/wire";
import type { Plain } from "./plain.ts";

/** What a bundle says: `bundleId`, `parameterEpoch` and every change. */
export type BundleTerms = Omit<Plain<CommandOf<"ProposeBundle">>, "type">;

/** One trade of a report. A trade that was reported before, alike, is accepted again and changes nothing. */
export type TradeOutcome =
  | { readonly reference: Hex; readonly accepted: true }
  | { readonly reference: Hex; readonly accepted: false; readonly refusal: RefusalJson };

interface Results {
  readonly OpenAccount: { readonly accountId: number };
  readonly WithdrawCollateral: { readonly withdrawalId: number };
  /** One outcome a trade, in the order of the report: a report is accepted though trades in it are refused. */
  readonly ReportTrades: { readonly trades: readonly TradeOutcome[]; readonly clearedCount: number };
  /** What other governors approve, and its `bundleHash`. */
  readonly ProposeBundle: { readonly bundle: BundleTerms; readonly contentHash: Hex };
}

/** What a command made that its sender does not know; for most nothing. */
export type ResultOf<T extends CommandType> = T extends keyof Results ? Results[T] : null;

export type Outcome<T extends CommandType = CommandType> =
  | {
      readonly accepted: true;
      readonly result: ResultOf<T>;
      /** What happened in the house by this command, in order. */
      readonly events: readonly EventJson[];
      readonly receipt: ReceiptJson;
    }
  | { readonly accepted: false; readonly refusal: RefusalJson; readonly receipt: ReceiptJson };

/** Of an action of the house, or of a deposit. */
type AnyOutcome =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly refusal: { readonly code: string; readonly data: object } };

/** Whether an outcome is of the kind that a program goes on with. Throws the refusal by its code where it is not. */
export function mustAccept<O extends AnyOutcome>(outcome: O): Extract<O, { readonly accepted: true }> {
  if (outcome.accepted) return outcome as Extract<O, { readonly accepted: true }>; // by the line's own question
  const { code, data } = outcome.refusal;
  const text = JSON.stringify(data, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
  throw new Error(`refused: ${code} ${text}`);
}

/**
 * Why a history was refused, where, and what to do about it.
 *
 * @module
 */

/** In the order in which a reader meets them. */
export type HistoryErrorCode =
  | "HistoryNotFound"
  | "FileUnreadable"
  | "FileTooLarge"
  | "CompressionBroken"
  | "TextMalformed"
  | "HeaderWrong"
  | "ColumnRepeated"
  | "CellCountWrong"
  | "TimeMalformed"
  | "TimeNotIncreasing"
  | "TimeOffGrid"
  | "PriceMalformed"
  | "PriceNotPositive"
  | "HistoryTooShort"
  | "NotAHistory"
  | "OptionMalformed"
  | "FigureNotFinite"
  | "HistoriesRefused";

/** A refusal of the outside world's file or option: stop, repair it, try again. */
export class HistoryError extends Error {
  override readonly name = "HistoryError";
  readonly code: HistoryErrorCode;
  /** One-based line of the file, 0 when the whole is meant. */
  readonly line: number;

  constructor(code: HistoryErrorCode, line: number, message: string) {
    super(`${code}${line > 0 ? ` at line ${line}` : ""}: ${message}`);
    this.code = code;
    this.line = line;
  }
}

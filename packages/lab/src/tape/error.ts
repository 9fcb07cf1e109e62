/**
 * Why a tape was refused, where, and what to do about it.
 *
 * @module
 */

/** In the order in which a reader meets them. */
export type TapeErrorCode =
  | "TapeNotFound"
  | "FileTooLarge"
  | "TextMalformed"
  | "LineTooLong"
  | "NotATape"
  | "VersionUnknown"
  | "HeaderFieldUnknown"
  | "HeaderFieldRepeated"
  | "HeaderFieldMalformed"
  | "HeaderFieldMissing"
  | "UnderlyingUnknown"
  | "SourceRepeated"
  | "StepMalformed"
  | "TimeNotIncreasing"
  | "TimeOffGrid"
  | "TimeOutsideRange"
  | "CellCountWrong"
  | "PriceNotPositive"
  | "PriceTooLarge"
  | "PrintMalformed"
  | "StepCountWrong"
  | "TapeEmpty"
  | "ContentAfterEnd"
  | "Truncated"
  | "SliceEmpty";

/** A refusal of the outside world's file: stop, repair the file, try again. */
export class TapeError extends Error {
  override readonly name = "TapeError";
  readonly code: TapeErrorCode;
  /** One-based line of the file, 0 when the whole file is meant. */
  readonly line: number;

  constructor(code: TapeErrorCode, line: number, message: string) {
    super(`${code}${line > 0 ? ` at line ${line}` : ""}: ${message} (format: packages/lab/tapes/FORMAT.md)`);
    this.code = code;
    this.line = line;
  }
}

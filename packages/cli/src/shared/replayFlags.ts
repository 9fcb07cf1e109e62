/**
 * Flags that choose a replay, and the tape that they choose.
 *
 * @module
 */
import { cutTape, loadTape, type Tape, TapeError } from "@novate/lab";
import type { Command } from "commander";
import { UsageError } from "./failure.ts";
import { nameList, wholeNumber } from "./values.ts";

const seedNumber = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/** What chooses a replay. */
export interface ReplayFlags {
  readonly seed: number;
  readonly from?: string;
  readonly to?: string;
  readonly underlyings?: string[];
}

export const addReplayFlags = (command: Command): Command =>
  command
    .option("--seed <n>", "whose random numbers drive the participants", seedNumber, 1)
    .option("--from <time>", "first step: 20:45, or 2025-10-10T20:45:00Z")
    .option("--to <time>", "last step")
    .option("--underlyings <names>", "some of the tape's, such as BTC,ATOM", nameList);

/** Loads the tape and cuts what the flags ask for. Errors: `TapeError`, `UsageError`. */
export async function loadCut(nameOrPath: string, { from, to, underlyings }: ReplayFlags): Promise<Tape> {
  const tape = await loadTape(nameOrPath);
  try {
    return cutTape(tape, {
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(underlyings !== undefined && { underlyings }),
    });
  } catch (failure) {
    // The tape is sound here: what is wrong is a flag.
    if (failure instanceof TapeError) throw new UsageError(failure.code, withoutCode(failure));
    throw failure;
  }
}

const withoutCode = ({ message, code }: TapeError): string =>
  message.replace(`${code}: `, "").replace(/ \(format: .*\)$/, "");

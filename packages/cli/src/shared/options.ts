/**
 * Flags that several commands share, and how their values are read.
 *
 * @module
 */
import { cutTape, loadTape, type Tape, TapeError } from "@novate/lab";
import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "./failure.ts";

/** A whole number within bounds, written plainly. */
export const wholeNumber =
  (minimum: number, maximum: number) =>
  (text: string): number => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It is a whole number from ${minimum} to ${maximum}.`);
  };

const portNumber = wholeNumber(0, 65_535);
const seedNumber = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/** Names separated by commas, each once. */
function nameList(text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.some((name) => name === "")) throw new InvalidArgumentError("It is a list such as BTC,ETH.");
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new InvalidArgumentError(`${repeated} is named twice.`);
  return names;
}

/** Origins as browsers name them, separated by commas. */
function originList(text: string): string[] {
  const origins = nameList(text);
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong !== undefined) throw new InvalidArgumentError(`${wrong} is no origin such as https://desk.example.`);
  return origins;
}

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

export interface ApiFlags {
  readonly host: string;
  readonly port: number;
  readonly origins?: string[];
}

/** A client may ask this many seconds' worth of its rate at once. */
const BURST_SECONDS = 4;

/** Where the API of a node listens, and how often one client may ask it. */
export const apiOf = ({ host, port, rate, origins }: ApiFlags & RateFlag) => ({
  host,
  port,
  rate: { perSecond: rate, burst: BURST_SECONDS * rate },
  ...(origins !== undefined && { origins }),
});

export interface RateFlag {
  readonly rate: number;
}

export const addRateFlag = (command: Command): Command =>
  command.option("--rate <n>", "requests a second from one address elsewhere", wholeNumber(1, 1_000_000), 100);

export const addApiFlags = (command: Command): Command =>
  command
    .option("--host <address>", "where the API listens", "127.0.0.1")
    .option("--port <n>", "port of the API; 0 takes any free one", portNumber, 4700)
    .option("--origins <origins>", "whose pages may ask, such as https://desk.example; any if left out", originList);

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

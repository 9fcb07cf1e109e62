/**
 * Flags of commands that run a node: where its API listens, and who may ask it how often.
 *
 * @module
 */
import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "./failure.ts";
import { nameList, wholeNumber } from "./values.ts";

const portNumber = wholeNumber(0, 65_535);

/** Origins as browsers name them, separated by commas. */
function originList(text: string): string[] {
  const origins = nameList(text);
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong !== undefined) throw new InvalidArgumentError(`${wrong} is no origin such as https://desk.example.`);
  return origins;
}

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

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);

/** Errors: `UsageError` for a house whose keys everybody has and that others would reach, unless its user knows. */
export function mustBeLocal(host: string, iKnow: true | undefined): void {
  if (LOOPBACK.has(host) || iKnow === true) return;
  throw new UsageError("EverybodyHasTheKeys", `${host} is no loopback address; --i-know if it shall listen there`);
}

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

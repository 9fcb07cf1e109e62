/**
 * `novate publish`: a publisher's prices by hand, and volatilities for options; once, or again and again.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Command, InvalidArgumentError } from "commander";
import type { AddCommand } from "../shared/command.ts";
import { durationFlag } from "../shared/dev/flags.ts";
import { RefusedError } from "../shared/failure.ts";
import { addKeyFlags, type KeyFlags, keyOf } from "../shared/keys.ts";
import { print } from "../shared/output.ts";
import { addRemoteFlags, clientOf, type RemoteFlags } from "../shared/remote.ts";
import type { Io } from "../terminal/io.ts";

interface Flags extends RemoteFlags, KeyFlags {
  readonly volatility?: Readonly<Record<string, number>>;
  readonly every?: number;
}

function priceFlag(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, price] = /^([\x21-\x3c\x3e-\x7e]{1,32})=(\d[\d_]*(?:\.\d+)?)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("It is a symbol and its price, such as BTC=65000.");
  return { ...before, [name]: price! }; // by the pattern
}

function volatilityFlag(text: string, before: Readonly<Record<string, number>> = {}): Record<string, number> {
  const [, name, percent] = /^([\x21-\x3c\x3e-\x7e]{1,32})=(\d{1,3}(?:\.\d{1,2})?) ?%$/.exec(text) ?? [];
  if (name === undefined || Number(percent) === 0)
    throw new InvalidArgumentError("It is a symbol and percent a year, such as BTC=60%.");
  return { ...before, [name]: Number(percent) / 100 };
}

export const addPublish: AddCommand = (program, io) => {
  const command: Command = program.command("publish");
  addRemoteFlags(addKeyFlags(command))
    .argument("<prices...>", "in dollars, such as USDC=1 BTC=65000", priceFlag)
    .option("--volatility <percent>", "of an underlying with options, such as BTC=60%; may be repeated", volatilityFlag)
    .option("--every <duration>", "say them again so often, such as 10s, until Ctrl-C", durationFlag)
    .action((prices: Readonly<Record<string, string>>, flags: Flags) => publish(prices, flags, io));
};

async function publish(prices: Readonly<Record<string, string>>, flags: Flags, io: Io): Promise<void> {
  const { openVoice } = await import("../shared/publisherVoice.ts");
  const voice = await openVoice(clientOf(flags), await keyOf(flags), prices, flags.volatility ?? {});
  for (;;) {
    const { height, atMs } = await voice.say().catch((failure: unknown) => {
      // Whoever says it again may be heard then.
      if (flags.every === undefined || !(failure instanceof RefusedError)) throw failure;
      io.err(`${failure.message}\n`);
      return { height: null, atMs: null };
    });
    const said = { publisherId: voice.publisherId, height, timeMs: atMs, prices };
    if (height !== null) print(said, flags, io, { page: () => `said in block ${height}\n` });
    if (flags.every === undefined) return;
    await sleep(flags.every, undefined, { signal: io.stopped }).catch(() => {});
    if (io.stopped.aborted) return;
  }
}

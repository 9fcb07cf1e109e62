/**
 * `novate dev`: a house to play with, alive: prices move, accounts have money, venues have keys. `dev fund` gives more.
 *
 * @module
 */
import { relative, resolve } from "node:path";
import { type PlayHouse, playHouse, SEGMENT_ID } from "@novate/lab";
import { type RunningNode, solo, startNode } from "@novate/node";
import { createMember, mustAccept } from "@novate/sdk";
import { type Command, InvalidArgumentError } from "commander";
import type { AddCommand } from "../shared/command.ts";
import { seedFlag } from "../shared/dev/flags.ts";
import { foundedMs } from "../shared/dev/founded.ts";
import { type Fund, faucetOf } from "../shared/dev/fund.ts";
import { keepBackstop } from "../shared/dev/keeper.ts";
import { playJump, playTrade } from "../shared/dev/play.ts";
import { startPrices } from "../shared/dev/prices.ts";
import { type RunningHouse, runningHouse } from "../shared/dev/runningHouse.ts";
import { writeKeyFile } from "../shared/keyFile.ts";
import { type ApiFlags, addApiFlags, addRateFlag, apiOf, mustBeLocal, type RateFlag } from "../shared/options.ts";
import { idNumber } from "../shared/remote.ts";
import { untilStopped } from "../shared/untilStopped.ts";
import { wholeNumber } from "../shared/values.ts";
import { VERSION } from "../shared/version.ts";
import type { Io } from "../terminal/io.ts";
import { factLines } from "../terminal/table.ts";

interface Flags extends ApiFlags, RateFlag {
  readonly seed: string;
  readonly data: string;
  readonly iKnow?: true;
}
interface PlayFlags {
  readonly seed: string;
  readonly url: string;
}

const USDC = { assetId: 1, atoms: 1_000_000n };
const FIRST_MONEY = 1_000_000n;

/** `-20%`, or `20`. */
function fallOf(text: string): number {
  const percent = Number(/^-?(\d{1,2})%?$/.exec(text)?.[1] ?? 0);
  if (percent >= 1 && percent <= 90) return percent;
  throw new InvalidArgumentError("It is a fall from -1% to -90%.");
}

export const addDev: AddCommand = (program, io) => {
  const dev = addRateFlag(addApiFlags(program.command("dev")))
    .option("--seed <word>", "what every key and price comes from", seedFlag, "dev")
    .option("--data <folder>", "what the node keeps", ".novate/dev")
    .option("--i-know", "listen where others reach it, though everybody has its keys")
    .action((flags: Flags) => start(flags, io));
  addPlays(dev, io);
};

const houseAsked = (command: Command) => {
  const { seed, url } = command.optsWithGlobals<PlayFlags>();
  return runningHouse(seed, url);
};

function addPlays(dev: Command, io: Io): void {
  const play = (name: string, says: string): Command =>
    dev.command(name).description(says).option("--url <url>", "API of the dev house", "http://127.0.0.1:4700");
  play("fund", "Give an account of a running dev house money, in whole USDC.")
    .argument("<account>", "its id", idNumber)
    .argument("[amount]", "how much, in whole USDC", wholeNumber(1, 1_000_000_000), 100_000)
    .action(async (accountId: number, amount: number, _: unknown, command: Command) => {
      const house = await houseAsked(command);
      await faucetOf(house)(accountId, USDC.assetId, BigInt(amount) * USDC.atoms);
      io.out(`account ${accountId} has ${amount} USDC more\n`);
    });
  play("trade", "Let the first trader of a running dev house buy of the second, at the mark.")
    .argument("[market]", "its symbol", "BTC-PERP")
    .argument("[lots]", "how many", wholeNumber(1, 1_000_000_000), 1)
    .action(async (symbol: string, lots: number, _: unknown, command: Command) => {
      const house = await houseAsked(command);
      const { buyer, seller, priceTicks } = await playTrade(house, symbol, BigInt(lots));
      io.out(`account ${buyer} bought ${lots} ${symbol} of account ${seller} at ${priceTicks} ticks\n`);
    });
  play("crash", "Let a price of a running dev house fall at once, such as: crash BTC -20%.")
    .argument("<underlying>", "its name")
    .argument("<percent>", "how far down, such as -20%", fallOf)
    .allowUnknownOption() // -20% is none
    .action(async (name: string, percent: number, _: unknown, command: Command) => {
      const house = await houseAsked(command);
      await playJump(house, name, -percent);
      io.out(`${name} is said to be ${percent} % lower; a jump counts once it is confirmed\n`);
    });
}

async function start({ seed, data, iKnow, ...flags }: Flags, io: Io): Promise<void> {
  mustBeLocal(flags.host, iKnow);
  const house = playHouse(seed, await foundedMs(resolve(data), Date.now()));
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const node = await startNode({
    path: resolve(data),
    genesis: house.genesis,
    version: VERSION,
    api: apiOf(flags),
    consensus: solo(),
    onHalt: failure.reject,
  });
  // Prices fall silent before the node does, whatever ends it.
  const over = new AbortController();
  const stopped = AbortSignal.any([io.stopped, over.signal]);
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    over.abort();
    await Promise.all(ends.map((end) => end()));
    await node.stop();
  };
  const tell = (who: string) => (cause: unknown) => {
    if (!stopped.aborted) io.err(`${who}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  };
  try {
    const running = await runningHouse(seed, node.api!.url); // it was asked for
    ends.push(await startPrices(running, seed, stopped, tell("prices")));
    const fund = faucetOf(running);
    const accounts = await fundTraders(running, fund);
    ends.push(await keepBackstop(running, fund, tell("keeper")));
    const keys = await writeKeys(house, `${resolve(data)}.keys`);
    introduce(house, seed, node, accounts, keys, io);
  } catch (cause) {
    await stop();
    throw cause;
  }
  await untilStopped({ ...node, stop }, io, failure.promise);
}

/** A file a key, for `--key`: `trader-1.key`, `venue-1.key`. Gives their folder. */
async function writeKeys({ traders, venues }: PlayHouse, folder: string): Promise<string> {
  const named = [
    ...traders.map(({ name, secret }) => [name.replace("/", "-"), secret] as const),
    ...venues.map(({ venueId, secret }) => [`venue-${venueId}`, secret] as const),
  ];
  for (const [name, secret] of named) await writeKeyFile(`${folder}/${name}.key`, secret, { isNew: false });
  return relative(process.cwd(), folder);
}

/** Tells who has which key. */
function introduce(
  house: PlayHouse,
  seed: string,
  node: RunningNode,
  accounts: readonly number[],
  keys: string,
  io: Io,
): void {
  io.out(
    factLines([
      ["API", node.api!.url], // it was asked for
      ["house", node.chain.house],
      ...house.traders.map(
        ({ name, secret }, index) => [`${name}, account ${accounts[index]}`, `${secret} (eip712)`] as const,
      ),
      ...house.venues.map(({ venueId, name, secret }) => [`venue ${venueId}, ${name}`, `${secret} (ed25519)`] as const),
      ["keys", `in files of ${keys}`],
    ]),
  );
  io.err(`Every key comes from the seed ${seed}, which everybody has: for development only.\n`);
  io.err("More money: novate dev fund ACCOUNT AMOUNT. Ctrl-C stops.\n");
}

/** One account each, opened and funded by the first start alone. */
async function fundTraders({ traders, client }: RunningHouse, fund: Fund): Promise<number[]> {
  const ids: number[] = [];
  for (const { key } of traders) {
    const [first] = (await client.accounts(key.address)).accounts;
    if (first === undefined) {
      const opened = mustAccept(await createMember({ client, key }).openAccount({ segmentId: SEGMENT_ID }));
      ids.push(opened.result.accountId);
      await fund(opened.result.accountId, USDC.assetId, FIRST_MONEY * USDC.atoms);
    } else ids.push(first.accountId);
  }
  return ids;
}

/**
 * `novate dev`: a house to play with, alive: prices move, accounts have money, venues have keys. `dev fund` gives more.
 *
 * @module
 */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { AddCommand } from "../shared/command.ts";
import type { DevFlags } from "../shared/dev/dev.ts";
import { askControl, CONTROL, durationFlag, MOVES, seedFlag } from "../shared/dev/flags.ts";
import type { Turned } from "../shared/dev/world.ts";
import { addApiFlags, addRateFlag } from "../shared/options.ts";
import { addOutputFlags, type OutputFlags, print } from "../shared/output.ts";
import { idNumber } from "../shared/remote.ts";
import { wholeNumber } from "../shared/values.ts";
import { grouped, instant } from "../terminal/figures.ts";
import type { Io } from "../terminal/io.ts";

const turnedText = ({ timeMs, height, steps }: Turned): string =>
  `it is ${instant(timeMs)} UTC, block ${grouped(height)}; prices moved ${steps === 1 ? "once" : `${grouped(steps)} times`} on the way\n`;

interface PlayFlags {
  readonly seed: string;
  readonly url: string;
}

/** `-20%`, or `-20`: without its sign it might be meant as a rise. */
function fallOf(text: string): number {
  const percent = Number(/^-(\d{1,2})%?$/.exec(text)?.[1] ?? 0);
  if (percent >= 1 && percent <= 90) return percent;
  throw new InvalidArgumentError("It is a fall from -1% to -90%, with its sign.");
}

export const addDev: AddCommand = (program, io) => {
  const dev = addRateFlag(addApiFlags(program.command("dev")))
    .option("--control-port <n>", "port of the clock; the one after the API's unless told", wholeNumber(0, 65_535))
    .option("--seed <word>", "what every key and price comes from", seedFlag, "dev")
    .addOption(new Option("--prices <how>", "how prices move, a step a second").choices(MOVES).default(MOVES[0]))
    .option("--no-bots", "let nobody trade by itself")
    .option("--data <folder>", "what the node keeps", ".novate/dev")
    .option("--i-know", "listen where others reach it, though everybody has its keys")
    .action(async (flags: DevFlags) => (await import("../shared/dev/dev.ts")).startDev(flags, io));
  addPlays(dev, io);
};

const houseAsked = async (command: Command) => {
  const { seed, url } = command.optsWithGlobals<PlayFlags>();
  return (await import("../shared/dev/runningHouse.ts")).runningHouse(seed, url);
};

function addPlays(dev: Command, io: Io): void {
  const play = (name: string, says: string): Command =>
    dev.command(name).description(says).option("--url <url>", "API of the dev house", "http://127.0.0.1:4700");
  play("fund", "Give an account of a running dev house money, in any asset that it lists.")
    .argument("<account>", "its id", idNumber)
    .argument("[amount]", "how much, in whole units such as 5000 or 0.5; 100000 USDC or 10 of a coin unless told")
    .option("--asset <symbol>", "USDC, BTC or ETH", "USDC")
    .action(
      async (accountId: number, asked: string | undefined, flags: { readonly asset: string }, command: Command) => {
        const house = await houseAsked(command);
        const { amountAsked, faucetOf } = await import("../shared/dev/fund.ts");
        const { assetId, atoms, amount } = amountAsked(house, flags.asset, asked);
        await house.client.account(accountId); // an id that does not exist is no refusal of the rules
        await faucetOf(house)(accountId, assetId, atoms);
        io.out(`account ${accountId} has ${amount} ${flags.asset} more\n`);
      },
    );
  play("trade", "Let the first trader of a running dev house buy of the second, at the mark.")
    .argument("[market]", "its symbol", "BTC-PERP")
    .argument("[lots]", "how many", wholeNumber(1, 1_000_000_000), 1)
    .action(async (symbol: string, lots: number, _: unknown, command: Command) => {
      const house = await houseAsked(command);
      const { playTrade } = await import("../shared/dev/play.ts");
      const { buyer, seller, priceTicks } = await playTrade(house, symbol, BigInt(lots));
      io.out(`account ${buyer} bought ${lots} ${symbol} of account ${seller} at ${priceTicks} ticks\n`);
    });
  play("crash", "Let a price of a running dev house fall at once, such as: crash BTC -20%; tells whom it took.")
    .argument("<underlying>", "its name")
    .argument("<percent>", "how far down, such as -20%", fallOf)
    .allowUnknownOption() // -20% is none
    .action(async (name: string, percent: number, _: unknown, command: Command) => {
      const house = await houseAsked(command);
      const { playJump, takenOver } = await import("../shared/dev/play.ts");
      const { height } = await house.client.status();
      await playJump(house, name, -percent);
      io.out(`${name} is said to be ${percent} % lower; a jump counts once it is confirmed\n`);
      const taken = await takenOver(house, height);
      if (taken.length === 0) io.out("nobody was taken over within ten seconds\n");
      for (const accountId of taken)
        io.out(`account ${accountId} was taken over: novate account ledger ${accountId}\n`);
    });
  addOutputFlags(dev.command("advance"))
    .description(
      "Turn the clock of a running dev house, such as: advance 2d, after which governors' changes are in force.",
    )
    .argument("<duration>", "how far", durationFlag)
    .option("--control <url>", "control of the dev house", CONTROL)
    .action(async (byMs: number, flags: OutputFlags & { readonly control: string }) => {
      const turned = (await askControl(flags.control, "/dev/clock", { byMs })) as Turned;
      print(turned, flags, io, { page: turnedText });
    });
}

/**
 * `novate mock`: a whole house for somebody else's tests, in a folder that goes with it: nothing moves unless it is told to.
 *
 * @module
 */
import { type Command, Option } from "commander";
import type { AddCommand } from "../shared/command.ts";
import { askControl, CONTROL, durationFlag, instantFlag, MOVES, pricesIn, seedFlag } from "../shared/dev/flags.ts";
import type { MockFlags } from "../shared/dev/mock.ts";
import { wholeNumber } from "../shared/values.ts";

export const addMock: AddCommand = (program, io) => {
  const port = wholeNumber(0, 65_535);
  const mock = program
    .command("mock")
    .option("--seed <word>", "what every key and price comes from", seedFlag, "mock")
    .option("--port <n>", "port of the API on 127.0.0.1; 0 takes any free one", port, 4700)
    .option("--control-port <n>", "port of the clock, the prices and the faucet; 0 takes any free one", port, 4701)
    .option("--at <instant>", "where the clock begins, in UTC; 2026-01-01T00:00:00Z unless told", instantFlag)
    .addOption(
      new Option("--prices <how>", "how prices move when the clock is turned").choices(MOVES).default(MOVES[0]),
    )
    .option("--ignore-input", "go on when standard input ends")
    // Whoever turns a clock need not load a house.
    .action(async (flags: MockFlags) => (await import("../shared/dev/mock.ts")).startMock(flags, io));
  const play = (name: string, says: string): Command =>
    mock.command(name).description(says).option("--control <url>", "control of the running mock or dev house", CONTROL);
  play("tick", "Turn the clock of a running mock, such as: tick 8h.")
    .argument("<duration>", "how far", durationFlag)
    .action(async (byMs: number, { control }: { readonly control: string }) => {
      io.out(`${JSON.stringify(await askControl(control, "/dev/clock", { byMs }))}\n`);
    });
  play("price", "Say prices of a running mock in dollars, and hold them there, such as: price BTC=65000.")
    .argument("<prices...>", "BTC=65000, or BTC=free to let it move again", pricesIn)
    .action(async (prices: object, { control }: { readonly control: string }) => {
      io.out(`${JSON.stringify(await askControl(control, "/dev/prices", prices))}\n`);
    });
};

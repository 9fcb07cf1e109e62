/**
 * The command line: arguments in, exit code out.
 *
 * @module
 */
import { Command } from "commander";
import { commands } from "./commands.ts";
import { endingOf } from "./shared/failure.ts";
import { VERSION } from "./shared/version.ts";
import type { Io } from "./terminal/io.ts";

/** Runs one command line without the program's name. Never throws. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const program = new Command("novate")
    .description("A clearing house as a protocol.")
    .version(VERSION, "-v, --version")
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError("(add --help for what is possible)")
    .exitOverride();
  try {
    await addAsked(program, args, io);
    // A subcommand is made before it hears of these settings.
    for (const command of program.commands) command.copyInheritedSettings(program);
    await program.parseAsync([...args], { from: "user" });
    return 0;
  } catch (failure) {
    const { exitCode, message } = endingOf(failure);
    if (message !== "") io.err(`novate: ${message}\n`);
    return exitCode;
  }
}

/** Adds the command that is asked for; the names of all where none is, for help. */
async function addAsked(program: Command, args: readonly string[], io: Io): Promise<void> {
  const [first, second] = args.filter((arg) => !arg.startsWith("-"));
  const name = first === "help" ? second : first;
  const asked = commands.find((command) => command.name === name);
  if (asked !== undefined) {
    const add = await asked.load();
    add(program, io);
  }
  for (const { name: other, says } of commands) {
    const added = program.commands.find((command) => command.name() === other);
    (added ?? program.command(other)).description(says);
  }
}

/**
 * The command line: arguments in, exit code out.
 *
 * @module
 */
import { Command, CommanderError } from "commander";
import { commands } from "./commands.ts";
import { EXIT, endingOf, textOf } from "./shared/failure.ts";
import { isJsonAsked } from "./shared/output.ts";
import { addProfileFlags, askedProfile } from "./shared/settings/profileFlag.ts";
import { applySettings, chooseKey, settlements } from "./shared/settings/settle.ts";
import { VERSION } from "./shared/version.ts";
import type { Io } from "./terminal/io.ts";

/** Runs one command line without the program's name. Never throws. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let isJson = isJsonAsked(args);
  let url: string | undefined;
  const program = new Command("novate")
    .description("A clearing house as a protocol.")
    .version(VERSION, "-v, --version")
    .configureOutput({ writeOut: io.out, writeErr: (text) => (isJson ? undefined : io.err(text)) })
    .showHelpAfterError("(add --help for what is possible)")
    .exitOverride()
    .hook("preAction", (_, action) => {
      // The form of a failure is asked for; the usual form of records is not.
      isJson = action.opts().output === "json" && action.getOptionValueSource("output") !== "default";
      ({ url } = action.optsWithGlobals<{ readonly url?: string }>());
      chooseKey(action);
    });
  try {
    const asked = await addAsked(program, args, io);
    if (asked !== null && !isHelpAsked(args)) {
      const settled = await settlements(askedProfile(asked, args));
      isJson = isJsonAsked(args, settled.values.get("output")?.texts[0]?.text);
      applySettings(asked, settled);
    }
    // A subcommand is made before it hears of these settings.
    for (const command of program.commands) command.copyInheritedSettings(program);
    await program.parseAsync([...args], { from: "user" });
    return EXIT.done;
  } catch (failure) {
    const ending = endingOf(failure, url);
    if (ending === null) return EXIT.done;
    const remedy = ending.code === "UnknownCommand" ? standsAlone(args) : null;
    if (isJson) io.err(`${JSON.stringify({ ...ending, ...(remedy !== null && { remedy }) })}\n`);
    else if (!isTold(failure)) io.err(`novate: ${textOf(ending)}\n`);
    else if (remedy !== null) io.err(`${remedy}\n`);
    return ending.exitCode;
  }
}

/** Of a command below another that stands alone, such as `genesis publish`. */
function standsAlone(args: readonly string[]): string | null {
  const [, below] = args.filter((arg) => !arg.startsWith("-"));
  return commands.some(({ name }) => name === below) ? `\`novate ${below}\` is a command of its own.` : null;
}

/** The parser tells people by itself. */
const isTold = (failure: unknown): boolean => failure instanceof CommanderError;
const isHelpAsked = (args: readonly string[]): boolean =>
  args[0] === "help" || args.includes("--help") || args.includes("-h");

/** Adds the command that is asked for, and answers it; the names of all where none is, for help. */
async function addAsked(program: Command, args: readonly string[], io: Io): Promise<Command | null> {
  const [first, second] = args.filter((arg) => !arg.startsWith("-"));
  const name = first === "help" ? second : first;
  const asked = commands.find((command) => command.name === name);
  if (asked !== undefined) {
    const add = await asked.load();
    add(program, io);
    addProfileFlags(program);
  }
  for (const { name: other, says } of commands) {
    const added = program.commands.find((command) => command.name() === other);
    (added ?? program.command(other)).description(says);
  }
  return program.commands.find((command) => command.name() === asked?.name) ?? null;
}

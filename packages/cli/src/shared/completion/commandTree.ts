/**
 * Every command with its options, as shells are told of them: from the list of commands and each one's own table.
 *
 * @module
 */
import { Command, type Option } from "commander";
import type { Io } from "../../terminal/io.ts";
import type { ListedCommand } from "../command.ts";
import { addProfileFlags } from "../settings/profileFlag.ts";

/** What a value may be: one of some words, a path, or anything. */
export type Values = readonly string[] | "file" | "folder" | "any";

export interface ShellOption {
  /** Such as `--output` and `-o`. */
  readonly names: readonly string[];
  readonly says: string;
  /** Null where it takes none. */
  readonly values: Values | null;
}

export interface ShellCommand {
  /** Such as `account show`; empty for the program. */
  readonly path: string;
  readonly below: readonly { readonly name: string; readonly says: string }[];
  readonly options: readonly ShellOption[];
  /** Of what is no option. */
  readonly values: Values;
}

/** Loads every command. */
export async function commandTree(commands: readonly ListedCommand[], io: Io): Promise<ShellCommand[]> {
  const program = new Command("novate").option("-v, --version", "tell the version");
  for (const { name, says, load } of commands) {
    const add = await load();
    add(program, io);
    program.commands.find((one) => one.name() === name)!.description(says); // it was just added
  }
  addProfileFlags(program);
  return shellCommands(program, []);
}

function shellCommands(command: Command, path: readonly string[]): ShellCommand[] {
  const below = command.commands.map((one) => ({ name: one.name(), says: one.description() }));
  const [argument] = command.registeredArguments;
  const own = {
    path: path.join(" "),
    below,
    options: [...command.options.map(shellOption), { names: ["--help"], says: "display help", values: null }],
    values: argument === undefined ? "any" : valuesOf(argument.name(), argument.argChoices),
  } as const;
  return [own, ...command.commands.flatMap((one) => shellCommands(one, [...path, one.name()]))];
}

const shellOption = ({ long, short, description, flags, argChoices }: Option): ShellOption => ({
  names: [long, short].filter((name) => name != null),
  says: description,
  values: /[<[]/.test(flags) ? valuesOf(/[<[]([\w=-]+)/.exec(flags)?.[1] ?? "", argChoices) : null,
});

function valuesOf(name: string, choices: readonly string[] | undefined): Values {
  if (choices !== undefined) return choices;
  return /file|path|histories|words|step|tape/.test(name) ? "file" : name === "folder" ? "folder" : "any";
}

/**
 * `--profile` of every command that has settings.
 *
 * @module
 */
import type { Command } from "commander";
import { attributeOf, SETTINGS } from "./table.ts";

const NAMES = new Set(SETTINGS.map(attributeOf));

/** A command that means something else by it keeps its own. */
export function addProfileFlags(command: Command): void {
  const attributes = command.options.map((option) => option.attributeName());
  if (attributes.some((name) => NAMES.has(name)) && !attributes.includes("profile"))
    command.option("--profile <name>", "whose settings of config files count");
  for (const below of command.commands) addProfileFlags(below);
}

/** The profile that arguments ask for, of a command to which it means that. */
export function askedProfile(command: Command, args: readonly string[]): string | undefined {
  const isOwn = command.options.some(
    (one) => one.attributeName() === "profile" && !one.description.startsWith("whose"),
  );
  if (isOwn) return undefined;
  const at = args.findLastIndex((arg) => arg === "--profile" || arg.startsWith("--profile="));
  return args[at]?.includes("=") ? args[at].slice("--profile=".length) : at < 0 ? undefined : args[at + 1];
}

/**
 * Settles options that nobody gave: flag before environment before file before default.
 *
 * @module
 */
import { type Command, InvalidArgumentError, type Option } from "commander";
import { UsageError } from "../failure.ts";
import { isForm } from "../output.ts";
import { thereAre } from "../thereAre.ts";
import { readConfigs } from "./configFiles.ts";
import type { Placed } from "./readConfig.ts";
import { attributeOf, SETTINGS, type Setting, variableOf } from "./table.ts";

/** What is in force where no flag says otherwise. */
export interface Settled {
  /** Whose settings count; null where no file has any. */
  readonly profile: string | null;
  /** By the setting's name: its texts, and where they come from. */
  readonly values: ReadonlyMap<string, { readonly from: "env" | "config"; readonly texts: readonly Placed[] }>;
}

/** Reads environment and files. Errors: those of the files; `UsageError` `ProfileUnknown`. */
export async function settlements(askedProfile: string | undefined): Promise<Settled> {
  const configs = await readConfigs();
  const asked = askedProfile ?? process.env.NOVATE_PROFILE;
  const profile = asked ?? configs.find((one) => one.profile !== undefined)?.profile ?? "default";
  const used = configs.filter(({ profiles }) => profiles.has(profile));
  if (used.length === 0 && profile !== "default") throw profileUnknown(profile, configs);
  const values = new Map<string, { from: "env" | "config"; texts: readonly Placed[] }>();
  for (const setting of SETTINGS) {
    const variable = variableOf(setting);
    const given = process.env[variable];
    const texts = used.map(({ profiles }) => profiles.get(profile)?.get(setting.name)).find((one) => one !== undefined);
    if (given) values.set(setting.name, { from: "env", texts: wordsOf(setting, given, variable) });
    else if (texts !== undefined) values.set(setting.name, { from: "config", texts });
  }
  return { profile: used.length === 0 ? null : profile, values };
}

const wordsOf = ({ kind }: Setting, given: string, place: string): Placed[] =>
  (kind === "chains" ? given.split(/\s+/).filter((word) => word !== "") : [given]).map((text) => ({ text, place }));

function profileUnknown(profile: string, configs: Awaited<ReturnType<typeof readConfigs>>): UsageError {
  const known = [...new Set(configs.flatMap(({ profiles }) => [...profiles.keys()]))];
  const there = configs.length === 0 ? "there is no file with profiles" : thereAre(known);
  return new UsageError("ProfileUnknown", `no file has a profile ${profile}: ${there}`);
}

const settledFor = new WeakMap<Command, Settled>();

/** What {@link applySettings} gave a command. */
export const settledOf = (command: Command): Settled => settledFor.get(command) ?? { profile: null, values: new Map() };

/** Gives a command and those below it what is settled; a flag sets it aside. Errors: `UsageError` `SettingInvalid`, naming its place. */
export function applySettings(command: Command, settled: Settled): void {
  settledFor.set(command, settled);
  for (const option of command.options) {
    const setting = SETTINGS.find((one) => attributeOf(one) === option.attributeName());
    const value = setting && settled.values.get(setting.name);
    if (value !== undefined && !option.negate) give(command, option, value);
  }
  for (const below of command.commands) applySettings(below, settled);
}

function give(command: Command, option: Option, { from, texts }: { from: string; texts: readonly Placed[] }): void {
  const isOfOthers = ({ text }: Placed): boolean => isForm(text) && option.argChoices?.includes(text) !== true;
  if (option.attributeName() === "output" && texts.some(isOfOthers)) return; // a form that this command does not have
  const parse = option.parseArg ?? ((text: string) => text);
  let value: unknown;
  for (const { text, place } of texts) {
    try {
      value = parse(text, value);
    } catch (cause) {
      if (!(cause instanceof InvalidArgumentError)) throw cause;
      throw new UsageError(
        "SettingInvalid",
        `${place}: ${option.long} cannot be ${JSON.stringify(text)}. ${cause.message}`,
      );
    }
  }
  command.setOptionValueWithSource(option.attributeName(), value, from);
  let isFirst = true;
  // What a flag says is not added to what was settled.
  option.argParser((text: string, before: unknown) => {
    const parsed = parse(text, isFirst ? undefined : before);
    isFirst = false;
    return parsed;
  });
}

const RANK = ["default", "config", "env", "cli"];

/** Of a key in a file and one in the environment, the one that was said nearer. */
export function chooseKey(command: Command): void {
  const [file, variable] = ["key", "keyEnv"].map((name) => RANK.indexOf(command.getOptionValueSource(name) ?? ""));
  if (file === undefined || variable === undefined || file < 0 || variable < 0 || file === variable) return;
  command.setOptionValue(file < variable ? "key" : "keyEnv", undefined);
}

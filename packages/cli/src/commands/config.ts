/**
 * `novate config`: what settings are in force, and where each comes from.
 *
 * @module
 */
import { existsSync } from "node:fs";
import type { Command } from "commander";
import { type RpcFlag, rpcFlag } from "../shared/chains.ts";
import type { AddCommand } from "../shared/command.ts";
import { addKeyFlags } from "../shared/keys.ts";
import { type OutputFlags, print } from "../shared/output.ts";
import { addRemoteFlags, hexOf } from "../shared/remote.ts";
import { configPaths } from "../shared/settings/configFiles.ts";
import { settledOf } from "../shared/settings/settle.ts";
import { attributeOf, SETTINGS, type Setting, variableOf } from "../shared/settings/table.ts";
import { factLines, tableLines } from "../terminal/table.ts";

const hash = hexOf(32, "a hash");

export const addConfig: AddCommand = (program, io) => {
  const config = program.command("config");
  addKeyFlags(addRemoteFlags(config.command("show")))
    .description("Every setting: its value, and what says so. Flags are those of other commands.")
    .option("--gas-key <file>", "file with the secret that pays for gas")
    .option("--rpc <chain=url>", "where a chain is asked", rpcFlag)
    .option("--kits <folder>", "folder of your exit kits")
    .option("--house <hash>", "the house that you know", hash)
    .option("--set <hash>", "the set of signers that you know", hash)
    .action((flags: OutputFlags, command: Command) => {
      const { profile } = settledOf(command);
      const files = configPaths().map((path) => ({ path, isThere: existsSync(path) }));
      const settings = SETTINGS.map((setting) => shown(setting, command));
      print({ profile, files, settings }, flags, io, { page: configPage, records: () => settings });
    });
};

interface Shown {
  readonly name: string;
  readonly value: string | null;
  /** `flag`, `default`, a variable of the environment, or a place in a file; null where nobody says anything. */
  readonly from: string | null;
}

function shown(setting: Setting, command: Command): Shown {
  const { name } = setting;
  const attribute = attributeOf(setting);
  const value = command.getOptionValue(attribute) as unknown;
  if (value === undefined) return { name, value: null, from: null };
  const source = command.getOptionValueSource(attribute);
  const places =
    settledOf(command)
      .values.get(name)
      ?.texts.map(({ place }) => place) ?? [];
  const from = source === "cli" ? "flag" : source === "default" ? "default" : [...new Set(places)].join(", ");
  return { name, value: textOf(value), from };
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? (value as RpcFlag[]).map(({ chainId, url }) => `${chainId}=${url}`).join(" ") : String(value);

interface Answer {
  readonly profile: string | null;
  readonly files: readonly { readonly path: string; readonly isThere: boolean }[];
  readonly settings: readonly Shown[];
}

function configPage({ profile, files, settings }: Answer): string {
  const facts: (readonly [string, string])[] = [
    ["profile", profile ?? "none"],
    ...files.map(({ path, isThere }) => ["file", isThere ? path : `${path} (not there)`] as const),
  ];
  const rows = settings.map(({ name, value, from }, index) => [
    name,
    value ?? "",
    from ?? `not set: --${name}, ${variableOf(SETTINGS[index]!)}`,
  ]);
  const table = tableLines(
    [
      ["SETTING", "left"],
      ["VALUE", "left"],
      ["FROM", "left"],
    ],
    rows,
  );
  return `${factLines(facts)}\n${table}`;
}

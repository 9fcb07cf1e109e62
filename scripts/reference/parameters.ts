/**
 * The page of governed parameters: bounds, defaults and notice as the engine has them.
 *
 * @module
 */
import { Change, type SegmentParameters } from "@novate/codec";
import { standardParameters } from "@novate/engine";
import { PARAMETER_WORDS } from "../../packages/cli/src/shared/founding/parameterWords.ts";
import { PARAMETER_BOUNDS } from "../../packages/engine/src/governance/changes/parameterBounds.ts";
import { setParameters } from "../../packages/engine/src/governance/changes/setParameters.ts";
import type { StateView } from "../../packages/engine/src/state/state.ts";

const HEAD = `# Governed parameters

Governors set these numbers for each segment, by bundles that members see before they bind ([GOV](../../spec/GOV.md)).
A value outside its bounds is refused with the field named (GOV-017). Defaults are the \`standard\` profile with a settlement
asset of six decimals.

*Notice* is how long a change waits once it is approved: upward, then downward. What reduces risk and is felt by new risk alone waits for
nothing (GOV-024), what tightens terms of what is held a day (GOV-037), everything else two days (GOV-025).

The unit is the end of the name. \`Ppm\` is a millionth: 1,000,000 is the whole. \`Ms\` is a millisecond. \`Atoms\` is the smallest unit of the
settlement asset. What has no such end is a count.

Made by \`node scripts/reference.ts --write\` of the codec's structs and the engine's bounds.
`;

const TITLES: Readonly<Record<keyof SegmentParameters, string>> = {
  margin: "Margin",
  oracle: "Prices and markets",
  collateral: "Haircuts",
  clearing: "Cycles, default management, withdrawals",
};

const standard = standardParameters(6);
type Value = bigint | number;
const NOTICES: Readonly<Record<number, string>> = { 0: "none", 86400000: "24 h", 172800000: "48 h" };

const grouped = (value: Value): string => value.toLocaleString("en-US");

/** A value with its unit, for people. */
export function spoken(name: string, value: Value): string {
  if (name.endsWith("Ppm")) return value === 0n ? "0" : `${grouped(value)} (${Number(value) / 10_000} %)`;
  if (!name.endsWith("Ms")) return value === 10n ** 30n ? "10^30" : grouped(value);
  for (const [unit, ms] of Object.entries({ d: 86_400_000, h: 3_600_000, min: 60_000, s: 1_000 }))
    if (Number(value) > 0 && Number(value) % ms === 0) return `${grouped(value)} (${Number(value) / ms} ${unit})`;
  return grouped(value);
}

/** How long a change of one parameter by one step waits, by the engine's own rule. */
function noticeOf(group: keyof SegmentParameters, name: string, step: 1 | -1): string {
  const state = { segments: new Map([[1, { parameters: standard }]]) } as unknown as StateView; // all that the rule reads
  const before = (standard[group] as unknown as Record<string, Value>)[name]!;
  const after = typeof before === "bigint" ? before + BigInt(step) : before + step;
  const parameters = { ...standard, [group]: { ...standard[group], [name]: after } };
  return NOTICES[setParameters.delayMsOf(state, { type: "SetParameters", segmentId: 1, parameters } as never)]!;
}

function rowsOf(group: keyof SegmentParameters): string[] {
  const words = PARAMETER_WORDS[group] as Readonly<Record<string, string>>;
  const values = standard[group] as unknown as Readonly<Record<string, Value>>;
  return PARAMETER_BOUNDS.filter((one) => one.group === group).map(({ name, minimum, maximum }) => {
    const notice = [noticeOf(group, name, 1), noticeOf(group, name, -1)].join(", ");
    const told = [values[name]!, minimum, maximum].map((value) => spoken(name, value));
    return `| \`${name}\` | ${[words[name], ...told, notice].join(" | ")} |`;
  });
}

/** The whole page; `says` has the docstring of each struct. */
export function parametersPage(says: Readonly<Record<string, string>>): string {
  const parts = (Object.keys(TITLES) as (keyof SegmentParameters)[]).map((group) =>
    [
      `\n## ${TITLES[group]}\n`,
      "| parameter | what it is | default | least | most | notice |",
      "| --- | --- | --- | --- | --- | --- |",
      ...rowsOf(group),
    ].join("\n"),
  );
  const changes = Object.entries(Change.variants).map(
    ([name, { field }]) =>
      `| \`${name}\` | ${field.fieldNames.map((one) => `\`${one}\``).join(", ")} | ${says[name] ?? ""} |`,
  );
  const table = ["\n## Every change\n", "| change | fields | what it does |", "| --- | --- | --- |", ...changes].join(
    "\n",
  );
  return `${HEAD}${parts.join("\n")}\n${table}\n`;
}

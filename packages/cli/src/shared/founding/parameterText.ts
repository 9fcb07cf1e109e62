/**
 * The standard parameters as people write them, each with what it is: what `genesis init --parameters` adds.
 *
 * @module
 */
import { standardParameters } from "@novate/engine";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@novate/num";
import { decimal } from "../../terminal/figures.ts";
import { writtenNames } from "./parameters.ts";
import { PARAMETER_WORDS } from "./parameterWords.ts";

type Value = bigint | number;

const HEAD = `
# Rules of margin, prices and cycles. Each is as standard where it is left out; bounds: docs/reference/parameters.md
parameters:
`;

/** Of a segment whose settlement asset has so many decimals. */
export function standardText(decimals: number): string {
  const groups = Object.entries(standardParameters(decimals)).map(([group, values]) => {
    const words = PARAMETER_WORDS[group as keyof typeof PARAMETER_WORDS] as Readonly<Record<string, string>>;
    const lines = [...writtenNames(group)].map(([name, written]) => {
      const value = textOf(name, (values as unknown as Readonly<Record<string, Value>>)[name]!, decimals);
      return `    # ${words[name]}\n    ${written}: ${value}\n`;
    });
    return `  ${group}:\n${lines.join("")}`;
  });
  return HEAD + groups.join("");
}

const UNITS = [
  [DAY_MS, "d"],
  [HOUR_MS, "h"],
  [MINUTE_MS, "m"],
  [SECOND_MS, "s"],
] as const;

function textOf(name: string, value: Value, decimals: number): string {
  if (name.endsWith("Ppm")) return `${decimal(BigInt(value), 4)} %`;
  if (name.endsWith("Atoms")) return decimal(BigInt(value), decimals);
  if (!name.endsWith("Ms")) return `${value}`;
  const [size, unit] = UNITS.find(([ms]) => Number(value) % ms === 0)!; // each is of whole seconds
  return `${Number(value) / size}${unit}`;
}

/**
 * The catalogue of refusals as a page: what `docs/refusals.md` holds.
 *
 * @module
 */
import { type Field, refusalFamilies } from "@novate/codec";

const FAMILIES: Readonly<Record<string, string>> = {
  100: "The transaction itself",
  200: "Accounts, keys, authority",
  300: "Collateral, deposits, withdrawals",
  400: "Observations and surfaces",
  500: "Trade reports",
  700: "Governance",
  800: "The node: submissions, requests, stream",
};

const HEAD = `# Refusals

A *refusal* says that a rule forbids; a *fault*, that an input is wrong; a *failure*, that the world did not do its part. Every
refusal has a code and a number, which never change, and a payload with the units in its names. Payloads are JSON as the
API shows them. \`faulty\` names the side of a trade whose leg was refused; \`?\` marks what may be null.

Made of \`packages/codec/src/schema/refusals\` by \`node scripts/refusals.ts --write\`; a test keeps it current.
`;

/** What a payload's field holds in JSON, in a word. */
function wordOf(field: Field<unknown>): string {
  const { type, enum: words, anyOf, $ref } = field.jsonSchema((name) => ({ $ref: name }));
  if (Array.isArray(anyOf)) return `${wordOf({ ...field, jsonSchema: () => anyOf[0] })}?`;
  if (Array.isArray(words)) return words.length > 8 ? "word" : words.join("/");
  if (typeof $ref === "string") return $ref;
  return type === "integer" ? "" : field.eip712.type.includes("int") ? "decimal" : "text";
}

export const payloadOf = (shape: Readonly<Record<string, Field<unknown>>>): string =>
  Object.entries(shape)
    .map(([name, field]) => [`\`${name}\``, wordOf(field)].filter((text) => text !== "").join(" "))
    .join("; ");

/** The whole page. */
export function refusalPage(): string {
  const sections = Object.entries(refusalFamilies).map(([first, family]) => {
    const rows = Object.entries(family).map(
      ([code, { number, meaning, remedy, shape }]) =>
        `| ${number} | \`${code}\` | ${meaning} ${remedy} | ${payloadOf(shape)} |`,
    );
    return [
      `\n## ${first}: ${FAMILIES[first]}\n`,
      "| | code | what it means, what to do | payload |",
      "| --- | --- | --- | --- |",
      ...rows,
    ].join("\n");
  });
  return `${HEAD}${sections.join("\n")}\n`;
}

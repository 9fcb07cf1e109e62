/**
 * A page for each code that a receipt or a problem may have, at the path that a problem's `type` names.
 *
 * @module
 */
import { type RefusalCode, refusalCodes, refusalDefinitions } from "@novate/codec";
import { FAILURES } from "../../packages/node/src/api/errorPages.ts";
import { payloadOf } from "../refusals/page.ts";

interface CodePage {
  readonly source: string;
  readonly text: string;
}

function pageOf(code: RefusalCode): CodePage {
  const { number, meaning, remedy, shape } = refusalDefinitions[code];
  const payload = payloadOf(shape);
  const lines = [`# ${code}`, `Refusal ${number}. ${meaning}`, `**What to do:** ${remedy}`];
  if (payload !== "") lines.push(`**Data:** ${payload}`);
  return { source: `docs/errors/${code}.md`, text: `${[...lines, "[All refusals](../refusals.md)"].join("\n\n")}\n` };
}

function failureOf([code, [meaning, remedy]]: [string, readonly [string, string]]): CodePage {
  const lines = [`# ${code}`, `A failure, not a refusal: no rule said no. ${meaning}`, `**What to do:** ${remedy}`];
  return { source: `docs/errors/${code}.md`, text: `${lines.join("\n\n")}\n` };
}

/** One page a code, and the list of them. */
export function codePages(): CodePage[] {
  const failures = Object.entries(FAILURES);
  const rows = [
    ...refusalCodes.map((code) => `| ${refusalDefinitions[code].number} | [${code}](${code}.md) |`),
    ...failures.map(([code]) => `| | [${code}](${code}.md) |`),
  ];
  const text = `# Codes\n\nEach code has a page, here and on every node.\n\n| number | code |\n| --- | --- |\n${rows.join("\n")}\n`;
  const list = { source: "docs/errors/index.md", text };
  return [list, ...refusalCodes.map(pageOf), ...failures.map(failureOf)];
}

/**
 * A page for each code that a problem or a receipt may have: what happened, what to do, what its payload holds.
 *
 * @module
 */
import { type Field, isRefusalCode, type RefusalCode, refusalCodes, refusalDefinitions } from "@novate/codec";
import { failureCodes } from "@novate/wire/schema";
import { fieldWords } from "./fieldWords.ts";
import { ERROR_PAGES } from "./problem.ts";

type FailureCode = (typeof failureCodes)[number];

/** What failed where no rule said no. */
export const FAILURES: Readonly<Record<FailureCode, readonly [meaning: string, remedy: string]>> = {
  NodeHalted: ["A fault of the node's own stopped it.", "Tell its operator; ask another node."],
  StoreCorrupt: ["What the node keeps on its disk is damaged.", "Tell its operator, who restores it or starts anew."],
  StoreUnavailable: ["The node cannot open what it keeps.", "Tell its operator."],
  StoreWriteFailed: ["The node could not write a block.", "Tell its operator: its disk is full or failing."],
  AdmissionFailed: ["The node's check of signatures failed.", "Send the same bytes again in a moment."],
  InternalFailure: ["The node failed to answer.", "Try again; the request changed nothing."],
};

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}code{font:14px ui-monospace,monospace}
td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#14171a}a{color:#6bd}}</style>
${body}
<p><a href="${ERROR_PAGES}">All codes</a> · <a href="/docs">API</a></p></html>
`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

const isFailureCode = (code: string): code is FailureCode => Object.hasOwn(FAILURES, code);

/** Null for a code that is none. */
export function errorPage(code: string): string | null {
  if (isFailureCode(code)) {
    const [meaning, remedy] = FAILURES[code];
    return page(code, `<h1>${code}</h1><p>${meaning}</p><p><b>What to do:</b> ${remedy}</p>`);
  }
  if (!isRefusalCode(code)) return null;
  const { number, meaning, remedy, shape } = refusalDefinitions[code];
  const members = Object.entries<Field<unknown>>(shape).map(
    ([name, field]) => `<tr><td><code>${name}</code></td><td>${escaped(fieldWords(field))}</td></tr>`,
  );
  const payload =
    members.length === 0 ? "" : `<h2>data</h2><table><tr><th>field</th><th>is</th></tr>${members.join("")}</table>`;
  return page(
    code,
    `<h1>${code}</h1><p>Refusal ${number}. ${escaped(meaning)}</p><p><b>What to do:</b> ${escaped(remedy)}</p>${payload}`,
  );
}

export function errorIndex(): string {
  const line = (code: RefusalCode | FailureCode, number: string, meaning: string) =>
    `<tr><td>${number}</td><td><a href="${ERROR_PAGES}/${code}">${code}</a></td><td>${escaped(meaning)}</td></tr>`;
  const refusals = refusalCodes.map((code) => {
    const { number, meaning } = refusalDefinitions[code];
    return line(code, String(number), meaning);
  });
  const failures = failureCodes.map((code) => line(code, "", FAILURES[code][0]));
  return page("Novate: codes", `<h1>Codes</h1><table>${[...refusals, ...failures].join("")}</table>`);
}

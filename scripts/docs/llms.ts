/**
 * `llms.txt`: what stands where, for programs that read; `llms-full.txt`: all of it in one file.
 *
 * @module
 */
import { type Page, sections } from "./pages.ts";

const HEAD =
  "# Novate\n\n> A clearing house as a protocol: venues match trades, Novate clears them, by rules that everybody can replay.\n";

/** What a page says of itself: its first sentence of prose. */
export function summaryOf(text: string): string {
  const prose = text
    .replaceAll(/^(```|~~~)[\s\S]*?^\1.*$/gm, "")
    .split(/\n\n+/)
    .find((block) => /^[A-Z`*"*0-9]/.test(block) && !block.startsWith("**"));
  const sentence = /^[\s\S]*?\.(?=\s|$)/.exec(prose ?? "")?.[0] ?? "";
  return sentence.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("\n", " ");
}

/** One line a page; codes have their list alone. */
export function llmsIndex(pages: readonly Page[]): string {
  const parts = sections.map((section) => {
    const lines = pages
      .filter((page) => page.section === section && section !== "Codes")
      .map(({ title, path, text }) => `- [${title}](${path})${summaryOf(text) === "" ? "" : `: ${summaryOf(text)}`}`);
    return lines.length === 0 ? "" : `\n## ${section}\n\n${lines.join("\n")}\n`;
  });
  return HEAD + parts.join("");
}

/** Every page but the one-code pages, which the table of refusals holds whole. */
export const llmsFull = (pages: readonly Page[]): string =>
  [
    HEAD,
    ...pages.filter(({ section }) => section !== "Codes").map(({ path, text }) => `<!-- ${path} -->\n\n${text}`),
  ].join("\n");

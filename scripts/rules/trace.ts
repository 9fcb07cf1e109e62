/**
 * Matches the coded rules of `spec/` with the tests that name them.
 *
 * @module
 */
import { lineAt, type Tree } from "../tidy/tree.ts";

/** A code and where it stands. */
export interface Mention {
  readonly code: string;
  readonly path: string;
  readonly line: number;
}

export interface RuleTrace {
  readonly ruleCount: number;
  /** Rules that no test's title names. */
  readonly untested: readonly Mention[];
  /** Rules of more than one sentence, or of more than {@link MOST_WORDS} words. */
  readonly long: readonly Mention[];
  /** Codes in tests that no rule defines. */
  readonly unknown: readonly Mention[];
  /** Second definitions of a code. */
  readonly duplicate: readonly Mention[];
}

/** A rule opens its paragraph, list item or table row: `- **MARG-004** …`. */
const DEFINITION = /^[ \t]*(?:[-*+][ \t]+|\d+\.[ \t]+|\|[ \t]*)?\*\*([A-Z]{2,}-\d{3})\*\*/gm;
/** A rule's text runs to the next item, row, heading or empty line. */
const TEXT_END = /\n(?=\s*\n|[ \t]*(?:[-*+][ \t]|\d+\.[ \t]|\||#|\*\*[A-Z]))|\s*$/;
/** A rule is one sentence that a test can break. */
const MOST_WORDS = 25;
/** A title is a text that begins with a code; what stands inside a test proves nothing by itself. */
const TITLE = /(["'`])(?=[A-Z]{2,}-\d{3})[^"'`\n]*/g;
/** In Solidity a test has no title but its name: the codes open the comment above it. */
const SOLIDITY_TITLE = /^ *\/\/\/ (?=[A-Z]{2,}-\d{3})[^\n]*/gm;
const CODE = /(?<![\w-])([A-Z]{2,})-\d{3}(?![\w-]*\w)/g;
/** Prefixes of public standards, which look like rules: SHA-256, EIP-712. */
const STANDARDS = new Set(["AES", "BIP", "EIP", "ERC", "ISO", "RFC", "SHA", "UTF"]);

const mentions = (path: string, text: string, pattern: RegExp, group: number): Mention[] =>
  [...text.matchAll(pattern)].map((match) => ({ code: match[group]!, path, line: lineAt(text, match.index) }));

/** Words are what has a letter or a digit in it. */
function isLong(text: string): boolean {
  const rule = text.slice(0, TEXT_END.exec(text)!.index).replace(/[\s|]+$/, "");
  const words = rule.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.length > MOST_WORDS || /[.?!] +\S/.test(rule);
}

const isSpec = (path: string): boolean => /^spec\/.*\.md$/.test(path);
/** Tests of the scripts themselves use codes as examples. */
const isTest = (path: string): boolean => /\.(test\.tsx?|t\.sol)$/.test(path) && !path.startsWith("scripts/");

export function traceRules(tree: Tree): RuleTrace {
  const defined = new Map<string, Mention>();
  const duplicate: Mention[] = [];
  const long: Mention[] = [];
  const named = new Set<string>();
  const inTests: Mention[] = [];
  for (const [path, text] of tree) {
    if (isSpec(path)) {
      for (const mention of mentions(path, text, DEFINITION, 1)) {
        if (defined.has(mention.code)) duplicate.push(mention);
        else defined.set(mention.code, mention);
      }
      for (const match of text.matchAll(DEFINITION)) {
        if (!isLong(text.slice(match.index + match[0].length))) continue;
        long.push({ code: match[1]!, path, line: lineAt(text, match.index) });
      }
    } else if (isTest(path)) {
      inTests.push(...mentions(path, text, CODE, 0));
      const titles = path.endsWith(".sol") ? SOLIDITY_TITLE : TITLE;
      for (const [title] of text.matchAll(titles)) for (const [code] of title.matchAll(CODE)) named.add(code);
    }
  }
  return {
    ruleCount: defined.size,
    long,
    untested: [...defined.values()].filter(({ code }) => !named.has(code)),
    unknown: inTests.filter(({ code }) => !defined.has(code) && !STANDARDS.has(code.slice(0, code.indexOf("-")))),
    duplicate,
  };
}

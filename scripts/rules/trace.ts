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
  /** Rules that no test names. */
  readonly untested: readonly Mention[];
  /** Codes in tests that no rule defines. */
  readonly unknown: readonly Mention[];
  /** Second definitions of a code. */
  readonly duplicate: readonly Mention[];
}

/** A rule opens its paragraph, list item or table row: `- **MARG-004** …`. */
const DEFINITION = /^[ \t]*(?:[-*+][ \t]+|\d+\.[ \t]+|\|[ \t]*)?\*\*([A-Z]{2,}-\d{3})\*\*/gm;
const CODE = /(?<![\w-])([A-Z]{2,})-\d{3}(?![\w-]*\w)/g;
/** Prefixes of public standards, which look like rules: SHA-256, EIP-712. */
const STANDARDS = new Set(["AES", "BIP", "EIP", "ERC", "ISO", "RFC", "SHA", "UTF"]);

const mentions = (path: string, text: string, pattern: RegExp, group: number): Mention[] =>
  [...text.matchAll(pattern)].map((match) => ({ code: match[group]!, path, line: lineAt(text, match.index) }));

const isSpec = (path: string): boolean => /^spec\/.*\.md$/.test(path);
/** Tests of the scripts themselves use codes as examples. */
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) && !path.startsWith("scripts/");

export function traceRules(tree: Tree): RuleTrace {
  const defined = new Map<string, Mention>();
  const duplicate: Mention[] = [];
  const named = new Set<string>();
  const inTests: Mention[] = [];
  for (const [path, text] of tree) {
    if (isSpec(path)) {
      for (const mention of mentions(path, text, DEFINITION, 1)) {
        if (defined.has(mention.code)) duplicate.push(mention);
        else defined.set(mention.code, mention);
      }
    } else if (isTest(path)) inTests.push(...mentions(path, text, CODE, 0));
  }
  for (const { code } of inTests) named.add(code);
  return {
    ruleCount: defined.size,
    untested: [...defined.values()].filter(({ code }) => !named.has(code)),
    unknown: inTests.filter(({ code }) => !defined.has(code) && !STANDARDS.has(code.slice(0, code.indexOf("-")))),
    duplicate,
  };
}

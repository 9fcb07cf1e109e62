/**
 * Matches codes of refusals with the tests that provoke them.
 *
 * @module
 */
import { parse } from "../tidy/parse.ts";
import type { Tree } from "../tidy/tree.ts";

/** Tests of what refuses, and of what asks it; a codec's or a page's test names codes without provoking one. */
const PROVOKES = /^packages\/(engine|node|sdk|agents|lab|cli|testkit)\/.*\.test\.tsx?$/;
const CODE = /^[A-Z][A-Za-z0-9]+$/;
const TEXT = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/g;

/** Every text of a file that is one word with a capital. */
function wordsIn(path: string, text: string): string[] {
  const { comments } = parse(path, text);
  let code = text;
  for (const { start, end } of comments) code = code.slice(0, start) + " ".repeat(end - start) + code.slice(end);
  return [...code.matchAll(TEXT)].map(([, double, single]) => double ?? single!).filter((word) => CODE.test(word));
}

/** The codes, in their order, that no test expects: none has a text that is the code and nothing else. */
export function unprovoked(tree: Tree, codes: readonly string[]): string[] {
  const expected = new Set<string>();
  for (const [path, text] of tree) {
    if (PROVOKES.test(path)) for (const word of wordsIn(path, text)) expected.add(word);
  }
  return codes.filter((code) => !expected.has(code));
}

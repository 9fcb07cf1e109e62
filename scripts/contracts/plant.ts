/**
 * Where a source can be spoiled.
 *
 * @module
 */
import { EXCHANGES, GUARDS, STATEMENTS } from "./operators.ts";

/** A source with one fault: what stood at `start` and what stands there now. */
interface Mutant {
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly before: string;
  readonly after: string;
}

const DECLARATION = /^\s*(\/\/|import|using|event|error|pragma|bytes32 (private|internal) constant|string private)/;

/** Every mutant of a source, in the order of its text. */
export function mutantsOf(path: string, source: string): Mutant[] {
  const lineOf = (at: number): number => source.slice(0, at).split("\n").length;
  const isCode = (at: number): boolean => {
    const from = source.lastIndexOf("\n", at) + 1;
    const text = source.slice(from, source.indexOf("\n", at));
    const comment = text.indexOf("//");
    return !DECLARATION.test(text) && !(comment >= 0 && from + comment < at) && !text.includes("assembly (");
  };
  const found: Mutant[] = [];
  const plant = (start: number, before: string, after: string): void => {
    if (isCode(start)) found.push({ path, line: lineOf(start), start, before, after });
  };
  for (const [pattern, after] of EXCHANGES) {
    for (const match of source.matchAll(pattern)) plant(match.index + match[0].indexOf(match[1]!), match[1]!, after);
  }
  for (const match of source.matchAll(GUARDS)) plant(match.index, match[0], "");
  for (const match of source.matchAll(STATEMENTS)) plant(match.index, match[0], "{}");
  return found.sort((left, right) => left.start - right.start);
}

/**
 * Source files as their parser sees them. Each is parsed once, whichever checks ask.
 *
 * @module
 */
import { type ParseResult, parseSync } from "oxc-parser";

const parsed = new Map<string, { readonly text: string; readonly result: ParseResult }>();

/** The parsed file; what cannot be parsed is a matter of the compiler and counts as empty. */
export function parse(path: string, text: string): ParseResult {
  const before = parsed.get(path);
  if (before?.text === text) return before.result;
  const result = parseSync(path, text);
  parsed.set(path, { text, result });
  return result;
}

/**
 * What each source file imports, and which file that is.
 *
 * @module
 */
import { posix } from "node:path";
import { blank } from "./blank.ts";
import { lineAt, sourcePaths, type Tree } from "./tree.ts";

export interface Import {
  readonly from: string;
  readonly line: number;
  readonly specifier: string;
  /** Types only: gone when the program runs. */
  readonly typeOnly: boolean;
  /** The file named by a relative specifier, whether it exists or not; undefined for packages. */
  readonly target: string | undefined;
}

const STATEMENT =
  /(?<![\w.$])(?:import|export)\s+(type\s[^"';()]*?\sfrom\s|[^"';()=]*?\sfrom\s|)\s*["']([^"'\n]+)["']/g;
const DYNAMIC = /(?<![\w.$])import\s*\(\s*["'`]([^"'`\n]+)["'`]/g;
const PATH_TEXT = /["'`]([^"'`\n$]+\.(?:ts|tsx))["'`]/g;

/** AssemblyScript names its modules without their ending. */
const IS_ASSEMBLY = /^packages\/[^/]+\/assembly\//;

function resolveFrom(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  return IS_ASSEMBLY.test(from) && posix.extname(path) === "" ? `${path}.ts` : path;
}

/** The imports of one file, static and dynamic, in no particular order. */
export function importsOf(path: string, text: string): Import[] {
  const { withoutComments: code, codeOnly } = blank(text);
  /** Not inside a text: there the keyword has been blanked. */
  const isCode = ({ index }: { readonly index: number }): boolean => codeOnly[index] !== " ";
  const build = (index: number, specifier: string, typeOnly: boolean): Import => ({
    from: path,
    line: lineAt(code, index),
    specifier,
    typeOnly,
    target: resolveFrom(path, specifier),
  });
  return [
    ...[...code.matchAll(STATEMENT)]
      .filter(isCode)
      .map((match) => build(match.index, match[2]!, match[1]!.startsWith("type "))),
    ...[...code.matchAll(DYNAMIC)].filter(isCode).map((match) => build(match.index, match[1]!, false)),
  ];
}

export const allImports = (tree: Tree): Import[] =>
  sourcePaths(tree).flatMap((path) => importsOf(path, tree.get(path)!));

/** Existing files that a source names in a text, relative to itself or the root: workers, child programs. */
export function filesNamedIn(path: string, text: string, tree: Tree): string[] {
  return [...blank(text).withoutComments.matchAll(PATH_TEXT)]
    .flatMap((match) => [posix.join(posix.dirname(path), match[1]!), posix.normalize(match[1]!)])
    .filter((target) => tree.has(target));
}

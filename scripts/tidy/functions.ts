/**
 * A function fits on a screen and is handed few things, or says why not on the line above it: `// long: …`, `// wide: …`.
 *
 * @module
 */
import { type ArrowFunctionExpression, type Function as FunctionNode, Visitor } from "oxc-parser";
import { parse } from "./parse.ts";
import { type Finding, isTestCode, lineAt, sourcePaths, type Tree } from "./tree.ts";

const MOST_LINES = 80;
const MOST_PARAMETERS = 6;
const REASON = /^ (long|wide): \S/;

/** Functions of more than 80 lines or six parameters; test code may describe at length. */
export function checkFunctions(tree: Tree): Finding[] {
  return sourcePaths(tree)
    .filter((path) => !isTestCode(path))
    .flatMap((path) => faultsOf(path, tree.get(path)!));
}

function faultsOf(path: string, text: string): Finding[] {
  const { program, comments } = parse(path, text);
  const reasons = new Set(
    comments.flatMap(({ value, end }) => {
      const kind = REASON.exec(value)?.[1];
      return kind === undefined ? [] : [`${kind} ${lineAt(text, end) + 1}`];
    }),
  );
  const findings: Finding[] = [];
  const look = ({ start, end, params }: FunctionNode | ArrowFunctionExpression): void => {
    const line = lineAt(text, start);
    const lines = lineAt(text, end) - line + 1;
    if (lines > MOST_LINES && !reasons.has(`long ${line}`)) {
      const message = `a function of ${lines} lines: split it, or give the reason above it as // long: …`;
      findings.push({ path, line, message });
    }
    if (params.length > MOST_PARAMETERS && !reasons.has(`wide ${line}`)) {
      const message = `a function of ${params.length} parameters: name them in an object, or give the reason above it as // wide: …`;
      findings.push({ path, line, message });
    }
  };
  new Visitor({ FunctionDeclaration: look, FunctionExpression: look, ArrowFunctionExpression: look }).visit(program);
  return findings;
}

/**
 * Every code that a refusal may have: the engine's by its catalogue, the node's where it turns a submission away.
 *
 * @module
 */
import { refusalNumbers } from "../../packages/engine/src/command/refusals.ts";
import type { Tree } from "../tidy/tree.ts";

const NODE = /^packages\/node\/src\/(consensus|admission|api\/limit)\/(?!.*\.test\.).*\.ts$/;
const CODE_IN_SOURCE = /(?:\brefusal\(|\bcode:)\s*"([A-Z]\w+)"/g;

export function refusalCodes(tree: Tree): string[] {
  const inNode = [...tree]
    .filter(([path]) => NODE.test(path))
    .flatMap(([, text]) => [...text.matchAll(CODE_IN_SOURCE)].map(([, code]) => code!));
  return [...new Set([...Object.keys(refusalNumbers), ...inNode])];
}

/**
 * Every planted bug still has its place: the text that it changes stands once in its file.
 *
 * @module
 */
import { FAULTS } from "../../packages/testkit/src/adversary/planted/faults.ts";
import { STAGED } from "../../packages/testkit/src/adversary/planted/staged.ts";
import { BUGS } from "../../packages/testkit/src/canary/bugs.ts";
import type { Finding, Tree } from "./tree.ts";

export function checkPlanted(tree: Tree): Finding[] {
  return [...BUGS, ...FAULTS, ...STAGED].flatMap(({ name, file, find }) => {
    const path = `packages/${file}`;
    const count = (tree.get(path) ?? "").split(find).length - 1;
    if (count === 1) return [];
    return [
      { path, line: 0, message: `the text of the planted bug "${name}" stands here ${count} times: mend the bug` },
    ];
  });
}

/**
 * Every package loads: what asserts at import (two selectors of one number, a table without a line) fails here at once.
 *
 * @module
 */
import type { Finding, Tree } from "./tree.ts";

const ENTRY = /^packages\/[^/]+\/src\/index\.ts$/;

export async function checkLoads(tree: Tree): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const path of tree.keys()) {
    if (!ENTRY.test(path)) continue;
    try {
      await import(new URL(`../../${path}`, import.meta.url).href);
    } catch (error) {
      findings.push({ path, line: 0, message: `does not load: ${error instanceof Error ? error.message : error}` });
    }
  }
  return findings;
}

/**
 * Made-up trees for the tests of the checks.
 *
 * @module
 */
import type { Finding, Tree } from "./tree.ts";

export const treeOf = (files: Readonly<Record<string, string>>): Tree => new Map(Object.entries(files));

/** Findings in one line each, up to what is wrong. */
export const brief = (findings: readonly Finding[]): string[] =>
  findings.map(({ path, line, message }) => `${path}:${line}: ${message.split(":")[0]}`);

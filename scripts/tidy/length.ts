/**
 * Files are short: the median is held down, long ones are listed with their length and may only shrink.
 *
 * @module
 */
import type { Finding, Tree } from "./tree.ts";

export const RATCHET_PATH = "scripts/tidy.ratchet.json";
const LIMIT = 300;
const MOST_MEDIAN_LINES = 65;
const MEASURED = /^(packages|scripts|bench)\/.*\.(ts|tsx|sol)$/;

export interface LengthReport {
  readonly findings: readonly Finding[];
  /** What has shrunk, and so could be recorded. */
  readonly hints: readonly string[];
  /** Lines of the file in the middle, all measured files in order of length. */
  readonly medianLines: number;
}

const lineCount = (text: string): number => text.split("\n").length - (text.endsWith("\n") ? 1 : 0);

export function checkLength(tree: Tree): LengthReport {
  const allowed = JSON.parse(tree.get(RATCHET_PATH) ?? "{}") as Readonly<Record<string, number>>;
  const findings: Finding[] = [];
  const hints: string[] = [];
  const counts: number[] = [];
  for (const [path, text] of tree) {
    if (!MEASURED.test(path)) continue;
    const count = lineCount(text);
    counts.push(count);
    const limit = allowed[path] ?? LIMIT;
    if (count > limit) {
      const message = `${count} lines, ${limit} allowed: split it by idea`;
      findings.push({ path, line: limit + 1, message });
    } else if (path in allowed && count < limit) {
      hints.push(
        count > LIMIT
          ? `${path} has shrunk to ${count} lines: lower its number in ${RATCHET_PATH}`
          : `${path} has shrunk to ${count} lines: take it out of ${RATCHET_PATH}`,
      );
    }
  }
  for (const path of Object.keys(allowed)) {
    if (!tree.has(path)) findings.push({ path: RATCHET_PATH, line: 0, message: `${path} is gone: take it out` });
  }
  const medianLines = counts.sort((left, right) => left - right)[counts.length >> 1] ?? 0;
  if (medianLines > MOST_MEDIAN_LINES) {
    const message = `the median file has ${medianLines} lines, ${MOST_MEDIAN_LINES} allowed: one idea a file`;
    findings.push({ path: "packages", line: 0, message });
  }
  return { findings, hints, medianLines };
}

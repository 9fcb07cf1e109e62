/**
 * Goal: the first result on the front page is what the program prints, to the atom and to the root. Method: the whole day, replayed.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { novate } from "../testing/novate.fixture.ts";

const readme = readFileSync(new URL("../../../../README.md", import.meta.url), "utf8");

test("the replay prints what the front page shows", async () => {
  const [shown] = /^Replay of [\s\S]*?^State root .*$/m.exec(readme)!;
  const { exitCode, out } = await novate("replay", "2025-10-10", "--seed", "1");
  expect(exitCode).toBe(0);
  const printed = new Set(out.split("\n").map((line) => line.trimEnd()));
  const isElided = (line: string): boolean => line.trim() === "…";
  expect(shown.split("\n").filter((line) => !isElided(line) && !printed.has(line))).toEqual([]);
});

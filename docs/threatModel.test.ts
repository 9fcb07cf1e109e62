/** Goal: each threat names a test that is there, and guides name flags that exist. Method: paths and command lines of the pages. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { novate } from "../packages/cli/src/testing/novate.fixture.ts";

const root = new URL("..", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");

const rows = textOf("docs/threat-model.md")
  .split("\n")
  .filter((line) => /^\| (?!actor|---)/.test(line));

test.each(rows)("%s", (row) => {
  const paths = [...row.matchAll(/`([^`]+\.(?:test\.ts|t\.sol))`/g)].map(([, path]) => path!);
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !existsSync(new URL(`packages/${path}`, root)))).toEqual([]);
});

const lines = ["docs/guides/depositors.md", "docs/guides/attestors.md", "docs/guides/leaving.md"].flatMap((path) =>
  [...textOf(path).matchAll(/^npx novate ([a-z]+(?: [a-z]+)?)(.*)$/gm)].map(([, command, rest]) => [command!, rest!] as const),
);

test.each(lines)("novate %s%s", async (command, rest) => {
  const { out } = await novate(...command.split(" "), "--help");
  for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect(out).toContain(flag);
});

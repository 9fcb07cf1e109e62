/** Goal: each threat names a test that is there, and pages name flags that exist. Method: paths and command lines of the pages. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { commands } from "../packages/cli/src/commands.ts";
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

const pages = globSync(["docs/{*,concepts/*,guides/*}.md", "README.md", "examples/**/README.md", "packages/{cli,sdk}/README.md"], {
  cwd: fileURLToPath(root),
});
/** Every command line that a page names, in a block or in a sentence: its words, and the flags that it shows. */
const lines = [
  ...new Set(pages.flatMap((path) => [...textOf(path).matchAll(/\b(?:npx )?novate ([a-z][^`\n]*)/g)].map(([, line]) => line!))),
]
  .filter((line) => /^[a-z]+( [a-z][a-z-]*)?(?= |$)/.test(line) && commands.some(({ name }) => name === line.split(" ")[0]))
  .map((line) => {
    const command = /^[a-z]+(?: [a-z][a-z-]*)?(?= |$)/.exec(line)![0].split(" ");
    return { line, command, flags: [...line.matchAll(/(?<= )--[a-z-]+/g)].map(([flag]) => flag) };
  })
  .filter(({ flags }) => flags.length > 0);

test("pages name commands", () => expect(lines.length).toBeGreaterThan(40));

test.each(lines)("novate $line", async ({ command, flags }) => {
  const { out } = await novate(...command, "--help");
  for (const flag of flags) expect(out).toContain(flag);
});

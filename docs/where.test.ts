/**
 * Goal: the page that says where things are is right, and a decision has one number.
 * Method: paths and scripts on the page exist; a name after a path is exported there; numbers of docs/adr are unique.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const page = readFileSync(new URL("where.md", import.meta.url), "utf8");
const root = new URL("..", import.meta.url);
const quoted = [...page.matchAll(/`([^`\s]+)`/g)].map(([, text]) => text!);
const paths = quoted.filter((text) => text.includes("/") || text.endsWith(".md"));

test("the page is one screen and names paths", () => {
  expect(page.split("\n").length).toBeLessThanOrEqual(30);
  expect(paths.length).toBeGreaterThan(30);
});

test.each([...new Set(paths)])("%s exists", (path) => {
  if (path === "packages/") return;
  expect([path, `packages/${path}`].some((each) => existsSync(new URL(each, root)))).toBe(true);
});

const named = [...page.matchAll(/`([^`\s]+\.ts)` `(\w+)`/g)].map(([, path, name]) => ({ path: path!, name: name! }));

test.each(named)("$path exports $name", ({ path, name }) => {
  const source = readFileSync(new URL(`packages/${path}`, root), "utf8");
  expect(source).toMatch(new RegExp(`^export (function|const|interface|type|class) ${name}\\b`, "m"));
});

test("the page names functions", () => expect(named.length).toBeGreaterThanOrEqual(10));

test("every decision has a number of its own, and its title says it", () => {
  const files = readdirSync(new URL("docs/adr/", root)).filter((file) => /^\d{4}-/.test(file));
  const numbers = files.map((file) => Number(file.slice(0, 4)));
  expect(new Set(numbers).size).toBe(files.length);
  for (const [index, file] of files.entries())
    expect(readFileSync(new URL(`docs/adr/${file}`, root), "utf8").startsWith(`# ${numbers[index]}. `), file).toBe(true);
});

test("the scripts that the page names are the project's", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { scripts: object };
  for (const [, name] of page.matchAll(/`npm run ([\w-]+)`/g)) expect(Object.keys(scripts)).toContain(name);
});

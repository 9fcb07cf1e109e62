/** Goal: the page that says where things are is right. Method: every path on it exists, and every script it names. */
import { existsSync, readFileSync } from "node:fs";
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

test("the scripts that the page names are the project's", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { scripts: object };
  for (const [, name] of page.matchAll(/`npm run ([\w-]+)`/g)) expect(Object.keys(scripts)).toContain(name);
});

/** Goal: what is promised is so today. Method: routes of the API's page; the program's, the packages' and the changelog's version. */
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { VERSION } from "../packages/cli/src/shared/version.ts";

const root = new URL("..", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");

test("routes begin with /v1, but for those that the page names", () => {
  const paths = [...textOf("docs/reference/api.md").matchAll(/^### [A-Z]+ (\/\S+)$/gm)].map(([, path]) => path!);
  expect(paths.length).toBeGreaterThan(30);
  const beside = paths.filter((path) => !path.startsWith("/v1/"));
  expect(beside).toEqual(["/version"]);
  expect(textOf("docs/versioning.md")).toContain("`/version`");
});

test("there is one version, and the changelog has it", () => {
  expect(textOf("CHANGELOG.md")).toContain(`\n## ${VERSION}`);
  for (const path of globSync("{.,packages/*}/package.json", { cwd: fileURLToPath(root) })) {
    const { version = VERSION } = JSON.parse(textOf(path)) as { version?: string };
    expect(version, path).toBe(VERSION);
  }
});

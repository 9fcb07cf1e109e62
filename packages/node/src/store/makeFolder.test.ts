/** Goal: a folder that can be is there; one that cannot be is named at once, with the reason. Method: a table of places. */
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "./makeFolder.ts";

const home = mkdtempSync(join(tmpdir(), "novate-folder-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test("it is made with those above it, and may be there", () => {
  makeFolder(join(home, "a", "b"));
  makeFolder(join(home, "a", "b"), { mode: 0o700 });
  expect(statSync(join(home, "a", "b")).isDirectory()).toBe(true);
});

writeFileSync(join(home, "file"), "");
symlinkSync(join(home, "nowhere"), join(home, "dangling"));

test.each([
  [join(home, "file"), "a part of its path is a file"],
  [join(home, "file", "below"), "a part of its path is a file"],
  [join(home, "dangling"), ""],
  [join(home, "x".repeat(300)), "its name is too long"],
  ["/proc/novate/data", "cannot be used"], // Node's own recursion never ends here
  ["/dev/null/data", "a part of its path is a file"],
])("%s is refused by name", (folder, reason) => {
  expect(() => makeFolder(folder)).toThrow(expect.objectContaining({ code: "FolderUnusable" }));
  expect(() => makeFolder(folder)).toThrow(reason);
  expect(() => makeFolder(folder)).toThrow(folder);
});

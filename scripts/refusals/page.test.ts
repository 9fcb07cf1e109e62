/** Goal: the page of refusals is the catalogue's. Method: the committed file against what the script would write. */
import { readFileSync } from "node:fs";
import { refusalDefinitions } from "@novate/codec";
import { expect, test } from "vitest";
import { refusalPage } from "./page.ts";

test("docs/refusals.md is current: else run node scripts/refusals.ts --write", () => {
  const page = readFileSync(new URL("../../docs/refusals.md", import.meta.url), "utf8");
  expect(page).toBe(refusalPage());
  for (const [code, { number }] of Object.entries(refusalDefinitions))
    expect(page).toContain(`| ${number} | \`${code}\` |`);
});

/**
 * Whether the pages of `docs/reference` say what the code does; `--write` writes them anew.
 *
 * @module
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { asyncApi } from "@novate/wire/schema";
import { commands } from "../packages/cli/src/commands.ts";
import { VERSION } from "../packages/cli/src/shared/version.ts";
import { apiPage } from "./reference/api.ts";
import { commandLinePage } from "./reference/commandLine.ts";
import { openApi } from "./reference/openapi.ts";
import { parametersPage } from "./reference/parameters.ts";
import { type AsyncApi, streamPage } from "./reference/stream.ts";

const folder = new URL("../docs/reference/", import.meta.url);
const says = JSON.parse(
  readFileSync(new URL("../packages/wire/src/schema/descriptions.json", import.meta.url), "utf8"),
);
const pages: Readonly<Record<string, string>> = {
  "parameters.md": parametersPage(says),
  "api.md": apiPage(await openApi()),
  "cli.md": await commandLinePage(commands),
  "stream.md": streamPage(asyncApi(VERSION) as unknown as AsyncApi), // a document that its own tests read
};

let stale = 0;
for (const [name, page] of Object.entries(pages)) {
  const file = new URL(name, folder);
  if (process.argv.includes("--write")) writeFileSync(file, page);
  if (existsSync(file) && readFileSync(file, "utf8") === page) continue;
  stale++;
  console.error(`docs/reference/${name} is not what the code says: node scripts/reference.ts --write`);
}
console.log(`reference: ${Object.keys(pages).length} pages, ${stale} out of date`);
process.exit(stale === 0 ? 0 : 1);

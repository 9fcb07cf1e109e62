/**
 * Writes the pages where the builder reads them, with links set and the contents beside them.
 *
 * @module
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { contentsOf } from "./contents.ts";
import { setLinks } from "./links.ts";
import type { Page } from "./pages.ts";

/** Answers what is linked and nowhere, one line each. */
export function stage(pages: readonly Page[], root: string, folder: string): string[] {
  rmSync(folder, { recursive: true, force: true });
  const faults: string[] = [];
  for (const page of pages) {
    const { text, missing } = setLinks(page, pages, (path) => existsSync(`${root}/${path}`));
    faults.push(...missing.map((target) => `${page.source}: ${target} is nowhere: correct the link`));
    if (page.title === "") faults.push(`${page.source}: no title: begin with a line "# …"`);
    mkdirSync(dirname(`${folder}/${page.path}`), { recursive: true });
    writeFileSync(`${folder}/${page.path}`, text);
  }
  cpSync(fileURLToPath(new URL("tool/vitepress", import.meta.url)), `${folder}/.vitepress`, { recursive: true });
  writeFileSync(`${folder}/.vitepress/contents.json`, JSON.stringify(contentsOf(pages)));
  return faults;
}

/**
 * The builder of the site: VitePress, in a folder of its own that no other script sees (ADR 77).
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MANIFESTS = ["package.json", "package-lock.json"];
const here = (name: string): string => fileURLToPath(new URL(`tool/${name}`, import.meta.url));

/** Installs what the lock file says, unless it stands there already. Needs a network once. */
export function installTool(folder: string): void {
  const isCurrent =
    existsSync(`${folder}/node_modules/vitepress`) &&
    MANIFESTS.every((name) => readFileSync(here(name), "utf8") === readFileSync(`${folder}/${name}`, "utf8"));
  if (isCurrent) return;
  mkdirSync(folder, { recursive: true });
  for (const name of MANIFESTS) cpSync(here(name), `${folder}/${name}`);
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], {
    cwd: folder,
    stdio: "inherit",
  });
}

/** Builds `pages` of the folder into `site`. */
export function buildSite(folder: string, site: string): void {
  const command = `${folder}/node_modules/vitepress/bin/vitepress.js`;
  execFileSync(process.execPath, [command, "build", "pages", "--outDir", site], { cwd: folder, stdio: "inherit" });
}

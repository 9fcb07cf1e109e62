/**
 * `npm run docs` builds the documentation as a static site in `dist/docs/site`; `-- --serve` shows it on a port of this machine.
 *
 * The site reads the files that stand in the repository (ADR 77). A dead link, of a page or within one, fails the build.
 *
 * @module
 */
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deadLinks } from "./docs/deadLinks.ts";
import { finishSite } from "./docs/finish.ts";
import { readPages } from "./docs/pages.ts";
import { serve } from "./docs/serve.ts";
import { stage } from "./docs/stage.ts";
import { buildSite, installTool } from "./docs/tool.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const tool = `${root}dist/docs/tool`;
const site = `${root}dist/docs/site`;

const pages = readPages(root);
installTool(tool);
const faults = stage(pages, root, `${tool}/pages`);
if (faults.length === 0) {
  buildSite(tool, site);
  finishSite(pages, root, site);
  faults.push(...deadLinks(site));
  if (globSync("assets/chunks/*localSearchIndex*.js", { cwd: site }).length === 0)
    faults.push("the site has no search");
}
for (const fault of faults) console.error(fault);
console.log(`docs: ${pages.length} pages in dist/docs/site, ${faults.length} dead links`);
if (!process.argv.includes("--serve"))
  console.log("docs: `npm run docs -- --serve` shows them on a port of this machine");
if (faults.length > 0) process.exit(1);
if (process.argv.includes("--serve")) serve(site, 4780);

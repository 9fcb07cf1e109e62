/**
 * What the builder does not write: addresses that hold in any folder, the pages' text beside them, and what language models read.
 *
 * @module
 */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { setLinks } from "./links.ts";
import { llmsFull, llmsIndex } from "./llms.ts";
import type { Page } from "./pages.ts";

/** Addresses from the root of a host, made relative to the page at `path`: so it opens from a disk as well. */
export function relativeAddresses(html: string, path: string): string {
  const up = "../".repeat(path.split("/").length - 1) || "./";
  return html.replaceAll(/ (href|src)="\/(?!\/)([^"]*)"/g, (_, attribute: string, target: string) => {
    const [file, anchor] = target.split("#", 2) as [string, string?];
    const whole = file === "" || file.endsWith("/") ? `${file}index.html` : file;
    return ` ${attribute}="${up}${whole}${anchor === undefined ? "" : `#${anchor}`}"`;
  });
}

/** Starts the program of the page where it finds its way: at the root of a host. Elsewhere the page is read without it. */
export function guardProgram(html: string, path: string): string {
  const depth = path.split("/").length + 1;
  return html.replace(
    /<script type="module" src="([^"]+)"><\/script>/,
    (_, source: string) =>
      `<script>/^http/.test(location.protocol)&&location.pathname.split("/").length===${depth}&&import("${source}")</script>`,
  );
}

export function finishSite(pages: readonly Page[], root: string, site: string): void {
  for (const path of globSync("**/*.html", { cwd: site })) {
    const html = relativeAddresses(readFileSync(`${site}/${path}`, "utf8"), path);
    writeFileSync(`${site}/${path}`, guardProgram(html, path));
  }
  const texts = pages.map((page) => ({ ...page, ...setLinks(page, pages, (path) => existsSync(`${root}/${path}`)) }));
  for (const { path, text } of texts) writeFileSync(`${site}/${path}`, text);
  writeFileSync(`${site}/llms.txt`, llmsIndex(texts));
  writeFileSync(`${site}/llms-full.txt`, llmsFull(texts));
}

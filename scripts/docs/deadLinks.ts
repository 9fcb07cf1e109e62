/**
 * Every address of the built site leads to a file of it, and every anchor to a place in that file.
 *
 * @module
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { posix } from "node:path";

const idsOf = (html: string): Set<string> => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!));

/** One line for each address that leads nowhere, or out of the site for something that a page loads. */
export function deadLinks(site: string): string[] {
  const texts = new Map(
    globSync("**/*.html", { cwd: site }).map((path) => [path, readFileSync(`${site}/${path}`, "utf8")]),
  );
  const ids = new Map([...texts].map(([path, html]) => [path, idsOf(html)]));
  const faults = new Set<string>();
  for (const [path, html] of texts) {
    for (const [, tag, target] of html.matchAll(/<(\w+)[^>]*? (?:href|src)="([^"]*)"/g)) {
      if (/^(https?:|mailto:)/.test(target!)) {
        if (tag !== "a") faults.add(`${path}: loads ${target}: keep it in the site`);
        continue;
      }
      const [file, anchor] = target!.split("#", 2) as [string, string?];
      const to = file === "" ? path : posix.normalize(posix.join(posix.dirname(path), file));
      if (!existsSync(`${site}/${to}`)) faults.add(`${path}: ${target} leads nowhere`);
      else if (anchor && ids.has(to) && !ids.get(to)!.has(decodeURIComponent(anchor)))
        faults.add(`${path}: ${target}: no such place there`);
    }
  }
  return [...faults];
}

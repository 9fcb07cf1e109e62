/**
 * Links of a page, set for where the site has it: to pages as they are, to what is no page as its path in words.
 *
 * @module
 */
import { posix } from "node:path";
import type { Page } from "./pages.ts";

const LINK = /(`+)[^`]*?\1|\[([^\]]*)\]\(([^)\s]+)\)/g;
const FENCE = /^(```|~~~)[\s\S]*?^\1.*$/gm;
const ELSEWHERE = /^(https?:|mailto:|#)/;

export interface Linked {
  readonly text: string;
  /** Targets that are nowhere in the repository. */
  readonly missing: readonly string[];
}

/** Sets the links of `page`. `exists` says whether a path from the root is in the repository. */
export function setLinks(page: Page, pages: readonly Page[], exists: (path: string) => boolean): Linked {
  const bySource = new Map(pages.map(({ source, path }) => [source, path]));
  const missing: string[] = [];
  const prose = (text: string): string =>
    text.replaceAll(LINK, (whole, _tick, words: string | undefined, target: string | undefined) => {
      if (words === undefined || target === undefined || ELSEWHERE.test(target)) return whole;
      const [file, anchor] = target.split("#", 2) as [string, string?];
      const source = posix.normalize(posix.join(posix.dirname(page.source), file)).replace(/\/$/, "");
      const path = [source, `${source}/README.md`, `${source}/index.md`].map((one) => bySource.get(one)).find(Boolean);
      if (path === undefined) {
        if (!exists(source)) missing.push(target);
        return words.includes("`") || words === source ? words : `${words} (\`${source}\`)`;
      }
      const relative = posix.relative(posix.dirname(page.path), path);
      return `[${words}](${relative.startsWith(".") ? relative : `./${relative}`}${anchor === undefined ? "" : `#${anchor}`})`;
    });
  let text = "";
  let from = 0;
  for (const { 0: fence, index } of page.text.matchAll(FENCE)) {
    text += prose(page.text.slice(from, index)) + fence;
    from = index + fence.length;
  }
  return { text: text + prose(page.text.slice(from)), missing };
}

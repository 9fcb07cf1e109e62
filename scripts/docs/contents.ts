/**
 * What the side of the site shows: sections with their pages.
 *
 * @module
 */
import { type Page, type Section, sections } from "./pages.ts";

export interface Entry {
  readonly text: string;
  readonly link?: string;
  readonly collapsed?: boolean;
  readonly items?: readonly Entry[];
}

/** Long lists are closed until somebody opens them. */
const CLOSED: ReadonlySet<Section> = new Set(["Rules", "Decisions", "Inside"]);

export const contentsOf = (pages: readonly Page[]): Entry[] =>
  sections
    .filter((section) => section !== "Codes") // its list is a page of the reference
    .map((section) => ({
      text: section,
      collapsed: CLOSED.has(section),
      items: pages
        .filter((page) => page.section === section)
        .map(({ title, path }) => ({ text: title, link: `/${path.replace(/(?:(^|\/)index)?\.md$/, "$1")}` })),
    }))
    .filter(({ items }) => items.length > 0);

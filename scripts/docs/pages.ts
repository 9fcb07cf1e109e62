/**
 * The pages of the site, each a file of the repository or made of the codec's record of codes.
 *
 * @module
 */
import { globSync, readFileSync } from "node:fs";
import { codePages } from "./codePages.ts";

/** A page before its links are set. */
export interface Page {
  /** Where its file stands, or would; links in it start from there. */
  readonly source: string;
  /** Where the site has it. */
  readonly path: string;
  readonly title: string;
  readonly section: Section;
  readonly text: string;
}

/** Parts of the site, in the order of its contents, and the sources of each; the first that fits counts. */
const SECTIONS = {
  Start: /^docs\/(index|guides\/(first-trade.*|dev-house|signing|genesis))\.md$|^packages\/(sdk|cli)\/README\.md$/,
  Examples: /^examples\//,
  Concepts: /^docs\/concepts\/|^GLOSSARY\.md$/,
  Guides: /^docs\/guides\//,
  Reference: /^docs\/(reference\/|refusals|bounds|errors\/index)/,
  Security: /^(SECURITY|docs\/threat-model)\.md$/,
  Releases: /^(CHANGELOG|docs\/versioning)\.md$/,
  Rules: /^spec\//,
  Decisions: /^docs\/adr\//,
  Codes: /^docs\/errors\//,
  Inside: /^/,
} as const;
export type Section = keyof typeof SECTIONS;
export const sections = Object.keys(SECTIONS) as Section[];

const GLOBS = [
  "docs/**/*.md",
  "spec/*.md",
  "examples/{README.md,*/README.md}",
  "packages/{sdk,cli}/README.md",
  "{GLOSSARY,ARCHITECTURE,CHANGELOG,CONTRIBUTING,SECURITY}.md",
];

/** What a reader comes to first, within a section; the others follow by name. */
const FIRST = [
  "docs/index.md",
  "docs/guides/dev-house.md",
  "docs/guides/first-trade",
  "docs/concepts/novation.md",
  "docs/concepts/cycles.md",
  "docs/concepts/margin.md",
  "docs/concepts/collateral.md",
  "docs/concepts/prices.md",
  "docs/concepts/defaults.md",
  "docs/concepts/custody.md",
  "docs/concepts/proofs.md",
];

/** Folders whose pages have a list of their own. */
const LISTED: Readonly<Record<string, string>> = { spec: "Rules", "docs/adr": "Decisions", "docs/guides": "Guides" };

const sectionOf = (source: string): Section => sections.find((section) => SECTIONS[section].test(source))!; // the last fits all

const titleOf = (text: string): string => /^# (.+)$/m.exec(text)?.[1]?.replaceAll("`", "").trim() ?? "";

const pageOf = (source: string, text: string): Page => ({
  source,
  path: source === "docs/index.md" ? "index.md" : source.replace(/README\.md$/, "index.md"),
  title: titleOf(text),
  section: sectionOf(source),
  text,
});

function listOf(folder: string, title: string, pages: readonly Page[]): Page {
  const inside = pages.filter(({ source }) => source.startsWith(`${folder}/`));
  const lines = inside.map(({ source, title }) => `- [${title}](${source.slice(folder.length + 1)})`);
  return pageOf(`${folder}/index.md`, `# ${title}\n\n${lines.join("\n")}\n`);
}

/** Every page, in the order of the contents. */
export function readPages(root: string): Page[] {
  const read = globSync(GLOBS, { cwd: root })
    .sort()
    .map((source) => pageOf(source, readFileSync(`${root}/${source}`, "utf8")));
  const lists = Object.entries(LISTED).map(([folder, title]) => listOf(folder, title, read));
  const codes = codePages().map(({ source, text }) => pageOf(source, text));
  const first = (source: string): number => FIRST.findIndex((start) => source.startsWith(start)) >>> 0; // none: last
  const rank = ({ section, source }: Page): number => sections.indexOf(section) * 2 ** 33 + first(source);
  return [...lists, ...read, ...codes].sort((left, right) => rank(left) - rank(right));
}

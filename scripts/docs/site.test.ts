/** Goal: the site says what the files say, and every address in it leads somewhere. Method: small pages through each step. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { refusalCodes } from "@novate/codec";
import { failureCodes } from "@novate/wire/schema";
import { afterAll, expect, test } from "vitest";
import { contentsOf } from "./contents.ts";
import { deadLinks } from "./deadLinks.ts";
import { guardProgram, relativeAddresses } from "./finish.ts";
import { setLinks } from "./links.ts";
import { llmsFull, llmsIndex, summaryOf } from "./llms.ts";
import { type Page, readPages } from "./pages.ts";
import { fileOf } from "./serve.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-site-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = (source: string, text: string, path = source): Page => ({
  source,
  path,
  title: source,
  section: "Guides",
  text,
});
const other = page("spec/GOV.md", "");
const linked = (text: string, from = page("docs/guides/a.md", text)) =>
  setLinks(from, [from, other, page("docs/index.md", "", "index.md")], (path) => path === "packages/risk");

test("a link to a page stays, with its anchor, from where the site has the page that links", () => {
  expect(linked("[rules](../../spec/GOV.md#top)").text).toBe("[rules](../../spec/GOV.md#top)");
  expect(linked("[home](../index.md)").text).toBe("[home](../../index.md)");
  const home = page("docs/index.md", "[rules](../spec/GOV.md)", "index.md");
  expect(linked("", home).text).toBe("[rules](./spec/GOV.md)");
});

test("a link to what is no page is said in words, and one to nothing is told", () => {
  expect(linked("[risk](../../packages/risk)")).toEqual({ text: "risk (`packages/risk`)", missing: [] });
  expect(linked("[risk](../../packages/none)").missing).toEqual(["../../packages/none"]);
});

test("code is not read for links", () => {
  for (const text of ["`[a](b.md)`", "```\n[a](b.md)\n```\n"]) expect(linked(text)).toEqual({ text, missing: [] });
});

test("addresses hold in any folder", () => {
  const html = '<a href="/spec/GOV.html#x"></a><a href="/docs/"></a><img src="/a.svg"><a href="//host/x"></a>';
  const seen = relativeAddresses(html, "docs/guides/a.html");
  expect(seen).toBe(
    '<a href="../../spec/GOV.html#x"></a><a href="../../docs/index.html"></a><img src="../../a.svg"><a href="//host/x"></a>',
  );
});

test("the program of a page starts at the root of a host alone", () => {
  const html = guardProgram('<script type="module" src="../app.js"></script>', "spec/GOV.html");
  const script = /<script>(.*)<\/script>/.exec(html)![1]!.replace(/import\(("[^"]*")\)/, "$1");
  const started = (protocol: string, pathname: string) =>
    new Function("location", `return ${script}`)({ protocol, pathname });
  expect(started("https:", "/spec/GOV")).toBe("../app.js");
  expect(started("https:", "/novate/spec/GOV.html")).toBe(false);
  expect(started("file:", "/spec/GOV.html")).toBe(false);
});

test("an address that leads nowhere is told, and what a page would load from elsewhere", () => {
  writeFileSync(
    join(folder, "a.html"),
    '<a href="b.html#here"></a><a href="https://example.com"></a><h2 id="top"></h2>',
  );
  mkdirSync(join(folder, "c"));
  writeFileSync(join(folder, "b.html"), '<p id="here"></p><a href="a.html#gone"></a><a href="none.html"></a>');
  writeFileSync(join(folder, "c/d.html"), '<a href="../b.html"></a><script src="https://example.com/x.js"></script>');
  expect(deadLinks(folder).sort()).toEqual([
    "b.html: a.html#gone: no such place there",
    "b.html: none.html leads nowhere",
    "c/d.html: loads https://example.com/x.js: keep it in the site",
  ]);
  expect(fileOf(folder, "/a")).toBe(join(folder, "a.html"));
  expect(fileOf(folder, "/../a")).toBe(join(folder, "a.html"));
  expect(fileOf(folder, "/none")).toBeNull();
});

test("a page is summed up by its first sentence", () => {
  expect(summaryOf("# T\n\n```\nCode.\n```\n\nSee [it](x.md) here. More.\n")).toBe("See it here.");
});

test("every page of the repository has a title, every code a page, and contents and index name them", () => {
  const pages = readPages(fileURLToPath(new URL("../..", import.meta.url)));
  expect(pages.filter(({ title }) => title === "")).toEqual([]);
  const paths = pages.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  for (const code of [...refusalCodes, ...failureCodes]) expect(paths).toContain(`docs/errors/${code}.md`);
  const links = contentsOf(pages).flatMap(({ items }) => items!.map(({ link }) => link));
  for (const link of ["/", "/spec/MARG", "/docs/errors/", "/docs/guides/leaving"]) expect(links).toContain(link);
  expect(llmsIndex(pages)).toContain("](docs/guides/leaving.md): ");
  expect(llmsFull(pages)).toContain("**MARG-050**");
});

/**
 * Goal: one document has one answer, here, at a node and in a page. Method: the three as text, byte for byte; the page is a bundle
 * for browsers, run with nothing of Node's around it; `npm run same-answer` opens it in a real one.
 */

import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import type { PortfolioDocument, WhatIf } from "@novate/whatif";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "../client/client.ts";
import { type LiveNode, startLiveNode } from "../testing/liveNode.fixture.ts";
import { WHAT_IF_CASES, WHAT_IF_DOCUMENT } from "../testing/whatIf.fixture.ts";
import { margin } from "./simulate.ts";

let live: LiveNode;
let bundle: string;
beforeAll(async () => {
  live = await startLiveNode();
  const built = await build({
    entryPoints: [fileURLToPath(new URL("../index.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "novate",
    platform: "browser",
    metafile: true,
    logLevel: "silent",
  });
  bundle = built.outputFiles[0]!.text;
  const foreign = Object.values(built.metafile.inputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external),
  );
  expect(foreign).toEqual([]); // nothing is left for a page to resolve
});
afterAll(() => live.stop());

/** What a page prints; its globals are those of a bare realm and a few that every page has. */
function inPage(document: unknown): string {
  const page = createContext({
    TextEncoder,
    TextDecoder,
    URLSearchParams,
    AbortSignal,
    atob,
    input: JSON.stringify(document),
  });
  return runInContext(`${bundle};JSON.stringify(novate.margin.simulate(JSON.parse(input)))`, page) as string; // of a text
}

describe("margin.simulate", () => {
  it.each(WHAT_IF_CASES.map((document, index) => [index, document] as const))(
    "agrees in all three places: %i",
    async (_, document) => {
      const local = margin.simulate(document);
      expect(local).toMatchObject({ ok: true });
      const remote = await createClient({ url: live.url }).margin.simulate(document as PortfolioDocument);
      const here = JSON.stringify(local);
      expect(JSON.stringify({ ok: true, answer: remote })).toBe(here);
      expect(inPage(document)).toBe(here);
    },
  );

  it("refuses alike in all three places", async () => {
    const document = { ...WHAT_IF_DOCUMENT, timeMs: -1 };
    const local = margin.simulate(document);
    expect(local).toMatchObject({ ok: false, code: "Negative", field: "timeMs" });
    expect(JSON.parse(inPage(document)) as WhatIf).toEqual(local);
    const { detail, field } = local as Extract<WhatIf, { ok: false }>; // by the line above
    const answer = createClient({ url: live.url }).margin.simulate(document as PortfolioDocument);
    await expect(answer).rejects.toMatchObject({ code: "RequestInvalid", message: `${field}: ${detail}.` });
  });

  it("reaches for nothing of Node's in a page", () => {
    expect(bundle).not.toMatch(/require\("node:|from "node:/);
    const bare = createContext({});
    expect(runInContext("typeof process + typeof Buffer + typeof require", bare)).toBe("undefinedundefinedundefined");
  });
});

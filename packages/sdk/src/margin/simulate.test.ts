/**
 * Goal: one document has one answer, here, at a node and in a page. Method: the three as text, byte for byte; the page is a bundle
 * for browsers, run with nothing of Node's around it.
 */

import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import type { WhatIf, WhatIfDocument } from "@novate/risk";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "../client/client.ts";
import { type LiveNode, startLiveNode } from "../testing/liveNode.fixture.ts";
import { margin } from "./simulate.ts";

const NOW_MS = 1_760_000_000_000;
const MONTH_MS = NOW_MS + 30 * 86_400_000;

/** Two underlyings, options on a smile, a hedge, collateral, a credited pair and joint days. */
const DOCUMENT: WhatIfDocument = {
  profile: "standard",
  method: "portfolio",
  timeMs: NOW_MS,
  equityAtoms: "12000000000",
  underlyings: [
    {
      underlyingId: 1,
      spot: 60_123.45,
      volAnnual: 0.61,
      forwards: [{ expiryMs: MONTH_MS, forward: 60_321.5, discount: 0.997 }],
      surface: { svi: [{ expiryMs: MONTH_MS, a: 0.0266, b: 0.0148, rho: -0.21, m: 0.01, sigma: 0.2 }] },
      depth: { deltaAtoms: "1000000000000", vegaAtoms: "10000000000" },
      confidence: 0.0004,
      ageMs: 1500,
      jointShocks: [
        { spot: -0.11, vol: 1 },
        { spot: 0.07, vol: -0.5 },
      ],
    },
    {
      underlyingId: 2,
      spot: 3_001.7,
      volAnnual: 0.83,
      forwards: [],
      surface: null,
      depth: { deltaAtoms: "500000000000", vegaAtoms: 0 },
      jointShocks: [
        { spot: -0.16, vol: 1 },
        { spot: 0.05, vol: 0 },
      ],
    },
  ],
  instruments: [
    { instrumentId: 1, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1000, fundingRate8h: 0.0001 },
    { instrumentId: 2, underlyingId: 1, kind: "put", atomsPerPoint: 1000, expiryMs: MONTH_MS, strike: 55_000 },
    { instrumentId: 3, underlyingId: 1, kind: "call", atomsPerPoint: 1000, expiryMs: MONTH_MS, strike: 70_000 },
    { instrumentId: 4, underlyingId: 2, kind: "perpetual", atomsPerPoint: 10_000 },
    { instrumentId: 5, underlyingId: 2, kind: "collateral", atomsPerPoint: 10_000, haircutPpm: 80_000 },
  ],
  positions: [
    { instrumentId: 1, lots: "1000" },
    { instrumentId: 2, lots: 800 },
    { instrumentId: 3, lots: -700 },
    { instrumentId: 4, lots: -400 },
    { instrumentId: 5, lots: 30 },
  ],
  pairs: [{ leftUnderlyingId: 1, rightUnderlyingId: 2, creditPpm: 450_000 }],
};

const CASES: readonly unknown[] = [
  DOCUMENT,
  { ...DOCUMENT, method: "cross", detail: "explained" },
  { ...DOCUMENT, method: "isolated", parameters: { rangeMultiplePpm: "3500000" } },
];

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
  it.each(CASES.map((document, index) => [index, document] as const))(
    "agrees in all three places: %i",
    async (_, document) => {
      const local = margin.simulate(document);
      expect(local).toMatchObject({ ok: true });
      const remote = await createClient({ url: live.url }).margin.simulate(document as WhatIfDocument);
      const here = JSON.stringify(local);
      expect(JSON.stringify({ ok: true, answer: remote })).toBe(here);
      expect(inPage(document)).toBe(here);
    },
  );

  it("refuses alike in all three places", async () => {
    const document = { ...DOCUMENT, timeMs: -1 };
    const local = margin.simulate(document);
    expect(local).toMatchObject({ ok: false, code: "Negative", field: "timeMs" });
    expect(JSON.parse(inPage(document)) as WhatIf).toEqual(local);
    const { detail, field } = local as Extract<WhatIf, { ok: false }>; // by the line above
    const answer = createClient({ url: live.url }).margin.simulate(document as WhatIfDocument);
    await expect(answer).rejects.toMatchObject({ code: "RequestInvalid", message: `${field}: ${detail}.` });
  });

  it("reaches for nothing of Node's in a page", () => {
    expect(bundle).not.toMatch(/require\("node:|from "node:/);
    const bare = createContext({});
    expect(runInContext("typeof process + typeof Buffer + typeof require", bare)).toBe("undefinedundefinedundefined");
  });
});

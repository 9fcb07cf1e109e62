/**
 * Goal: commands that compute print exact answers, and name the field, flag or file that is at fault. Method: the documented
 * example, small files of each family, and a table of faults.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { margin } from "@novate/sdk";
import { afterAll, describe, expect, test } from "vitest";
import { novate } from "../testing/novate.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content));
  return path;
}

const PORTFOLIO = {
  profile: "standard",
  method: "cross",
  timeMs: 1_760_000_000_000,
  equityAtoms: "15000000000",
  underlyings: [
    {
      underlyingId: 1,
      spot: 60_000,
      volAnnual: 0.6,
      forwards: [],
      surface: null,
      depth: { deltaAtoms: 1e12, vegaAtoms: 0 },
    },
  ],
  instruments: [{ instrumentId: 10, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1000 }],
  positions: [{ instrumentId: 10, lots: 1000 }],
};
const portfolio = file("portfolio.json", PORTFOLIO);
const OPTION = {
  product: { product: "european", kind: "call", strike: 100, yearsToExpiry: 1 },
  market: { spot: 100, rateAnnual: 0, yieldAnnual: 0, volAnnual: 0.2 },
};

describe("margin", () => {
  test("prints the bytes that the library gives", async () => {
    const result = margin.simulate(PORTFOLIO);
    const expected = `${JSON.stringify(result.ok && result.answer)}\n`;
    expect(await novate("margin", portfolio, "--json")).toEqual({ exitCode: 0, out: expected, err: "" });
    const packed = file("portfolio.json.gz", gzipSync(JSON.stringify(PORTFOLIO)));
    expect((await novate("margin", packed, "--json")).out).toBe(expected);
  });

  test("prints a page with units", async () => {
    const { out } = await novate("margin", portfolio);
    expect(out).toMatch(/^initial margin {11}7,883,505,000 atoms$/m);
    expect(out).toMatch(/^distance to liquidation {2}16\.13 %$/m);
    expect(out).toMatch(/^spot-3\/3R vol= +-5,652,979,000$/m);
  });

  test("prints money with the decimals of its asset, and JSON in atoms", async () => {
    const { out } = await novate("margin", portfolio, "--decimals", "6");
    expect(out).toMatch(/^initial margin {11}7,883\.505000$/m);
    expect(out).toMatch(/^spot-3\/3R vol= +-5,652\.979000$/m);
    expect(out).not.toMatch(/atoms/i);
    const json = await novate("margin", portfolio, "--decimals", "6", "--json");
    expect(json.out).toBe((await novate("margin", portfolio, "--json")).out);
  });

  test("takes profile and detail in place of the document's", async () => {
    const { out } = await novate("margin", portfolio, "--detail", "requirement", "--profile", "standard", "--json");
    expect(Object.keys(JSON.parse(out))).not.toContain("underlyings");
    expect(await novate("margin", portfolio, "--profile", "basel")).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/FieldUnknown: .*profile: must be one of standard/),
    });
  });
});

describe("margin of another house's cases", () => {
  const names = ["base_liquidation_fee", "max_liquidation_fee", "last_active_user_slot", "current_slot"];
  const sound = {
    test: "fee",
    fn: "get_liquidation_fee",
    argNames: names,
    args: [20_000, 50_000, 0, 10],
    expected: 20_000,
  };
  const run = (cases: object[], ...more: string[]) =>
    novate("margin", "--profile", "drift-liquidation", "--case", file("cases.json", { cases }), ...more);

  test("says what was got, what expected, and whether they agree", async () => {
    const { exitCode, out } = await run([sound], "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      missed: 0,
      cases: [{ computed: { result: 20_000 }, expected: { result: 20_000 }, isWithinTolerance: true }],
    });
  });

  test("comes as a document of its own as well", async () => {
    const document = file("document.json", { profile: "drift-liquidation", case: { cases: [sound] } });
    const { exitCode, out } = await novate("margin", document);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ profile: "drift-liquidation", cases: [{ isWithinTolerance: true }] });
  });

  test("a file that cannot be run is named with 2, and the others are run", async () => {
    const broken = file("broken.json", { cases: 7 });
    const { exitCode, out, err } = await run([sound], broken);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/FilesRefused: 1 of 2 files cannot be run: .*broken\.json, cases/);
    expect(out).toMatch(/^fee\[0\] +within/m);
  });

  test("ends with 1 when a case is missed or refused, and judges the others", async () => {
    const { exitCode, out, err } = await run([sound, { ...sound, expected: 1 }, { ...sound, fn: "fee" }]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/CaseMissed: 2 of 3 .*fee\[1\], fee\[2\]/);
    expect(out).toMatch(/^fee\[0\] +within/m);
    expect(out).toMatch(/^fee\[1\] +missed +20000$/m);
    expect(out).toMatch(/^fee\[2\] +refused +cases\[2\]\.fn: must be one of/m);
  });
});

describe("value", () => {
  test("prints value and Greeks", async () => {
    const { exitCode, out } = await novate("value", file("option.json", OPTION), "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(out).value).toBeCloseTo(7.965567455405804, 12); // 100·(2Φ(0.1) − 1)
    expect((await novate("value", file("option.json", OPTION))).out).toMatch(/^value {3}7\.9655674554\d*\nmethod/);
  });

  test("compares records, and ends with 1 when one is missed", async () => {
    // Haug (1998), "Option pricing formulas", p. 11: the figures of the table `europeanoption/testValues`.
    const record = {
      id: "europeanoption/testValues/values/0",
      type: "Call",
      strike: 65,
      s: 60,
      q: 0,
      r: 0.08,
      t: 0.25,
      v: 0.3,
    };
    const sound = { ...record, result: 2.1334, tol: 1e-4 };
    const good = await novate("value", "--reference", file("good.json", [sound]), "--json");
    expect(good.exitCode).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({ records: 1, compared: 1, within: 1 });
    const lines = `${JSON.stringify(sound)}\n${JSON.stringify({ ...sound, result: 2.2 })}\n`;
    const bad = await novate("value", "--reference", file("bad.jsonl", lines));
    expect(bad).toMatchObject({ exitCode: 1, err: expect.stringMatching(/ValueMissed: 1 of 2/) });
    expect(bad.out).toMatch(/europeanoption\/testValues\/values +2 +1 +0 +0/);
  });
});

describe("backtest", () => {
  const options = ["BTC-hourly", "--methods", "fixed-10%,novate", "--from", "2024-01-01", "--to", "2024-06-01"];

  test("prints rows, verdicts and a page that opens offline", async () => {
    const report = join(folder, "report.html");
    const ran = await novate("backtest", ...options, "--json", "--report", report);
    expect(ran).toMatchObject({ exitCode: 0, err: `wrote ${report}\n` });
    const { rows, verdicts } = JSON.parse(ran.out);
    for (const name of ["underlying", "method", "coverage", "kupiecP", "christoffersenP", "averageMargin", "maxRise5d"])
      expect(rows[0]).toHaveProperty(name);
    expect(verdicts).toMatchObject([{ covers: expect.any(Boolean) }]);
    expect(readFileSync(report, "utf8")).not.toMatch(/(src|href)="http/);
  });

  test("FCST-087: a history that cannot be judged is named, the other is judged, and the exit code says so", async () => {
    const [first, ...more] = options;
    const ran = await novate("backtest", "DOGE-weekly", first!, ...more, "--json");
    expect(ran).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/"code":"HistoryNotFound","detail":"\\"DOGE-weekly\\"/),
    });
    const { rows, refused } = JSON.parse(ran.out);
    expect(rows).toHaveLength(2);
    expect(refused).toMatchObject([{ history: "DOGE-weekly", code: "HistoryNotFound" }]);
  });
});

test.each<[exitCode: number, says: RegExp, args: () => string[]]>([
  [2, /ArgumentMissing/, () => ["margin"]],
  [2, /ArgumentMissing/, () => ["margin", portfolio, "--case", portfolio]],
  [2, /ProfileMissing/, () => ["margin", "--case", portfolio]],
  [2, /FieldUnknown: --profile/, () => ["margin", "--profile", "basel", "--case", portfolio]],
  [2, /NotCovered: --profile/, () => ["margin", "--profile", "standard", "--case", portfolio]],
  [2, /FieldMissing: .*portfolio\.json, Scenario/, () => ["margin", "--profile", "derive-pmrm2", "--case", portfolio]],
  [2, /Negative: .*timeMs: /, () => ["margin", file("past.json", { ...PORTFOLIO, timeMs: -1 })]],
  [2, /FieldUnknown: .*, leverage: /, () => ["margin", file("more.json", { ...PORTFOLIO, leverage: 3 })]],
  [2, /FieldMissing: .*, document: /, () => ["margin", file("list.json", [])]],
  [2, /FileNotFound/, () => ["margin", "nowhere.json"]],
  [2, /FileMalformed: .* is not JSON/, () => ["margin", file("torn.json", '{"profile"')]],
  [2, /FileMalformed: .* UTF-8/, () => ["margin", file("binary.json", Uint8Array.of(0xff, 0xfe))]],
  [2, /FileCompressionBroken/, () => ["margin", file("broken.json.gz", "not gzip")]],
  [2, /choices/i, () => ["margin", portfolio, "--detail", "all"]],
  [2, /ArgumentMissing/, () => ["value"]],
  [
    2,
    /NotCovered: .*, greeks\.delta: /,
    () => [
      "value",
      file("vast.json", {
        product: { product: "european", kind: "put", strike: 0.064, yearsToExpiry: 100 },
        market: { spot: 64_000, rateAnnual: 5, yieldAnnual: -5, volAnnual: 0.0001 },
      }),
    ],
  ],
  [2, /FieldUnknown: .*, spot: /, () => ["value", file("spot.json", { ...OPTION, spot: 1 })]],
  [2, /FieldMissing: .*, product\.product: /, () => ["value", file("none.json", { market: OPTION.market })]],
  [
    2,
    /market\.volAnnual/,
    () => ["value", file("vol.json", { ...OPTION, market: { ...OPTION.market, volAnnual: -1 } })],
  ],
  [2, /FileMalformed/, () => ["value", file("array.json", [])]],
  [2, /FileMalformed: .* line 2/, () => ["value", "--reference", file("torn.jsonl", "{}\n{")]],
  [2, /FileMalformed: .* no record/, () => ["value", "--reference", file("empty.jsonl", "\n")]],
  [2, /HistoryNotFound/, () => ["backtest", "DOGE-weekly"]],
  [2, /OptionMalformed/, () => ["backtest", "BTC-hourly", "--coverage", "most"]],
  [2, /OptionMalformed/, () => ["backtest", "BTC-hourly", "--methods", "astrology"]],
  [2, /OptionMalformed/, () => ["backtest", "BTC-hourly", "--from", "yesterday"]],
])("ends with %i and says %s", async (exitCode, says, args) => {
  const ran = await novate(...args());
  expect(ran).toMatchObject({ exitCode, out: "", err: expect.stringMatching(says) });
  expect(ran.err).not.toContain("a bug");
});

/**
 * Goal: a house by hand is up in minutes, and a file with faults tells all of them, each at its place. Method: the example from its
 * writing to a node that lists its markets; the example with one thing changed, or several.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { solo, startNode } from "@novate/node";
import { createClient } from "@novate/sdk";
import { afterAll, expect, test } from "vitest";
import { readGenesis } from "../shared/genesis.ts";
import { novate } from "../testing/novate.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-genesis-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "house.yaml");

const made = await novate("genesis", "init", file);
const example = readFileSync(file, "utf8");

test("an example is written with keys for its owner alone, and never over another", async () => {
  expect(made).toMatchObject({ exitCode: 0, err: expect.stringContaining("novate genesis check") });
  const keys = made.out.trim().split("\n").slice(1);
  expect(keys).toHaveLength(5);
  for (const key of keys) {
    expect(readFileSync(key, "utf8")).toMatch(/^0x[0-9a-f]{64}\n$/);
    expect(statSync(key).mode & 0o077).toBe(0);
  }
  expect(await novate("genesis", "init", file)).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("FileExists"),
  });
  expect(readFileSync(file, "utf8")).toBe(example);
});

test("it founds a house whose node lists its markets; what is printed founds the same one", async () => {
  const checked = await novate("genesis", "check", file);
  expect(checked).toMatchObject({ exitCode: 0, out: expect.stringContaining("with 2 markets") });
  const printed = await novate("genesis", "print", file);
  const house = /House (0x[0-9a-f]{64})/.exec(printed.err)![1]!;
  expect(checked.out).toContain(house);
  const whole = join(folder, "whole.json");
  writeFileSync(whole, printed.out);
  expect((await novate("genesis", "print", whole)).err).toBe(`House ${house}\n`);
  expect(JSON.parse((await novate("genesis", "check", whole, "--json")).out)).toEqual({ house, faults: [] });

  const node = await startNode({
    path: join(folder, "data"),
    genesis: await readGenesis(file),
    version: "0.1.0",
    api: { port: 0 },
    consensus: solo({ pacing: { minIntervalMs: 1 } }),
    threads: 0,
  });
  try {
    expect(node.chain.house).toBe(house);
    const { out } = await novate("market", "list", "--url", node.api!.url);
    expect(out).toMatch(/BTC-PERP +perpetual/);
    expect(out).toMatch(/BTC-\w+-100000-C +option/);

    // The page's own words open the markets.
    const client = createClient({ url: node.api!.url });
    expect((await client.market(1)).mark).toBeNull();
    const page = readFileSync(new URL("../../../../docs/guides/genesis.md", import.meta.url), "utf8");
    const [, words] = /^npx novate (publish .+)$/m.exec(page)!;
    const args = words!.replace("house.keys", join(folder, "house.keys")).split(" ");
    const said = await novate(...args, "--url", node.api!.url);
    expect(said).toMatchObject({ exitCode: 0, err: "", out: expect.stringMatching(/^said in block \d+\n$/) });
    expect((await client.market(1)).mark).toMatchObject({ priceTicks: "650000" });
    const mode = async () => (await client.market(1)).effectiveMode;
    await expect.poll(mode, { timeout: 60_000, interval: 100 }).toBe("open");
    expect((await client.market(2)).mark).not.toBeNull(); // it has a surface
    for (const [wrong, code] of [
      [["XAU=1"], "SymbolUnknown"],
      [["BTC=1.123456789"], "TooFine"],
      [["BTC=1", "--volatility", "XAU=60%"], "SymbolUnknown"],
    ] as const)
      expect(await novate("publish", ...wrong, ...args.slice(-4), "--url", node.api!.url)).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining(code),
      });
    const outside = await novate("publish", "BTC=0.5", ...args.slice(-4), "--url", node.api!.url);
    expect(outside).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(
        /^novate: ValueOutOfBounds: BTC\/USD is above 100 and below 10000000, and 0\.5 was said\. /,
      ),
    });
    const stranger = ["--key", join(folder, "house.keys", "venue.key"), "--scheme", "ed25519"];
    expect(await novate("publish", "BTC=1", ...stranger, "--url", node.api!.url)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("NoPublisher"),
    });
    for (const wrong of [["BTC"], ["BTC=-1"], ["BTC=1", "--volatility", "BTC=0%"]])
      expect(await novate("publish", ...wrong, ...stranger)).toMatchObject({ exitCode: 2 });
  } finally {
    await node.stop();
  }
});

test("amounts are exact, in the units that the comments name", async () => {
  const { changes, skins, guarantees, accounts } = await readGenesis(file);
  expect(changes).toContainEqual(
    expect.objectContaining({ symbol: "BTC-PERP", tickFeedUnits: 10_000_000n, tickValueAtoms: 100n }),
  );
  expect(changes).toContainEqual(
    expect.objectContaining({ capAtoms: 50_000_000_000n, haircutFloorPpm: 100_000n, accountSharePpm: 250_000n }),
  );
  expect(changes).toContainEqual(expect.objectContaining({ type: "ListUnderlying", depthAtoms: 50_000_000_000_000n }));
  expect(changes).toContainEqual(
    expect.objectContaining({ terms: expect.objectContaining({ strikeTicks: 1_000_000n }) }),
  );
  expect(changes).toContainEqual(expect.objectContaining({ type: "RegisterVenue", feePpm: 100n }));
  expect([skins[0]!.amountAtoms, guarantees[0]!.amountAtoms, accounts[0]!.balances[0]!.amountAtoms]).toEqual([
    25_000_000_000n,
    10_000_000_000n,
    1_000_000_000_000n,
  ]);
});

/** The example with each text replaced where it stands first. */
const changed = (...edits: readonly (readonly [from: string, to: string])[]): string =>
  edits.reduce((before, [from, to]) => {
    expect(before).toContain(from);
    return before.replace(from, to);
  }, example);

async function faultsOf(
  text: string,
): Promise<readonly { line: number; column: number; code: string; says: string }[]> {
  const broken = join(folder, "broken.yaml");
  writeFileSync(broken, text);
  const { exitCode, out, err } = await novate("genesis", "check", broken, "--json");
  expect([exitCode, err]).toEqual([2, expect.stringContaining("GenesisInvalid")]);
  return JSON.parse(out).faults;
}

/** The fault is told `skip` characters after `to` begins; NaN: elsewhere. */
test.each<[code: string, from: string, to: string, says: string, skip?: number]>([
  ["FieldUnknown", "    depth:", "    deepness: 1\n    depth:", "there are symbol, lowest"],
  [
    "NamedTwice",
    "name: My house",
    "name: My house\nname: Yours",
    "name stands here a second time; the first is in line 8",
    15,
  ],
  ["NotAChoice", "version: 1 ", "version: 2 ", "one of 1", 9],
  ["NotAName", "name: My house", "name: Mein Häusle", "in ASCII", 6],
  ["NotAnInstant", "founded: 20", "founded: 19", "UTC", 9],
  ["NotADecimal", "houseCapital: 25000", "houseCapital: 2.5e4", "such as 1000", 14],
  ["NotADecimal", "houseCapital: 25000", "houseCapital: -1", "such as 1000", 14],
  ["TooFine", "houseCapital: 25000", "houseCapital: 0.0000001", "6 decimals of USDC", 14],
  ["TooFine", "cap: 500 ", "cap: 0.123456789 ", "8 decimals of BTC", 5],
  ["TooLarge", "cap: 500 ", `cap: ${"9".repeat(24)} `, "the most of BTC", 5],
  ["TooLarge", "highest: 2 ", "highest: 100_000_000_000 ", "10000000000, the most of prices", 9],
  ["TooLarge", "lot: 0.001", "lot: 1".padEnd(35, "0"), "times its tick", 5],
  ["NotAnInstant", "founded: 20", "founded: 196", "since 1970", 9],
  ["NotPositive", "depth: 50_000_000", "depth: 0", "above 0", 7],
  ["NotAPercentage", "haircut: 10 %", "haircut: 10", "with its sign", 9],
  ["NotAPercentage", "haircut: 10 %", "haircut: 101 %", "100 %", 9],
  ["NotADuration", "maxAge: 1m", "maxAge: 60", "30s, 15m", 8],
  ["NotADuration", "maxAge: 1m", "maxAge: 31d", "30d", 8],
  ["NotAKey", "key: ed25519:0x", "key: ed25519:0y", "64 hexadecimal digits", 5],
  ["NotAnAddress", 'owner: "0x', 'owner: "x', "40 hexadecimal digits", 7],
  ["NotACount", "sources: 1", "sources: 1.5", "whole number", 9],
  ["TooFewPublishers", "sources: 1", "sources: 2", "as publishers are named: 1", 9],
  ["TooFewGovernors", "approvals: 1", "approvals: 2", "as governors are named: 1", 11],
  ["PriceUnknown", "asset: BTC", "asset: ETH", "among the underlyings", 7],
  ["NamedTwice", "- asset: BTC", "- asset: USDC", "already", 9],
  ["UnderlyingUnknown", "underlying: BTC", "underlying: ETH", "none of BTC", 12],
  ["LotTooFine", "lot: 0.001", "lot: 0.000001", "0.000001 USDC", 5],
  ["OffTick", "strike: 100000", "strike: 100000.05", "multiple of the tick", 8],
  ["NotAChoice", "kind: perpetual", "kind: swap", "perpetual, future", 6],
  ["FieldMissing", "symbol: BTC-PERP\n    kind: perpetual", "symbol: BTC-PERP\n    kind: future", "lacks expiry"],
  ["FieldUnknown", "kind: call", "kind: future", "no field of a future", Number.NaN],
  ["RuleBroken", "volatility: 60 %", "volatility: 0.5 %", "initialVolPpm", 12],
  ["RuleBroken", "lowest: 100 ", "lowest: 10_000_000 ", "leaves no value", Number.NaN],
  ["NotYaml", "approvals: 1", "approvals: [1", "", Number.NaN],
  ["NotAList", "markets:\n", "markets: none\nmore:\n", "begins with a dash", Number.NaN],
  ["AliasFound", "name: My house", "name: *house", "write out", 6],
])("%s is told at its place: %s, %s", async (code, from, to, says, skip = 0) => {
  const text = changed([from, to]);
  const faults = await faultsOf(text);
  const found = faults.find((one) => one.code === code);
  expect(found).toMatchObject({ code, says: expect.stringContaining(says) });
  if (Number.isNaN(skip)) return;
  const before = text.slice(0, text.indexOf(to) + to.length - to.trimStart().length + skip).split("\n");
  expect([faults.length, found!.line, found!.column]).toEqual([1, before.length, before.at(-1)!.length + 1]);
});

test("faults of every kind are told at once, in the file's order, and by start too", async () => {
  const text = changed(
    ["approvals: 1", "approvals: many"],
    ["sources: 1", "sources: none"],
    ["    cap: 500", "    top: 500"],
    ["strike: 100000 ", "strike: high "],
  );
  const codes = (await faultsOf(text)).map(({ code }) => code);
  expect(codes).toEqual(["NotACount", "NotACount", "FieldMissing", "FieldUnknown", "NotPositive"]);
  const started = await novate("start", "--genesis", join(folder, "broken.yaml"), "--data", join(folder, "none"));
  expect(started).toMatchObject({ exitCode: 2, out: "" });
  expect(started.err.match(/broken\.yaml:\d+:\d+ /g)).toHaveLength(5);
});

test("a key or a market that stands twice hides no fault beside it", async () => {
  const text = changed(
    ["    cap: 500 ", "    cap: 400\n    cap: 500 "],
    ["haircut: 10 %", "haircut: 10"],
    ["underlying: BTC", "underlying: ETH"],
    ["lot: 0.001 ", "lot: 0.00000001 "],
    [/symbol: BTC-\w+-100000-C/.exec(example)![0], "symbol: BTC-PERP"],
    ["strike: 100000 ", "strike: 100000.05 "],
  );
  const codes = (await faultsOf(text)).map(({ code }) => code);
  expect(codes.toSorted()).toEqual([
    "LotTooFine",
    "NamedTwice",
    "NamedTwice",
    "NotAPercentage",
    "OffTick",
    "UnderlyingUnknown",
  ]);
});

test("a value that cannot be read hides nothing that is wrong elsewhere, and nothing follows from it", async () => {
  const text = changed(
    ["version: 1 ", "version: 3 "],
    ["sources: 1", "sources: 2"],
    ["haircut: 10 %", "haircut: 10"],
    ["volatility: 60 %", "volatility: 0.5 %"],
    ["lot: 0.001 ", "lot: 0.000001 "],
    ["strike: 100000 ", "strike: 100000.05 "],
    ["fee: 0.01 %", "fee: 2 %"],
  );
  expect((await faultsOf(text)).map(({ code }) => code)).toEqual([
    "NotAChoice",
    "TooFewPublishers",
    "NotAPercentage",
    "RuleBroken",
    "LotTooFine",
    "OffTick",
    "NotAPercentage",
  ]);
  const unnamed = changed(["  - symbol: BTC\n", "  - symbol: Bären\n"], ["address: ", "adress: "]);
  expect((await faultsOf(unnamed)).map(({ code }) => code)).toEqual(["FieldUnknown", "FieldMissing", "NotAName"]);
});

test("what the rules refuse is told of every entry, and nothing of what follows from it", async () => {
  const text = changed(["volatility: 60 %", "volatility: 0.5 %"], ["approvals: 1", "approvals: 3"]);
  const ruled = text.replace(/expiry: \S+/, "expiry: 2020-01-01T00:00:00Z").replace("highest: 2 ", "highest: 0.4 ");
  expect((await faultsOf(ruled)).map(({ code, says }) => `${code} ${says.split(" ")[0]}`)).toEqual([
    "TooFewGovernors approvals",
    "RuleBroken settlement.highest",
    "RuleBroken underlyings[0].volatility",
    "RuleBroken markets[1].expiry",
  ]);
});

test("the same shape is taken as JSON", async () => {
  const { parse } = await import("yaml");
  const asJson = join(folder, "house.json");
  writeFileSync(asJson, JSON.stringify(parse(example, { schema: "failsafe" })));
  expect((await novate("genesis", "print", asJson)).err).toBe((await novate("genesis", "print", file)).err);
});

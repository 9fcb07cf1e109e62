/** Goal: offers and moves are signed as they are typed, and offers read by a person. Method: a live node whose rules refuse them; a page by hand. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { unitsFrom } from "../shared/units.ts";
import { startTestHouse, type TestHouse } from "../testing/house.fixture.ts";
import { novate } from "../testing/novate.fixture.ts";
import { offersPage } from "./offer.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  await novate("account", "open", "--key", house.keyFile, "--url", house.url);
});
afterAll(() => house.stop());

const ask = (...args: readonly string[]) => novate(...args, "--url", house.url);
const PAIR = ["--account", "1", "--from", "2", "--to", "1"];

test("a house without vaults says how it pays, and a wrong symbol is told first", async () => {
  const asked = ["withdraw", "--account", "1", "--asset", "1", "--key", house.keyFile, "--dry-run"];
  const { err } = await ask(...asked, "--amount", "1.5BTC");
  expect(err).toMatch(/^novate: SymbolMismatch: asset 1 is USDC, and the amount is of BTC\. /);
  expect((await ask(...asked, "--amount", "5")).err).toMatch(
    /AssetNotLocated: asset 1 lies in no vault\. .*novate tx send/,
  );
});

test("what is typed is what the house hears: it says what is wrong with it", async () => {
  const key = ["--key", house.keyFile];
  const moved = await ask("move", ...PAIR, "--amount", "10", "--minimum", "9", ...key);
  expect(moved.exitCode).toBe(1);
  expect(moved.out).toContain("AssetNotLocated");
  const made = await ask(
    "offer",
    "make",
    ...PAIR,
    "--stock",
    "5",
    "--target",
    "10",
    "--base",
    "7",
    "--slope",
    "3",
    ...key,
  );
  expect(made.out).toContain("AssetNotLocated");
  const withdrawn = await ask("offer", "withdraw", ...PAIR, ...key, "--json");
  expect(JSON.parse(withdrawn.out)).toMatchObject({ accepted: false, refusal: { code: "OfferUnknown" } });
  expect(
    (await ask("offer", "make", ...PAIR, "--stock", "5", "--target", "10", "--base", "1000001", ...key)).exitCode,
  ).toBe(2);
});

test("offers are listed pair by pair", async () => {
  expect((await ask("offer", "list")).out).toBe("no offer\n");
  const price = { basePpm: "100", slopePpm: "2000" };
  const offers = [{ accountId: 5, stockAtoms: "5000000", targetAtoms: "10000000", ...price }] as const;
  const units = unitsFrom(new Map([[1, { symbol: "USDC", decimals: 6 }]]), new Map(), new Map());
  const lines = offersPage({ rows: [{ segmentId: 1, fromAssetId: 4, toAssetId: 1, offers }] }, units).split("\n");
  expect(lines[0]).toMatch(/^SEGMENT +TAKES +GIVES +ACCOUNT +STOCK/);
  expect(lines[1]!.trim().split(/ +/)).toEqual([
    "1",
    "4",
    "1",
    "5",
    "5.000000",
    "USDC",
    "10.000000",
    "USDC",
    "100",
    "2,000",
  ]);
});

/**
 * Goal: every number that a page of concepts works out is what the code gives. Method: the page's own inputs through the engine and the
 * margin code; the rows that they make, looked for in the page.
 */
import { readdirSync, readFileSync } from "node:fs";
import { leastQuorum, standardParameters } from "@novate/engine";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  createTestHouse,
  perpLots,
  reportOf,
  runBlock,
  SEGMENT,
  tradeOf,
  usdc,
  VENUE_SIGNER,
} from "@novate/engine/testing";
import { EPOCH_MS } from "@novate/evm";
import { HOUR_MS, mulPpmDown, ppm, sqrt, YEAR_MS } from "@novate/num";
import { haircutPpm, stepHaircut } from "@novate/risk";
import { simulateMargin } from "@novate/whatif";
import { expect, test } from "vitest";
import { DEFAULT_TIMERS } from "../../packages/chains/src/vault/timers.ts";
import { aggregateSources } from "../../packages/engine/src/oracle/aggregate.ts";
import {
  cashOf,
  createCrisis,
  eventsOf,
  fund,
  healthOf,
  segmentOf,
  settleAt,
} from "../../packages/engine/src/testing/crisis.ts";
import { runCycle } from "../../packages/engine/src/testing/cycle.ts";
import type { TestHouse } from "../../packages/engine/src/testing/testHouse.ts";

const textOf = (name: string): string => readFileSync(new URL(`${name}.md`, import.meta.url), "utf8");

/** Atoms as the pages write money: two decimals, three where a third is needed. */
function money(amount: bigint | string): string {
  const atoms = BigInt(amount);
  const decimals = atoms % 10_000n === 0n ? 2 : 3;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return (Number(atoms) / 1e6).toLocaleString("en-US", digits).replace("-", "−");
}
/** The same to two decimals. */
const rounded = (amount: bigint | string): string =>
  (Number(amount) / 1e6).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−");
const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const percent = (millionths: bigint | number): string => `${Number(millionths) / 10_000} %`;

/** The trade of the pages: 1 BTC at 100,100 between two who hold 40,000 each. */
function traded(): { house: TestHouse; both: readonly [number, number] } {
  const house = createTestHouse();
  const both = [house.openAccount(address(1), usdc(40_000)), house.openAccount(address(2), usdc(40_000))] as const;
  const trade = tradeOf(house, both[0], both[1], 1_000n, btcTicks(100_100));
  const { receipts } = runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }]);
  expect(receipts[0]!.outcomes).toEqual([{ accepted: true }]);
  return { house, both };
}

const costOf = (house: TestHouse, id: number) => house.account(id).positions[0]!.costAtoms;

test("novation: fees, costs and equity of both sides", () => {
  const page = textOf("novation");
  const { house, both } = traded();
  const each = (read: (id: number) => bigint) => both.map((id) => money(read(id)));
  expect(page).toContain(row("cost", ...each((id) => costOf(house, id))));
  const venueFee = mulPpmDown(costOf(house, both[0]), ppm(100n));
  const clearingFee = mulPpmDown(costOf(house, both[0]), standardParameters(6).clearing.clearingFeePpm);
  expect(page).toContain(row("fee of the venue, 100 ppm", money(venueFee), money(venueFee)));
  expect(page).toContain(row("clearing fee, 50 ppm", money(clearingFee), money(clearingFee)));
  expect(page).toContain(row("cash afterwards", ...each((id) => cashOf(house, id))));
  expect(cashOf(house, both[0])).toBe(usdc(40_000) - venueFee - clearingFee);
  const gain = (id: number) => healthOf(house, id).equityAtoms - cashOf(house, id);
  expect(page).toContain(row("unvested gain at the mark", ...each(gain)));
  expect(page).toContain(row("equity", ...each((id) => healthOf(house, id).equityAtoms)));
});

test("cycles: a gain is cash afterwards, and equity stays", () => {
  const page = textOf("cycles");
  const { house, both } = traded();
  house.openBlock(house.timeMs + 60_000);
  house.setPrice(BTC_FEED, 101_000);
  const each = (read: (id: number) => bigint) => both.map((id) => money(read(id)));
  expect(page).toContain(row("cash before", ...each((id) => cashOf(house, id))));
  expect(page).toContain(row("unvested gain", ...each((id) => healthOf(house, id).equityAtoms - cashOf(house, id))));
  expect(page).toContain(row("equity before", ...each((id) => healthOf(house, id).equityAtoms)));
  runCycle(house, SEGMENT);
  expect(page).toContain(row("cash after", ...each((id) => cashOf(house, id))));
  expect(page).toContain(row("cost after", ...each((id) => costOf(house, id))));
  expect(page).toContain(row("equity after", ...each((id) => healthOf(house, id).equityAtoms)));
  const { clearing } = standardParameters(6);
  expect(clearing.variationCycleMs).toBe(HOUR_MS);
  expect(page).toContain(`bears ${Number(clearing.cashInterestPpm) / 10_000} % interest`);
  expect(page).toContain(`beyond ${money(clearing.maxNegativeCashAtoms)} collateral`);
});

test("margin: the requirement by hand, and each portfolio by each method", () => {
  const page = textOf("margin");
  const document = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)![1]!);
  const ask = (change: object) => {
    const result = simulateMargin({ ...document, ...change });
    if (!result.ok || !("requirement" in result.answer)) throw new Error(JSON.stringify(result));
    return result.answer;
  };
  const { requirement, underlyings, distanceToLiquidation } = ask({});
  const [btc] = underlyings!;
  const range = 3 * 0.5 * Math.sqrt(1 / 365);
  expect(page).toContain(`√(1/365) = ${(range * 100).toFixed(5)} %`);
  expect(Number(btc!.scanLossAtoms) / 1e6).toBeCloseTo((60_000 * 4 * range) / 3, 0);
  expect(page).toContain(`= **${rounded(btc!.scanLossAtoms)}** (MARG-013)`);
  expect(page).toContain(`2 % of 60,000 is ${rounded(btc!.minimumCharge.chargeAtoms)}`);
  expect(page).toContain(`= ${(btc!.deltaLiquidity.ratePpm / 10_000).toFixed(4)} %, and the charge **${rounded(btc!.deltaLiquidity.chargeAtoms)}**`);
  expect(page).toContain(`= **${rounded(requirement.initialMarginAtoms)}**`);
  expect(page).toContain(`= **${rounded(requirement.maintenanceMarginAtoms)}**`);
  expect(page).toContain(`**${rounded(requirement.closeOutLevelAtoms)}** (MARG-040`);
  expect(page).toContain(`at ${btc!.liquidation.belowPrice!.toLocaleString("en-US", { maximumFractionDigits: 2 })}, which`);
  expect(page).toContain(`is ${(distanceToLiquidation! * 100).toFixed(4)} % down`);

  const portfolios = {
    "1 BTC long, perpetual": { 10: "1000" },
    "and 1 BTC short, a future of 30 days": { 10: "1000", 11: "-1000" },
    "1 BTC long and 20 ETH short, perpetuals": { 10: "1000", 20: "-2000" },
  };
  for (const [name, held] of Object.entries(portfolios)) {
    const positions = Object.entries(held).map(([id, lots]) => ({ instrumentId: Number(id), lots }));
    const margins = ["isolated", "cross", "portfolio"].map((method) =>
      rounded(ask({ method, positions }).requirement.initialMarginAtoms),
    );
    expect(page).toContain(row(name, ...margins));
  }
});

test("collateral: haircuts, their steps, a value", () => {
  const page = textOf("collateral");
  const bitcoin = { stressVolAnnual: 0.5, exitHorizonMs: 24 * HOUR_MS, priceUncertainty: 0.001 };
  const h = (amountOverDailyVolume: number) => haircutPpm({ ...bitcoin, amountOverDailyVolume });
  expect(page).toContain(row("the segment holds 1 % of a day's volume", percent(h(0.01))));
  expect(page).toContain(row("it holds 4 %", percent(h(0.04))));
  expect(page).toContain(row("it holds all of it", percent(h(1))));
  let steps = 0;
  for (let now = h(0.01); now !== h(1); steps++) now = stepHaircut(now, h(1), HOUR_MS);
  expect([steps, page.includes("takes seven steps")]).toEqual([7, true]);
  const value = (2n * 60_000n * 1_000_000n * (1_000_000n - h(0.01))) / 1_000_000n;
  expect(page).toContain(`× ${percent(1_000_000n - h(0.01))} = **${money(value)}**`);
});

test("prices: an aggregate, a quorum, a band", () => {
  const page = textOf("prices");
  const rows = [...page.matchAll(/^\| \d \| (\d) \| ([\d,]+) \| (\d+) \|$/gm)].map(([, weight, value, confidence]) => ({
    weight: Number(weight),
    source: { value: BigInt(value!.replace(",", "")), confidence: BigInt(confidence!) } as never,
  }));
  const { oracle } = standardParameters(6);
  const quorum = { count: 2, registeredWeight: 6 };
  const { value, confidence, sources } = aggregateSources(rows, quorum, oracle.outlierMadPpm)!;
  expect(page).toContain(`weighted median: **${value.toLocaleString("en-US")}**`);
  expect(page).toContain(`what they state: **${confidence}**`);
  expect(sources.map(({ weight }) => weight)).toEqual([3, 2]);
  expect(aggregateSources(rows.slice(1), quorum, oracle.outlierMadPpm)).toBeNull();
  const band = (Number(oracle.shortBandPpm) / 1e6) * 0.5 * sqrt(oracle.shortBandMs / YEAR_MS);
  expect(page).toContain(`that is **${(band * 100).toFixed(4)} %**`);
});

test("defaults: a slice that cures, and a gap that the waterfall pays", () => {
  const page = textOf("defaults");
  const opened = () => {
    const house = createCrisis({ backstops: [1_000_000] });
    fund(house, { skinAtoms: usdc(1_000), juniorFundAtoms: usdc(2_000), seniorFundAtoms: usdc(4_000) });
    const [long, short] = [house.openAccount(address(1), usdc(13_000)), house.openAccount(address(2), usdc(200_000))];
    house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
    return { house, long };
  };
  const { house, long } = opened();
  const state = () => {
    const { equityAtoms, initialAtoms, maintenanceAtoms } = healthOf(house, long);
    return [equityAtoms, initialAtoms, maintenanceAtoms].map(rounded).join(" | ");
  };
  expect(page).toContain(`| 100,000 | ${state()} |`);
  settleAt(house, 98_000);
  expect(page).toContain(`| 98,000 | ${state()} |`);
  const events = settleAt(house, 96_000);
  const [{ managed }] = eventsOf(events, "AccountManaged") as [{ managed: { equityAtoms: bigint; maintenanceAtoms: bigint } }];
  expect(page).toContain(`| 96,000 | ${rounded(managed.equityAtoms)} | | ${rounded(managed.maintenanceAtoms)} |`);
  const [slice] = eventsOf(events, "PositionsClosedOut");
  expect(page).toContain(`took **${slice!.passages[0]!.lots}** of 1,000 lots`);
  expect(page).toContain(`a discount of **${rounded(slice!.discountAtoms)}**`);
  expect(page).toContain(`| afterwards | ${state()} | cured |`);

  const gap = opened();
  const before = segmentOf(gap.house);
  const found = settleAt(gap.house, 85_000);
  expect(page).toContain(`equity is ${rounded(eventsOf(found, "AccountManaged")[0]!.managed.equityAtoms)}.`);
  expect(page).toContain(`loss of **${rounded(eventsOf(found, "MemberDefaulted")[0]!.lossAtoms)}** goes`);
  const drawn = eventsOf(found, "TrancheDrawn");
  const layers = [
    ["skin in the game", before.skinAtoms],
    ["default fund, junior", before.juniorFundAtoms],
    ["default fund, senior", before.seniorFundAtoms],
  ] as const;
  for (const [tranche, [name, held]] of layers.entries())
    expect(page).toContain(row(name, money(held), money(drawn.find((one) => one.tranche === tranche)?.drawnAtoms ?? 0n)));
});

test("custody: what leaves, and how many sign", () => {
  const page = textOf("custody");
  const { clearing } = standardParameters(6);
  expect(page).toContain(`**${EPOCH_MS / 60_000}** minutes at most`);
  const [hour, day, notional] = [clearing.withdrawalHourPpm, clearing.withdrawalDayPpm, clearing.withdrawalNotionalPpm];
  expect(page).toContain(`**${Number(hour) / 10_000}** % of what a segment holds`);
  expect(page).toContain(`**${Number(day) / 10_000}** % within a day`);
  expect(page).toContain(`**${(clearing.withdrawalSmallLaneAtoms / 1_000_000n).toLocaleString("en-US")}** dollars`);
  expect(page).toContain(`**${Number(notional) / 10_000}** % of the gross notional`);
  const validators = [1, 2, 3, 4].map(() => ({ hot: "0x", cold: "0x", power: 1n }) as const);
  expect(page).toContain(`equal power **${leastQuorum(validators)}** are needed`);
  const { maturity, maturityBlocks, silence, unserved, grace, latest } = DEFAULT_TIMERS;
  expect([maturity / 60, maturityBlocks]).toEqual([30, 150]); // half an hour and 150 blocks
  expect([silence, unserved, grace, latest].map((seconds) => seconds / 86_400)).toEqual([7, 7, 2, 4]);
});

test("each page is short", () => {
  for (const file of readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".md")))
    expect(textOf(file.replace(".md", "")).split("\n").length, file).toBeLessThanOrEqual(101);
});

/**
 * Goal: the population repeats from its seed, wants only what can be wanted, and behaves like a market: longs lead before
 * a crash, a crash breaks the leveraged, market makers widen and step back.
 * Method: a synthetic crash against a plain house, read step by step.
 */
import { describe, expect, it } from "vitest";
import { createSyntheticTape } from "../tape/synthetic.ts";
import { runPopulation, type StepReport, testConfig } from "./population.fixture.ts";
import { createPopulation } from "./population.ts";

const CRASH_START = 180;
const CRASH_STEPS = 20;
const tapeOf = (depthPpm: number) =>
  createSyntheticTape({
    seed: 7,
    fromMs: 1_760_000_000_000,
    stepMs: 60_000,
    stepCount: 240,
    underlyings: [
      { name: "BTC", openingTicks: 12_000_000, sourceCount: 3 },
      { name: "ATOM", openingTicks: 400_000, sourceCount: 3 },
    ],
    movePpm: 500,
    crash: { startStep: CRASH_START, stepCount: CRASH_STEPS, depthPpm },
    silencePpm: 100_000,
  });

function reportsOf(seed: string, depthPpm: number): { step: StepReport; spread: number | undefined; longs: number }[] {
  const tape = tapeOf(depthPpm);
  const reports: ReturnType<typeof reportsOf> = [];
  runPopulation(tape, testConfig(tape, seed), (step) => {
    const { bidTicks, askTicks } = step.book.book(1)!.best();
    const spread =
      bidTicks === undefined || askTicks === undefined ? undefined : Number(askTicks - bidTicks) / Number(bidTicks);
    const longs = (["momentumTrader", "reversionTrader", "noiseTrader", "holder"] as const).map(step.netOf);
    reports.push({ step, spread, longs: longs.reduce((sum, net) => sum + net, 0) });
  });
  return reports;
}

const crash = reportsOf("crash", 300_000);
const median = (values: number[]): number => values.sort((left, right) => left - right)[values.length >> 1]!;

describe("a population in a crash of 30 %", () => {
  it("trades before it, on both venues, net long among traders and short among hedgers", () => {
    const before = crash.slice(0, CRASH_START);
    const kinds = new Set(before.flatMap(({ step }) => step.intents.map((intent) => intent.type)));
    expect([...kinds]).toEqual(expect.arrayContaining(["PlaceOrder", "CancelOrders", "RequestQuote"]));
    expect(before.flatMap(({ step }) => step.matches).length).toBeGreaterThan(1_000);
    expect(before.some(({ step }) => step.matches.some((match) => match.instrumentId === 5))).toBe(true);
    const last = before.at(-1)!;
    expect(last.longs).toBeGreaterThan(1_000_000_000_000);
    expect(last.step.netOf("hedger")).toBeLessThan(0);
  });

  it("breaks leveraged traders, and hardly anybody before", () => {
    const closedOut = crash.map(({ step }) => step.closedOut.length);
    const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);
    expect(sum(closedOut.slice(0, CRASH_START))).toBeLessThan(5);
    expect(sum(closedOut.slice(CRASH_START))).toBeGreaterThan(40);
    const kinds = new Set(crash.flatMap(({ step }) => step.closedOut.map((one) => one.kind)));
    expect(kinds.has("momentumTrader")).toBe(true);
    expect(kinds.has("marketMaker")).toBe(false);
  });

  it("widens the spread, and takes quotes away", () => {
    const spreadOf = (from: number, to: number): number =>
      median(crash.slice(from, to).flatMap(({ spread }) => (spread === undefined ? [] : [spread])));
    expect(spreadOf(CRASH_START + 5, CRASH_START + CRASH_STEPS)).toBeGreaterThan(3 * spreadOf(60, CRASH_START));
    const placed = ({ step }: (typeof crash)[number]): number =>
      step.intents.filter((intent) => intent.type === "PlaceOrder" && intent.timeInForce === "postOnly").length;
    expect(placed(crash[CRASH_START + 15]!)).toBeLessThan(placed(crash[CRASH_START - 1]!) / 2);
  });

  it("answers shortage with money, or by cutting, and takes gains home", () => {
    const types = crash.flatMap(({ step }) => step.intents.map((intent) => intent.type));
    expect(types).toContain("Deposit");
    expect(types).toContain("Withdraw");
  });

  it("wants positive amounts, cancels first", () => {
    for (const { step } of crash) {
      const firstOther = step.intents.findIndex((intent) => intent.type !== "CancelOrders");
      step.intents.forEach((intent, index) => {
        if (intent.type === "CancelOrders") expect(firstOther === -1 || index < firstOther).toBe(true);
        else if (intent.type === "Deposit" || intent.type === "Withdraw") expect(intent.amountAtoms > 0n).toBe(true);
        else expect(intent.lots > 0n && intent.limitTicks > 0n).toBe(true);
      });
    }
  });
});

describe("a population without a crash", () => {
  it("loses few", () => {
    const calm = reportsOf("crash", 0);
    expect(calm.flatMap(({ step }) => step.closedOut).length).toBeLessThan(10);
  });
});

describe("repetition", () => {
  it("wants the same from the same seed, and something else from another", () => {
    const wantsOf = (reports: typeof crash): unknown[] => reports.flatMap(({ step }) => step.intents);
    expect(wantsOf(reportsOf("crash", 300_000))).toEqual(wantsOf(crash));
    expect(wantsOf(reportsOf("other", 300_000))).not.toEqual(wantsOf(crash));
  });

  it("leaves a kind's characters alone when another kind is counted differently", () => {
    const tape = tapeOf(0);
    const depositsOf = (dealers: number): unknown[] =>
      createPopulation({ ...testConfig(tape, "x"), counts: { dealer: dealers } })
        .participants.filter((one) => one.kind === "hedger")
        .map((one) => one.openingDeposits);
    expect(depositsOf(2)).toEqual(depositsOf(9));
  });

  it("leaves out the kinds whose instruments are not listed", () => {
    const config = testConfig(tapeOf(0), "x");
    const perpetuals = config.instruments.filter((one) => one.kind === "perpetual");
    const kinds = new Set(createPopulation({ ...config, instruments: perpetuals }).participants.map((one) => one.kind));
    for (const absent of ["dealer", "optionBuyer", "optionWriter", "basisTrader"] as const) {
      expect(kinds.has(absent)).toBe(false);
    }
    expect(createPopulation(config).participants).toHaveLength(400);
  });
});

/**
 * Goal: a replay repeats to the last bit, conserves, and no single source's wick closes anybody out; through a node or in
 * memory it is the same. Method: short pieces of a synthetic crash and of the bundled tape, with a small crowd.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine } from "@novate/engine";
import { Admission, solo, startNode } from "@novate/node";
import { expect, test } from "vitest";
import { loadTape } from "../tape/load.ts";
import { createSyntheticTape } from "../tape/synthetic.ts";
import {
  type BlockListener,
  createEngineHost,
  createReport,
  createResumingHost,
  createScene,
  createSoloHost,
  createTally,
  createTapeClock,
  cutTape,
  type ReplayReport,
  replayTape,
  reportToJson,
  reportToPage,
  runReplay,
} from "./index.ts";

const COUNTS = {
  marketMaker: 4,
  dealer: 2,
  momentumTrader: 20,
  reversionTrader: 6,
  noiseTrader: 20,
  holder: 20,
  hedger: 6,
  basisTrader: 2,
  optionBuyer: 6,
  optionWriter: 4,
};

const crash = createSyntheticTape({
  seed: 7,
  fromMs: 1_760_000_000_000,
  stepMs: 30_000,
  stepCount: 70,
  underlyings: [
    { name: "BTC", openingTicks: 12_000_000, sourceCount: 3 },
    { name: "ATOM", openingTicks: 400, sourceCount: 3 },
  ],
  movePpm: 500,
  crash: { startStep: 45, stepCount: 20, depthPpm: 350_000 },
  silencePpm: 0,
});

const preparer = new Admission({ threads: 0 });
const replay = (seed: number): Promise<ReplayReport> => replayTape({ tape: crash, seed, counts: COUNTS, preparer });

const first = await replay(1);

test("INV-010 the same seed gives the same root, another seed another", async () => {
  const again = await replay(1);
  expect(again.stateRoot).toBe(first.stateRoot);
  expect({ ...again.counts }).toEqual({ ...first.counts });
  expect((await replay(2)).stateRoot).not.toBe(first.stateRoot);
});

test("a crash is traded, margined and managed, and every asset is conserved", () => {
  const { trades, closeOuts, margin } = first.counts;
  expect(trades.novated).toBeGreaterThan(50);
  expect(closeOuts.managed).toBeGreaterThan(3);
  expect(margin.collectedAtoms).toBeGreaterThan(0n);
  expect(margin.largestCall!.amountAtoms).toBeGreaterThan(0n);
  expect(first.conservation.isConserved).toBe(true);
  expect(first.conservation.assets.find(({ symbol }) => symbol === "USDC")!.escrowAtoms).toBeGreaterThan(0n);
});

test("the report reads as JSON and as a page", () => {
  const json = reportToJson(first);
  expect(json).toMatchObject({
    stateRoot: first.stateRoot,
    conserved: true,
    blocks: first.counts.blocks,
    tradesNovated: first.counts.trades.novated,
    liquidations: first.counts.closeOuts.managed,
    waterfall: { skinInTheGameAtoms: expect.any(String), uncoveredAtoms: "0" },
  });
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  const page = reportToPage(first);
  expect(page).toContain(first.stateRoot);
  expect(page).toContain("Conservation: every asset to the atom");
  expect(page.split("\n").length).toBeLessThan(64);
});

test("INV-010 through a node's store and admission it is the same house, and it comes back", async () => {
  const path = await mkdtemp(join(tmpdir(), "novate-replay-"));
  try {
    const scene = createScene({ tape: crash, seed: 1, counts: COUNTS });
    const clock = createTapeClock(scene.plan.genesisMs);
    const consensus = solo({ clock, pacing: "manual" });
    const options = { path, genesis: scene.genesis, version: "test", consensus, threads: 1 };
    const node = await startNode(options);
    const tally = createTally(scene.plan);
    await runReplay(scene, createSoloHost(node, clock), (result) => tally.take(result));
    const report = await node.chain.read((engine) => createReport(scene, tally, engine, 1));
    expect(report.stateRoot).toBe(first.stateRoot);
    await node.stop();
    const again = await startNode(options);
    expect(again.chain.head).toMatchObject({ stateRoot: first.stateRoot, height: first.counts.blocks });
    await again.stop();
  } finally {
    await rm(path, { recursive: true, force: true });
  }
});

test("INV-010 cut off and played on, it ends at the same root; with a stranger's block in it, it is refused", async () => {
  const path = await mkdtemp(join(tmpdir(), "novate-resume-"));
  const genesisMs = createScene({ tape: crash, seed: 1, counts: COUNTS }).plan.genesisMs;
  /** One run of a program on the folder, up to a step of the tape; returns the root and what was counted. */
  const play = async (untilStep: number) => {
    const scene = createScene({ tape: crash, seed: 1, counts: COUNTS });
    const clock = createTapeClock(genesisMs);
    const consensus = solo({ clock, pacing: "manual" });
    const options = { path, genesis: scene.genesis, version: "test", consensus, threads: 1 };
    const node = await startNode(options);
    clock.set(node.chain.head.timeMs);
    const past = createEngineHost(Engine.create(scene.genesis).engine, preparer);
    const host = createResumingHost(past, createSoloHost(node, clock), node.chain.head);
    const tally = createTally(scene.plan);
    const stop = new AbortController();
    const listen: BlockListener = (result, step) => {
      tally.take(result);
      if (step === untilStep) stop.abort();
    };
    try {
      await runReplay(scene, host, listen, stop.signal);
      return { root: node.chain.head.stateRoot, blocks: tally.read().blocks };
    } finally {
      await node.stop();
    }
  };
  try {
    for (const step of [0, 47]) expect((await play(step)).root).not.toBe(first.stateRoot);
    const whole = await play(crash.steps.length);
    expect(whole).toMatchObject({ root: first.stateRoot, blocks: first.counts.blocks });
    expect((await play(crash.steps.length)).root).toBe(first.stateRoot); // nothing is left to play

    const scene = createScene({ tape: crash, seed: 1, counts: COUNTS });
    const host = createEngineHost(Engine.create(scene.genesis).engine, preparer);
    const stranger = createResumingHost(host, host, { height: 1, stateRoot: `0x${"00".repeat(32)}` });
    await expect(runReplay(scene, stranger, () => {})).rejects.toMatchObject({ code: "HistoryDiffers" });
  } finally {
    await rm(path, { recursive: true, force: true });
  }
});

test("LIQ-001 ORCL-005 ATOM on 10 October: one venue fell to 1.055, and nobody was closed out for it", async () => {
  const tape = cutTape(await loadTape("2025-10-10"), { from: "20:59", to: "21:24", underlyings: ["ATOM"] });
  const { wicks, counts, conservation } = await replayTape({ tape, seed: 1, counts: COUNTS, preparer });
  const [atom] = wicks;
  expect(atom!.dislocation).toMatchObject({ venue: "binance-delivery", printed: 105_500_000n });
  expect(atom!.dislocation.others.map(({ venue }) => venue)).toEqual(["coinbase", "gemini"]);
  expect(atom!.lowestIndex).toBeGreaterThan(3n * 100_000_000n);
  expect(atom!.lowestMark).toBeGreaterThan(3n * 100_000_000n);
  expect(atom!.byOneSourceAlone).toBe(0);
  expect(counts.trades.novated).toBeGreaterThan(50);
  expect(conservation.isConserved).toBe(true);
});

test("a window with one end alone runs to the usual other end, or to the tape's own", async () => {
  const tape = await loadTape("2025-10-10");
  const spanOf = (window: Parameters<typeof cutTape>[1]): string[] => {
    const { fromMs, toMs } = cutTape(tape, window).header;
    return [fromMs, toMs].map((timeMs) => new Date(timeMs).toISOString().slice(8, 16));
  };
  expect(spanOf({})).toEqual(["10T18:00", "10T23:00"]);
  expect(spanOf({ from: "22:00" })).toEqual(["10T22:00", "10T23:00"]);
  expect(spanOf({ to: "12:00" })).toEqual(["10T00:00", "10T12:00"]);
  expect(spanOf({ from: "23:30" })).toEqual(["10T23:30", "11T00:00"]);
});

/**
 * Goal: the judge calls nothing a find that no house could prevent, and everything that one could. Method: scripts that the adversary
 * once brought, shortened; and the same losses by a house with a guard switched off, or told of by an event.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { atoms, lots, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { playEpisode } from "../episode.ts";
import { idOf, type Own } from "../roles.ts";
import type { Script, Step, Weather } from "../script.ts";
import type { Stage } from "../stage/stage.ts";
import { APART } from "../stage/words.ts";
import { BTC_FEED, BTC_FUTURE, BTC_PERP } from "../world.ts";
import { CloseOuts } from "./closeOuts.ts";
import { play } from "./run.ts";

const step = (given: Partial<Omit<Step, "time">> & { to?: Step["time"]["to"] }): Step => {
  const { to = "block", ...fields } = given;
  const rest = { times: 1, truth: "calm", weather: "fair", errand: "none", isFirst: false, moves: [] } as const;
  return { time: { to, ms: 0 }, ...rest, ...fields };
};
const opened = (instrument: number, buyer: Own = "left", seller: Own = "right"): Step["moves"] => {
  const terms = { instrument, price: { at: "mark", ticks: 0 }, size: "margin", isReducing: false } as const;
  return [{ do: "trade", buyer, seller, ...terms }];
};
const sold = (instrument: number): Step["moves"] => [
  { do: "trade", instrument, buyer: "maker", seller: "left", ...ALL_AT_TRUTH },
];
/** What a publisher with a quarter of the weight says for its owner's short. */
const FAR: Step["moves"] = [{ do: "say", feedId: BTC_FEED, lie: "far" }];
const ALL_AT_TRUTH = { price: { at: "honest", ticks: 0 }, size: "margin", isReducing: false } as const;

/** Two jumps that break a short, minutes, and four jumps more. */
const stormWith = (moves: Step["moves"], minutes: 2 | 20): readonly Step[] => [
  step({ times: 2, truth: "jumpUp", moves }),
  step({ times: 2, truth: "jumpUp", moves }),
  step({ times: 8, moves }),
  step({ to: "minute", times: minutes, moves }),
  ...Array.from({ length: 4 }, () => step({ truth: "jumpUp", moves })),
];

const RICH: Readonly<Record<string, Script["steps"]>> = {
  "who opens at a price that is still fresh opened soundly, whatever a silent jump did before": [
    step({ truth: "jumpDown", weather: "outage", moves: opened(4) }),
    step({ to: "stale", weather: "outage" }),
    step({ times: 20, truth: "down", weather: "outage" }),
  ],
  "what a rise adds that was announced a quarter of an hour before is no rise without notice": [
    step({ moves: opened(1, "right", "left") }),
    step({ to: "minute", times: 4, truth: "jumpUp" }),
    step({ truth: "jumpUp" }),
    step({ truth: "jumpDown" }),
    step({ to: "hour", truth: "jumpDown" }),
  ],
  "a backstop is owed nothing for the close-outs that a true word prevents while others are silent": [
    step({ truth: "crash" }),
    step({ truth: "jumpUp" }),
    step({ to: "median", truth: "jumpUp", weather: "outage", moves: [{ do: "surface", lie: "third" }] }),
  ],
  "an option's mark stands still once its surface is too old": [
    step({ to: "cycle", times: 2, weather: "volSilent" }),
    step({ times: 20, truth: "jumpDown" }),
  ],
  "who waits for the 30-second median while prices drift is moved by a block's own jump before the house can look": [
    step({
      times: 20,
      truth: "up",
      moves: [{ do: "trade", instrument: 12, buyer: "right", seller: "left", ...ALL_AT_TRUTH }],
    }),
    step({ to: "minute", truth: "jumpUp" }),
  ],
  "LIQ-018 ORCL-089 what is closed out between words that are apart, for less than it was worth, is declared to the fund":
    [
      step({ times: 4, truth: "jumpDown", weather: "apart", moves: opened(6, "right", "left") }),
      step({ truth: "crash" }),
      step({ truth: "jumpUp" }),
      step({ times: 4, truth: "down" }),
      step({ weather: "apart", moves: FAR }),
      step({ truth: "down", weather: "apart" }),
    ],
  "LIQ-018 ORCL-046 ORCL-089 who is sound at a word ten minutes old waits until its equity is gone at every honest word":
    [step({ moves: sold(BTC_PERP) }), step({ to: "median", times: 20, truth: "up", weather: "apart" })],
  "ORCL-046 a lone publisher delays close-outs by ten minutes, and what jumps take meanwhile is declared": [
    step({ moves: [...sold(BTC_PERP), ...FAR] }),
    ...stormWith(FAR, 2),
  ],
};
/** Broken by a jump, and no block between the second clock's end and the next jump. */
const BROKEN = [step({ moves: opened(2) }), step({ truth: "jumpDown" }), step({ times: 8 })] as const;
const DRIFTED = [
  step({ times: 4, truth: "up" }),
  step({ times: 4, truth: "up", weather: "apart" }),
  step({ to: "minute", times: 4, truth: "up", weather: "apart", moves: [{ do: "surface", lie: "third" }] }),
  step({ times: 4, truth: "up", weather: "apart" }),
];
/** Short as margin admits, broken by jumps at the word of all honest sources but one. */
const BROKEN_BUT_FOR_A_WORD = [
  step({ times: 4, truth: "jumpUp", moves: sold(BTC_PERP) }),
  step({ to: "minute", times: 4, truth: "jumpUp", weather: "apart" }),
] as const;
const BARE: Readonly<Record<string, Script["steps"]>> = {
  "the first block after the second clock comes with a crash, which no house could have come before": [
    ...BROKEN,
    step({ to: "minute", truth: "crash" }),
  ],
  "LIQ-037 a tear-up at a price between honest sources that are apart is no more than they disagree by": DRIFTED,
  "LIQ-037 ORCL-089 what a tear-up moves at the lowest of their words is declared, to whichever tick its mark is rounded":
    [
      step({ times: 4, truth: "jumpUp", moves: sold(BTC_PERP) }),
      step({ times: 4, truth: "jumpUp" }),
      step({ to: "minute", times: 4, truth: "jumpUp", weather: "apart" }),
      step({}),
      step({ truth: "jumpUp", weather: "apart" }),
      step({ times: 2, truth: "jumpUp", weather: "apart" }),
    ],
  "LIQ-017 ORCL-089 who is sound at one honest source's word is not looked at, and has a minute from their agreement on":
    [
      ...BROKEN_BUT_FOR_A_WORD,
      step({}),
      step({ truth: "jumpUp" }),
      step({ times: 4, truth: "jumpUp" }),
      step({ truth: "jumpUp" }),
    ],
  "LIQ-080 who is managed above close-out waits while no backstop has means, and a jump meanwhile is declared": [
    step({ moves: opened(4, "right", "left") }),
    step({ times: 2, truth: "down" }),
    step({ to: "staleSurface" }),
    step({ truth: "crash" }),
  ],
  "LIQ-035 LIQ-080 who is managed and meets maintenance margin again waits for initial margin, and a jump is declared":
    [
      step({ moves: opened(2) }),
      step({ times: 2, truth: "jumpDown" }),
      step({ to: "stale", times: 4, truth: "jumpUp" }),
      step({ to: "minute", truth: "crash" }),
      step({ to: "cycle" }),
    ],
  "LIQ-060 who is below close-out is torn up though there be a backstop without room, and a second crash costs nothing":
    [
      step({ moves: opened(4, "right", "left") }),
      step({ truth: "jumpUp" }),
      step({ times: 4, truth: "crash" }),
      step({ to: "hour", truth: "crash" }),
    ],
  "nobody is owed the tear-ups at an old price that another word prevents": [
    step({ truth: "crash" }),
    step({ weather: "apart" }),
    step({ to: "median", truth: "jumpUp", weather: "outage", moves: FAR }),
  ],
  "an expiring contract ceases to hedge with each sample, which is no rise without notice": [
    step({ to: "median", times: 4, truth: "jumpUp", moves: opened(1, "right", "left") }),
    step({ truth: "crash" }),
    step({ to: "window" }),
    step({ to: "median", times: 4 }),
  ],
};

test.each([
  ...Object.entries(RICH).map((each) => ["rich", ...each] as const),
  ...Object.entries(BARE).map((each) => ["bare", ...each] as const),
])("in a %s house: %s", (house, _, steps) => {
  expect(playEpisode({ house, steps }, "plain").finds).toEqual([]);
});

test("ORCL-030 nobody opens at a price that its feed calls stale, so that nothing of it is declared", () => {
  const before = step({ truth: "crash", weather: "outage" });
  const late = step({ to: "stale", weather: "outage", moves: opened(4) });
  const { finds, house } = playEpisode({ house: "rich", steps: [before, late, step({})] }, "plain");
  expect(finds).toEqual([]);
  expect(house.state.markets.get(4)!.openLots).toBe(
    playEpisode({ house: "rich", steps: [] }, "plain").house.state.markets.get(4)!.openLots,
  );
});

/** What a house that takes nobody before its equity is gone is found to have done. */
function findsWithout(guard: string, script: Script): string {
  const [plant, main] = ["../../canary/plant.ts", "../../adversary.ts"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const args = ["--import", plant!, main!, "--script", JSON.stringify(script)];
  const env = { ...process.env, CANARY: guard, NODE_OPTIONS: "" };
  return spawnSync(process.execPath, args, { env, encoding: "utf8" }).stdout;
}

test("a house that let the block pass in which it should have acted is charged with the crash that comes after it", () => {
  const steps = [...BROKEN, step({ to: "minute" }), step({ truth: "crash" })];
  expect(playEpisode({ house: "bare", steps }, "plain").finds).toEqual([]);
  const finds = findsWithout("default management enters nobody at the first look", { house: "bare", steps });
  expect(finds).toContain("fund: the fund lost");
  expect(finds).toContain("gain: the adversary won");
});

test("who was sound at one word alone is charged to a house that lets the minute pass after they agree", () => {
  const steps = [
    ...BROKEN_BUT_FOR_A_WORD,
    step({ times: 8 }),
    step({ to: "minute", times: 2 }),
    ...Array.from({ length: 4 }, () => step({ truth: "jumpUp" })),
  ];
  expect(playEpisode({ house: "bare", steps }, "plain").finds).toEqual([]);
  const finds = findsWithout("default management enters nobody at the first look", { house: "bare", steps });
  expect(finds).toContain("fund: the fund lost");
  expect(finds).toContain("gain: the adversary won");
});

test("ORCL-046 a house that reaches to a lone publisher for ever is charged with what comes after ten minutes", () => {
  const steps = [
    step({ moves: [...sold(BTC_PERP), ...FAR] }),
    ...stormWith(FAR, 20).filter(({ times }) => times !== 8),
  ];
  expect(playEpisode({ house: "bare", steps }, "plain").finds).toEqual([]);
  const finds = findsWithout("a lone source is reached to for ever", { house: "bare", steps });
  expect(finds).toContain("fund: the fund lost");
  expect(finds).toContain("gain: the adversary won");
});

test("LIQ-077 a house that tears up at the mark before a jump is charged with it, though sources be apart", () => {
  const jumps = [step({ times: 4, truth: "jumpUp" }), step({ times: 4, truth: "jumpUp" })];
  const steps = [step({ moves: sold(BTC_PERP) }), ...jumps, step({ to: "minute", truth: "jumpUp", weather: "apart" })];
  expect(playEpisode({ house: "bare", steps }, "plain").finds).toEqual([]);
  const guard = "what a jump leaves behind passes at the mark before it";
  expect(findsWithout(guard, { house: "bare", steps })).toContain("gain: the adversary won");
});

test("of a tear-up nothing is declared at a price beyond what honest sources say, and nothing while they agree", () => {
  const { stage } = play({ house: "bare", steps: [] }, false);
  const { state, values, timeMs } = stage;
  const truth = values.lotDollars(state, BTC_FUTURE, timeMs);
  const lost = (weather: Weather, ofTruth: number, ticksBelow = 0) => {
    const closeOuts = new CloseOuts();
    const torn = {
      type: "PositionTornUp",
      accountId: idOf("miller"),
      isGiver: false,
      lots: lots(-5_000n),
      priceTicks: ticks(BigInt(Math.round(truth * ofTruth * 10_000) - ticksBelow)),
      positionAfter: { instrumentId: BTC_FUTURE, lots: lots(3_000n), costAtoms: atoms(0n), fundingIndexE6: 0n },
      lossAtoms: atoms(0n),
      cashAfterAtoms: atoms(0n),
    } as const;
    const block = { height: stage.engine.height, timeMs, transactions: [] };
    closeOuts.after({ state, values, timeMs, weather } as Stage, block, { receipts: [], events: [torn] });
    return closeOuts.torn.get(idOf("miller")) ?? 0;
  };
  expect(lost("apart", 0.97)).toBeCloseTo(0.03 * truth * 5_000, 0);
  expect(lost("apart", 0.95)).toBe(0);
  expect(lost("fair", 0.97)).toBe(0);
  expect(lost("apart", 1 - APART)).toBeCloseTo(APART * truth * 5_000, 0);
  expect(lost("apart", 1 - APART, 1)).toBe(0);
});

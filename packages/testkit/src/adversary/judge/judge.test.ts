/**
 * Goal: the judge calls nothing a find that no house could prevent. Method: scripts that the adversary once brought, shortened.
 */
import { expect, test } from "vitest";
import { playEpisode } from "../episode.ts";
import type { Own } from "../roles.ts";
import type { Script, Step } from "../script.ts";

const step = (given: Partial<Omit<Step, "time">> & { to?: Step["time"]["to"] }): Step => {
  const { to = "block", ...fields } = given;
  const rest = { times: 1, truth: "calm", weather: "fair", errand: "none", isFirst: false, moves: [] } as const;
  return { time: { to, ms: 0 }, ...rest, ...fields };
};
const opened = (instrument: number, buyer: Own = "left", seller: Own = "right"): Step["moves"] => {
  const terms = { instrument, price: { at: "mark", ticks: 0 }, size: "margin", isReducing: false } as const;
  return [{ do: "trade", buyer, seller, ...terms }];
};

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
};
const BARE: Readonly<Record<string, Script["steps"]>> = {
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

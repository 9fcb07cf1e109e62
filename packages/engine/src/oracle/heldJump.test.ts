/**
 * Goal: who has more than a third of the weight and less than half keeps a jump from being followed for a minute, and no longer.
 * Method: whole blocks of three publishers, of whom the third says something else for as long as it likes.
 */
import { expect, test } from "vitest";
import { isMarkInDoubt } from "../defaults/passable.ts";
import { OLD, scene } from "../settlement/fixings.fixture.ts";
import { mustGet } from "../state/state.ts";
import { BTC_FEED, BTC_PERP } from "../testing/testMarket.ts";

function spoken() {
  const { house, say } = scene();
  say(OLD);
  say(OLD);
  const dollars = () => Number(mustGet(house.state.feeds, BTC_FEED).value / 100_000_000n);
  const mayPass = () => !isMarkInDoubt(house.state, BTC_PERP);
  return { house, say, dollars, mayPass };
}

test.each([100_000, 100_500, 300_000])(
  "ORCL-088 LIQ-077 a dissent of %i dollars holds a fall back for a minute, and close-outs of its markets as long",
  (dissent) => {
    const { say, dollars, mayPass } = spoken();
    for (let second = 0; second <= 60; second += 1) {
      expect(dollars()).toBe(100_000);
      say([70_000, 70_010, dissent], 1_000);
      expect(mayPass()).toBe(second === 60);
    }
    expect(dollars()).toBe(70_010);
  },
);

test("ORCL-088 a third makes no jump, however long it says so", () => {
  const { say, dollars } = spoken();
  for (let second = 0; second < 90; second += 1) say([100_000, 100_010, 70_000], 1_000);
  expect(dollars()).toBe(100_000);
});

test("ORCL-088 ORCL-008 nor do words from before it began to wait, said by half", () => {
  const { say, dollars, mayPass } = spoken();
  say([70_000, 70_010, 100_000], 1_000);
  for (let turn = 0; turn < 5; turn += 1) say([null, null, 100_000]);
  expect([dollars(), mayPass()]).toEqual([100_000, false]);
  say([70_000, null, 100_000]); // a third says it again
  expect(dollars()).toBe(100_000);
  say([null, 70_010, 100_000], 1_000);
  expect(dollars()).toBe(70_010);
});

test("ORCL-088 nor what half said of a wick within its first minute and has not said since", () => {
  const { say, dollars } = spoken();
  say([70_000, 70_010, 100_000], 1_000);
  say([70_020, 70_030, 100_000], 1_000); // again, and then these two say nothing while their words stay fresh
  for (let turn = 0; turn < 5; turn += 1) {
    say([null, null, 100_000]);
    expect(dollars()).toBe(100_000);
  }
});

/**
 * Goal: nobody takes another lane's places, a newcomer's place, or another party's turn. Method: tables over small queues, and
 * seeded crowds against the laws.
 */
import { describe, expect, test } from "vitest";
import { LANE_PERCENT, LANES, type Lane } from "../../admission/index.ts";
import { LaneQueue } from "./laneQueue.ts";

const place = (lane: Lane, party: string, bytes = 1, signatures = 1) => ({ lane, party, bytes, signatures });
const room = (transactions: number, bytes = Infinity, signatures = Infinity) => ({ transactions, bytes, signatures });

/** Pushes as many as there is room for, and says how many. */
function fill(queue: LaneQueue<string>, lane: Lane, party: string, tries: number, bytes = 1): number {
  for (let count = 0; count < tries; count += 1) {
    if (!queue.hasRoom(place(lane, party, bytes))) return count;
    queue.push(place(lane, party, bytes), `${party}${count}`);
  }
  return tries;
}

test("the shares of the lanes are the whole", () => {
  expect(LANES.reduce((sum, lane) => sum + LANE_PERCENT[lane], 0)).toBe(100);
  expect(LANES).toEqual(["prices", "custody", "attestations", "relief", "governance", "venues", "known", "strangers"]);
});

test.each(LANES)("ADM-006 whatever fills the other lanes, %s has its share of the queue", (own) => {
  const queue = new LaneQueue<string>({ transactions: 1_000, bytes: 1_000 });
  for (const lane of LANES) {
    if (lane !== own) for (let party = 0; party < 2_000; party += 1) fill(queue, lane, `flood${party}`, 1);
  }
  expect(queue.sizeOf(own)).toBe(0);
  for (let party = 0; party < 2_000; party += 1) fill(queue, own, `late${party}`, 1);
  expect(queue.sizeOf(own)).toBe(10 * LANE_PERCENT[own]);
  expect(queue.size).toBe(1_000);
});

test("ADM-007 alone a party fills half a lane, a second one half of what is left, and so on", () => {
  const queue = new LaneQueue<string>({ transactions: 1_000, bytes: 1_000_000 });
  const filled = ["a", "b", "c", "d"].map((party) => fill(queue, "strangers", party, 1_000));
  expect(filled).toEqual([50, 25, 13, 6]);
  expect(fill(queue, "strangers", "a", 1)).toBe(0);
  queue.take(room(20), true);
  expect(fill(queue, "strangers", "newcomer", 1)).toBe(1);
});

test("ADM-019 parties of one holder have together what one party may, and take turns", () => {
  const queue = new LaneQueue<string>({ transactions: 1_000, bytes: 1_000_000 });
  const dust = (party: string) => ({ ...place("relief", party), holder: "without positions" });
  let taken = 0;
  for (let name = 0; name < 1_000; name += 1) {
    if (!queue.hasRoom(dust(`${name}`))) continue;
    queue.push(dust(`${name}`), `dust${name}`);
    taken += 1;
  }
  expect(taken).toBe(75); // half of the lane
  expect(fill(queue, "relief", "a", 1_000)).toBe(38);
  expect(queue.take(room(77), true)).toHaveLength(77);
  queue.clear();
  expect([queue.size, queue.hasRoom(dust("again"))]).toEqual([0, true]);
});

test("ADM-007 bytes count as places do", () => {
  const queue = new LaneQueue<string>({ transactions: 1_000, bytes: 1_000 }); // 100 bytes for strangers
  expect(fill(queue, "strangers", "a", 10, 20)).toBe(3);
  expect(queue.hasRoom(place("strangers", "a", 1))).toBe(false);
  expect(queue.hasRoom(place("strangers", "b", 40))).toBe(true);
  expect(queue.hasRoom(place("strangers", "b", 41))).toBe(false);
});

test("ADM-008 parties take turns, each in its own order, and the turn outlives the block", () => {
  const queue = new LaneQueue<string>({ transactions: 1_000, bytes: 1_000 });
  fill(queue, "venues", "a", 5);
  fill(queue, "venues", "b", 2);
  fill(queue, "venues", "c", 1);
  expect(queue.take(room(4), true)).toEqual(["a0", "b0", "c0", "a1"]);
  fill(queue, "venues", "d", 1);
  expect(queue.take(room(9), true)).toEqual(["b1", "a2", "d0", "a3", "a4"]);
  expect(queue.size).toBe(0);
});

describe("ADM-009 a block takes each lane's share, then what is left in order", () => {
  /** A hundred of each of these lanes by as many parties. */
  function crowd(...lanes: readonly Lane[]) {
    const queue = new LaneQueue<Lane>({ transactions: 10_000, bytes: 10_000 });
    for (const lane of lanes) for (let n = 0; n < 100; n += 1) queue.push(place(lane, `${n}`), lane);
    const taken = queue.take(room(100), true);
    return Object.fromEntries(lanes.map((lane) => [lane, taken.filter((each) => each === lane).length]));
  }

  test("all of them ask", () => expect(crowd(...LANES)).toEqual(LANE_PERCENT));
  test("prices leave theirs", () =>
    expect(crowd("relief", "venues", "strangers")).toEqual({ relief: 65, venues: 25, strangers: 10 }));
  test("strangers alone", () => expect(crowd("strangers")).toEqual({ strangers: 100 }));
});

test("ADM-009 what does not fit waits, and keeps neither other lanes nor its own next block", () => {
  const queue = new LaneQueue<string>({ transactions: 1_000, bytes: 100_000 });
  queue.push(place("governance", "g", 90), "large");
  queue.push(place("prices", "p", 20), "price");
  queue.push(place("known", "k", 20), "known");
  expect(queue.take(room(10, 100), true)).toEqual(["price", "known"]);
  expect(queue.take(room(10, 100), true)).toEqual(["large"]);
});

test("ADM-009 a lane's first fits its share whatever its size", () => {
  const queue = new LaneQueue<string>({ transactions: 1_000, bytes: 100_000 });
  for (let n = 0; n < 90; n += 1) queue.push(place("prices", `${n}`), "price");
  queue.push(place("governance", "g", 40), "large"); // a share of five
  expect(queue.take(room(1_000, 100), true).filter((item) => item === "large")).toHaveLength(1);
});

test("a room that is not exact is passed by one at most in each share", () => {
  const queue = new LaneQueue<string>({ transactions: 1_000, bytes: 100_000 });
  for (let n = 0; n < 9; n += 1) queue.push(place("venues", `${n}`, 1, 513), "report");
  for (let n = 0; n < 900; n += 1) queue.push(place("strangers", `${n}`), "stranger");
  const taken = queue.take(room(Infinity, Infinity, 1_000), false);
  expect(taken.filter((item) => item === "report")).toHaveLength(2); // the share, and what relief and prices left
  expect(taken.filter((item) => item === "stranger")).toHaveLength(100);
});

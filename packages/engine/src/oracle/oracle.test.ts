/** Goal: prices, jumps, modes and marks as the rules say. Method: whole blocks with several publishers on the test house. */
import { type Change, MarketMode } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import { mustMark } from "../ledger/mark.ts";
import { runBlock } from "../testing/runBlock.ts";
import { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  ownerSigner,
  TEST_CHANGES,
  testGenesis,
  UNDERLYING,
  USDC_FEED,
} from "../testing/testMarket.ts";
import { observationOf } from "../testing/trades.ts";

const E8 = 100_000_000n;
const signerOf = (publisherId: number) => ownerSigner(address(0xc0 + publisherId));

const weigh = (...weights: number[]) => weights.map((weight, at) => ({ publisherId: at + 1, weight }));

/** Four publishers, of whom as many count on the price of bitcoin as have a weight; quorum two, good for half a minute. */
function manyPublisherHouse(...weights: number[]): TestHouse {
  const limits = { maxAgeMs: 30_000, heartbeatMs: 60_000, minimum: E8, maximum: 1_000_000n * E8 };
  const changes: Change[] = TEST_CHANGES.map((change) => {
    if (change.type !== "RegisterFeed") return change;
    return change.feedId === BTC_FEED
      ? { ...change, ...limits, quorum: 2, weights: weigh(...weights) }
      : { ...change, weights: weigh(1) };
  });
  for (const publisherId of [2, 3, 4]) {
    changes.push({ type: "RegisterPublisher", publisherId, signer: signerOf(publisherId), weight: 1 });
  }
  return new TestHouse({ ...testGenesis(), changes });
}

let house: TestHouse;
beforeEach(() => {
  house = manyPublisherHouse(1, 1, 1);
});

/** One block in which publishers 1, 2, 3 … say these prices (null: nothing). Returns the refusals. */
function publish(dollars: readonly (number | null)[], stepMs = 1_000, confidence = 0n): (string | undefined)[] {
  const asked = dollars.flatMap((price, index) =>
    price === null ? [] : [{ command: observationOf(house, BTC_FEED, price, index + 1), signer: signerOf(index + 1) }],
  );
  for (const { command } of asked)
    for (const each of command.observations) Object.assign(each, { confidence, publishedAtMs: house.timeMs + stepMs });
  return runBlock(house, asked, stepMs).receipts.map(({ refusal }) => refusal?.code);
}

const index = () => house.state.feeds.get(BTC_FEED)!.value / E8;
const mode = () => house.state.underlyings.get(UNDERLYING)!.mode;
const mark = () => mustMark(house.state, BTC_PERP) / 10n;

test("ORCL-001 ORCL-018 only a registered publisher is heard, and only with something newer", () => {
  const command = observationOf(house, BTC_FEED, 100_000, 1);
  expect(runBlock(house, [{ command, signer: signerOf(2) }]).receipts[0]!.refusal?.code).toBe("NotAuthorised");
  expect(
    runBlock(house, [{ command: { ...command, publisherId: 9 }, signer: signerOf(2) }]).receipts[0]!.refusal?.code,
  ).toBe("PublisherUnknown");
  expect(publish([100_000, null, null])).toEqual([undefined]);
  expect(runBlock(house, [{ command, signer: signerOf(1) }]).receipts[0]!.refusal?.code).toBe("ObservationNotNewer");
});

test("ORCL-001 a message without an observation, or of unknown feeds only, is refused", () => {
  const codeOf = (...feedIds: number[]) => {
    const observations = feedIds.flatMap((feedId) => observationOf(house, feedId, 100_000).observations);
    const command = { type: "SubmitObservations", publisherId: 1, observations, surfaces: [] } as const;
    return runBlock(house, [{ command, signer: signerOf(1) }]).receipts[0]!.refusal?.code;
  };
  expect(codeOf()).toBe("ObservationsEmpty");
  expect(codeOf(99)).toBe("FeedUnknown");
  expect(codeOf(99, BTC_FEED)).toBeUndefined();
});

test("ORCL-002 ORCL-003 ORCL-020 the future, nothing and the bounds are no price", () => {
  const at = (value: bigint, publishedAtMs: number) => ({
    command: {
      type: "SubmitObservations",
      publisherId: 1,
      observations: [{ feedId: BTC_FEED, value, confidence: 0n, publishedAtMs }],
      surfaces: [],
    } as const,
    signer: signerOf(1),
  });
  const codeOf = (value: bigint, aheadMs = 1_000) =>
    runBlock(house, [at(value, house.timeMs + aheadMs)]).receipts[0]!.refusal?.code;
  expect(codeOf(100_000n * E8, 60_000)).toBe("ObservationFromFuture");
  expect(codeOf(0n)).toBe("ValueOutOfBounds");
  expect(codeOf(E8)).toBe("ValueOutOfBounds"); // equal to the lower bound
  expect(codeOf(1_000_000n * E8)).toBe("ValueOutOfBounds"); // and to the upper one
  expect(codeOf(E8 + 1n)).toBeUndefined();
});

test("ORCL-024 ORCL-030 ORCL-031 below the quorum the last price stays and grows old, until the market restricts and halts", () => {
  publish([100_000, 100_000, null]);
  publish([100_010, 100_010, null]);
  expect([index(), mode()]).toEqual([100_010n, MarketMode.open]);
  publish([100_020, null, null], 31_000);
  expect([index(), mode()]).toEqual([100_010n, MarketMode.closeOnly]);
  publish([100_030, null, null], 290_000);
  expect([index(), mode()]).toEqual([100_010n, MarketMode.halted]);
});

test("ORCL-010 a halted market re-opens through close-only", () => {
  publish([null, null, null]);
  expect(mode()).toBe(MarketMode.halted); // there has been no price yet
  publish([100_000, 100_000, 100_000]);
  expect(mode()).toBe(MarketMode.closeOnly);
  publish([100_001, 100_001, 100_001]);
  expect(mode()).toBe(MarketMode.open);
});

test("ORCL-021 a source frozen beyond its heartbeat does not count", () => {
  for (let minute = 0; minute < 8; minute += 1) publish([100_000 + minute, 100_000, null], 20_000);
  const aggregatedAtMs = house.state.feeds.get(BTC_FEED)!.aggregatedAtMs;
  expect(aggregatedAtMs).toBeLessThan(house.timeMs); // publisher 2 repeats itself: one live source is below the quorum
});

test("ORCL-007 ORCL-008 ORCL-027 one source's wick moves nothing; a jump counts once its sources confirm it", () => {
  publish([100_000, 100_000, 100_000]);
  publish([99_990, 100_000, 35_000]);
  expect(mark()).toBeGreaterThan(99_000n);
  publish([70_000, 70_000, 70_000]);
  expect(index()).toBe(99_990n);
  expect(house.state.feeds.get(BTC_FEED)!.pendingAtMs).toBe(house.timeMs);
  publish([70_001, 99_999, null], 31_000); // the third is too old: two sources, and they disagree: half of the weight confirms nothing
  expect(index()).toBe(99_990n);
  publish([70_002, 70_002, 70_003]);
  expect(index()).toBe(70_002n);
  expect(house.state.feeds.get(BTC_FEED)!.pendingAtMs).toBe(0);
});

test("ORCL-008 a source that has come apart from the others cannot hold back what they confirm", () => {
  publish([100_000, 100_000, 100_000]);
  publish([70_000, 70_000, 30_000]);
  expect(index()).toBe(100_000n);
  publish([70_001, 70_001, 30_000]);
  expect(index()).toBe(70_001n);
});

test("ORCL-008 a jump the other way starts over", () => {
  publish([100_000, 100_000, 100_000]);
  publish([70_000, 70_000, 70_000]);
  expect(index()).toBe(100_000n);
  publish([130_000, 130_000, 130_000]);
  expect(index()).toBe(100_000n);
  publish([130_001, 130_001, 130_001]);
  expect(index()).toBe(130_001n);
});

test("ORCL-009 after a gap the market does not open until there is a price from after it", () => {
  publish([100_000, 100_000, 100_000]);
  publish([100_001, 100_001, 100_001]);
  expect(mode()).toBe(MarketMode.open);
  publish([null, null, null], 300_000);
  expect(mode()).not.toBe(MarketMode.open);
  publish([100_002, 100_002, 100_002]);
  publish([100_003, 100_003, 100_003]);
  expect(mode()).toBe(MarketMode.open);
});

test("ORCL-015 the mark follows a new index in its own block, and no other", () => {
  publish([100_000, 100_000, 100_000]);
  expect(mark()).toBe(100_000n);
  const { mark: before } = house.state.markets.get(BTC_PERP)!;
  publish([null, null, null]);
  expect(house.state.markets.get(BTC_PERP)!.mark).toEqual(before);
});

test("ORCL-017 ORCL-039 a contract is listed close-only and opens with its first mark", () => {
  const contractMode = () => house.state.markets.get(BTC_PERP)!.mode;
  publish([100_000, null, null]);
  expect(contractMode()).toBe(MarketMode.closeOnly);
  publish([100_000, 100_000, 100_000]);
  expect(contractMode()).toBe(MarketMode.open);
});

test("ORCL-035 one command says one surface of an underlying", () => {
  const slice = {
    expiryMs: house.timeMs + DAY_MS,
    aE9: 900_000n,
    bE9: 400_000n,
    rhoE9: 0n,
    mE9: 0n,
    sigmaE9: 250_000_000n,
  };
  const surface = { underlyingId: UNDERLYING, publishedAtMs: house.timeMs + 1_000, slices: [slice] };
  const surfaces = [surface, { ...surface, publishedAtMs: surface.publishedAtMs + 1 }];
  const command = { type: "SubmitObservations", publisherId: 1, observations: [], surfaces } as const;
  const { events } = runBlock(house, [{ command, signer: signerOf(1) }]);
  expect(events.filter(({ type }) => type === "SurfaceAccepted")).toEqual([
    { type: "SurfaceAccepted", publisherId: 1, surface },
  ]);
});

test("ORCL-019 a bad observation does not harm the good one beside it", () => {
  const good = { feedId: USDC_FEED, value: E8, confidence: 0n, publishedAtMs: house.timeMs + 1_000 };
  const bad = { ...good, feedId: BTC_FEED, value: 0n };
  const command = { type: "SubmitObservations", publisherId: 1, observations: [bad, good], surfaces: [] } as const;
  const { receipts } = runBlock(house, [{ command, signer: signerOf(1) }]);
  expect(receipts[0]!.refusal).toBeNull();
  expect(house.state.feeds.get(BTC_FEED)!.sources).toEqual([]);
  expect(house.state.feeds.get(USDC_FEED)!.value).toBe(E8);
});

test("ORCL-028 ORCL-029 a jump waits while less than two thirds of the fresh weight stand outside the band on its side", () => {
  house = manyPublisherHouse(1, 1, 1, 1);
  publish([100_000, 100_000, 100_000, 100_000]);
  for (let second = 0; second < 3; second += 1) publish([70_001, 70_002, 99_999, 300_000 + second]);
  expect(index()).toBe(100_000n);
  publish([70_001, 70_002, 70_003, 300_000]);
  expect(index()).toBe(70_002n);
});

test("ORCL-029 one of three that has come apart to the other side cannot hold back what the others confirm", () => {
  publish([100_000, 100_000, 100_000]);
  publish([70_000, 70_001, 300_000]);
  publish([70_000, 70_001, 300_000]);
  expect(index()).toBe(70_001n);
});

test("ORCL-008 ORCL-028 a jump is confirmed by words heard in later blocks, not by the same ones again", () => {
  publish([100_000, 100_000, 100_000]);
  publish([70_000, 70_000, 70_000], 1_000);
  publish([null, null, null]);
  publish([70_000, null, null]); // one of the three repeats itself
  expect(index()).toBe(100_000n);
  const { pendingAtMs } = house.state.feeds.get(BTC_FEED)!;
  expect(pendingAtMs).toBe(house.timeMs - 2_000); // it waits from its first word on
  publish([null, 70_000, null]);
  expect(index()).toBe(70_000n);
});

test("ORCL-008 a word stamped two seconds ahead is no second word when its time has come", () => {
  house = new TestHouse();
  const ahead = (dollars: number) => {
    const command = observationOf(house, BTC_FEED, dollars, 1);
    for (const each of command.observations) Object.assign(each, { publishedAtMs: house.timeMs + 2_999 });
    return [{ command, signer: signerOf(1) }];
  };
  runBlock(house, ahead(100_000));
  runBlock(house, ahead(50_000));
  for (let second = 0; second < 5; second += 1) runBlock(house);
  expect(index()).toBe(100_000n);
});

test("ORCL-015 words that cross with blocks count: each block hears one of three, a third of a second after it was said", () => {
  let price = 100_000;
  const startMs = house.timeMs + 10_000;
  for (let round = 0; round < 8; round += 1) {
    price = Math.round(price * 0.998);
    for (const publisherId of [1, 2, 3]) {
      const publishedAtMs = startMs + round * 10_000 + publisherId;
      const command = observationOf(house, BTC_FEED, price, publisherId);
      for (const each of command.observations) Object.assign(each, { publishedAtMs });
      const heardAtMs = publishedAtMs + 300 + 20 * publisherId;
      runBlock(house, [{ command, signer: signerOf(publisherId) }], heardAtMs - house.timeMs);
    }
  }
  expect(index()).toBe(BigInt(price));
});

test("ORCL-030 an index that is too uncertain closes its market, until it is not", () => {
  publish([100_000, 100_000, 100_000]);
  publish([100_000, 100_000, 100_000]);
  publish([100_000, 100_000, 100_000], 1_000, 2_001n * E8); // two percent are accepted
  expect(mode()).toBe(MarketMode.closeOnly);
  publish([100_000, 100_000, 100_000], 1_000, 2_000n * E8);
  expect(mode()).toBe(MarketMode.open);
});

/** Goal: the block helper runs every phase on the test market. Method: empty blocks, then commands with receipts. */
import { expect, test } from "vitest";
import { runBlock } from "./runBlock.ts";
import { createTestHouse } from "./testHouse.ts";
import { address, BTC_FEED, ownerSigner, PUBLISHER, PUBLISHER_SIGNER, SEGMENT } from "./testMarket.ts";

test("INV-009 INV-012 a block hears its commands in their phases and answers each in order", () => {
  const house = createTestHouse();
  const open = { type: "OpenAccount", segmentId: SEGMENT, method: 1 } as const;
  const observation = {
    feedId: BTC_FEED,
    value: 10_010_000_000_000n,
    confidence: 0n,
    publishedAtMs: house.timeMs + 500,
  };
  const publish = {
    type: "SubmitObservations",
    publisherId: PUBLISHER,
    observations: [observation],
    surfaces: [],
  } as const;
  const { receipts } = runBlock(house, [
    { command: open, signer: ownerSigner(address(1)) },
    { command: { ...open, segmentId: 99 }, signer: ownerSigner(address(1)) },
    { command: publish, signer: PUBLISHER_SIGNER },
  ]);
  expect(receipts.map(({ refusal }) => refusal?.code ?? null)).toEqual([null, "SegmentUnknown", null]);
  expect(house.state.feeds.get(BTC_FEED)?.value).toBe(10_010_000_000_000n);
});

/** Goal: a search asks about each slice once and finds what it would by asking always. Method: every number of parts. */
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, perpLots, usdc } from "../testing/testMarket.ts";
import { onceASlice, PARTS, sliceOf } from "./slice.ts";

test.each([1, 3, 1_000, 4_097])("LIQ-023 of %i lots all parts that give the same lots have one answer", (held) => {
  const house = createTestHouse();
  const [long, short] = [1, 2].map((owner) => house.openAccount(address(owner), usdc(10_000_000))) as [number, number];
  house.novate(long, short, BTC_PERP, perpLots(held), btcTicks(100_000));
  const account = house.account(short);
  const lotsOf = (parts: number): bigint => sliceOf(house.state, account, parts)[0]?.lots ?? 0n;
  const asked: number[] = [];
  const isSmall = onceASlice(house.state, account, (parts) => {
    asked.push(parts);
    return -lotsOf(parts) <= BigInt(held >> 1);
  });
  for (let parts = PARTS; parts > 0; parts -= 1) expect(isSmall(parts)).toBe(-lotsOf(parts) <= BigInt(held >> 1));
  expect(asked).toHaveLength(Math.min(held, PARTS));
});

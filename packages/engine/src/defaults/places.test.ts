/**
 * Goal: specks in many contracts use up no backstop: it takes who is large in a contract that it does not hold.
 * Method: a backstop of a million with a lot in each of many contracts, and failing accounts of two sizes.
 */
import { expect, test } from "vitest";
import { MAX_POSITIONS } from "../ledger/balances.ts";
import { listPerpetual } from "../testing/contracts.ts";
import { createCrisis, eventsOf, fallTo, healthOf, lotsOf } from "../testing/crisis.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, btcTicks, perpLots, usdc } from "../testing/testMarket.ts";

const FIRST = 100;
const SPECK = 20n;
const LARGE = 4_000n;

/** A backstop that holds the first of so many contracts, a lot of each. */
function houseOf(contracts: number, held: number) {
  const changes = Array.from({ length: contracts }, (_, n) =>
    listPerpetual({ instrumentId: FIRST + n, symbol: `P${n}` }),
  );
  const house = createCrisis({ backstops: [1_000_000], changes });
  const rich = house.openAccount(address(7), usdc(100_000_000));
  for (let n = 0; n < held; n += 1) house.novate(1, rich, FIRST + n, perpLots(1), btcTicks(100_000));
  return { house, rich };
}

/** A long of so many lots in each of these contracts, a tenth above its maintenance margin. */
function long(house: TestHouse, rich: number, size: bigint, instrumentIds: readonly number[]): number {
  const id = house.openAccount(address(8));
  for (const instrumentId of instrumentIds) house.novate(id, rich, instrumentId, perpLots(size), btcTicks(100_000));
  house.moveCash(rich, id, usdc(Number((healthOf(house, id).maintenanceAtoms * 11n) / 10n / 1_000_000n)));
  return id;
}

const takenFrom = (house: TestHouse, dollars = 97_000): number[] => {
  const events = [...fallTo(house, dollars), ...fallTo(house, dollars)];
  return [...new Set(eventsOf(events, "PositionsClosedOut").map(({ accountId }) => accountId))];
};

test("LIQ-086 LIQ-087 with few places left a backstop takes what brings margin, or what it holds already, and no speck", () => {
  const held = MAX_POSITIONS - 32;
  const { house, rich } = houseOf(held + 2, held);
  const speck = long(house, rich, SPECK, [FIRST + held]);
  const known = long(house, rich, SPECK, [FIRST]);
  const large = long(house, rich, LARGE, [FIRST + held + 1]);
  const taken = takenFrom(house);
  expect(taken).not.toContain(speck);
  expect(taken).toContain(known);
  expect(taken).toContain(large);
  expect(house.account(1).positions.length).toBe(held + 1);
});

test("LIQ-086 who has a lot in each of as many contracts as there are places is not taken, and a few contracts are", () => {
  const { house, rich } = houseOf(MAX_POSITIONS, 0);
  const ids = (count: number) => Array.from({ length: count }, (_, n) => FIRST + n);
  const filler = long(house, rich, 1n, ids(MAX_POSITIONS));
  const small = long(house, rich, 1n, ids(8));
  expect(takenFrom(house)).toEqual([small]);
  expect(lotsOf(house.account(1)).length).toBe(8);
  expect(lotsOf(house.account(filler)).length).toBe(MAX_POSITIONS);
});

/**
 * Goal: what an owner's accounts hold together is one running sum, equal to the sum of its parts, whatever order they changed
 * in, on scratch copies too, and after a restart.
 * Method: seeded changes of positions of five accounts of one owner, against sums taken anew.
 */
import { lots, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { Derived } from "../../derived/derived.ts";
import type { SideLots } from "../../derived/ownerIndex.ts";
import { withPosition } from "../../ledger/balances.ts";
import { forkState } from "../../state/state.ts";
import { listPerpetual } from "../../testing/contracts.ts";
import { createTestHouse, type TestHouse } from "../../testing/testHouse.ts";
import { address, BTC_PERP, SEGMENT, testGenesis, usdc } from "../../testing/testMarket.ts";
import { MarginDesk } from "./marginDesk.ts";

const OWNER = address(1);
const SECOND = 2;

function createHouse(): { house: TestHouse; ids: number[]; peer: number } {
  const house = createTestHouse(testGenesis({ changes: [listPerpetual({ instrumentId: SECOND })] }));
  const peer = house.openAccount(address(2), usdc(1_000_000));
  const ids = Array.from({ length: 5 }, () => house.openAccount(OWNER, usdc(10_000)));
  return { house, ids, peer };
}

const sumsOf = (house: TestHouse, ids: readonly number[]): Map<number, SideLots> => {
  const sums = new Map<number, SideLots>();
  for (const id of ids)
    for (const { instrumentId, lots: held } of house.account(id).positions) {
      if (held === 0n) continue;
      const sides = sums.get(instrumentId) ?? { long: 0n, short: 0n };
      if (held > 0n) sides.long += held;
      else sides.short -= held;
      sums.set(instrumentId, sides);
    }
  return sums;
};

test("MARG-100 an owner's lots are a running sum of its accounts' parts, equal to one made anew", () => {
  const { house, ids, peer } = createHouse();
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let change = 0; change < 200; change += 1) {
    const [id, instrumentId] = [ids[random(5)]!, [BTC_PERP, SECOND][random(2)]!];
    const size = lots(BigInt(1 + random(20)));
    if (random(2) === 0) house.novate(id, peer, instrumentId, size, ticks(1_000_000n));
    else house.novate(peer, id, instrumentId, size, ticks(1_000_000n));
    const group = house.house.derived.owners.groupOf(OWNER, SEGMENT)!;
    expect(group.accounts).toBe(5);
    const byId = (sums: ReadonlyMap<number, SideLots>) => [...sums].sort(([left], [right]) => left - right);
    expect(byId(group.lots)).toEqual(byId(sumsOf(house, ids)));
    const rebuilt = new Derived(house.state).owners.groupOf(OWNER, SEGMENT)!;
    expect(byId(rebuilt.lots)).toEqual(byId(group.lots));
    const anew = new MarginDesk(house.state);
    for (const each of ids)
      expect(house.house.margin.requirement(house.state, house.account(each))).toEqual(
        anew.requirement(house.state, house.account(each)),
      );
  }
});

test("MARG-081 MARG-100 a scratch copy counts what it wrote of clones, and the rows below it stay as they are", () => {
  const { house, ids, peer } = createHouse();
  const [first, second] = [ids[0]!, ids[1]!];
  house.novate(first, peer, BTC_PERP, lots(1_000n), ticks(1_000_000n));
  const { margin } = house.house;
  const charged = (state = house.state as Parameters<typeof margin.requirement>[0]) =>
    margin.requirement(state, house.account(first)).maintenanceMargin;
  const before = charged();
  const position = { ...house.account(first).positions[0]!, lots: lots(500_000n) };
  const scratch = forkState(house.state);
  scratch.accounts.put(withPosition(house.account(second), position));
  const nested = forkState(scratch);
  expect(charged(scratch)).toBeGreaterThan(before);
  expect(charged(nested)).toBe(charged(scratch));
  nested.accounts.put(house.account(second));
  expect(charged(nested)).toBe(before);
  expect(charged()).toBe(before);
  house.changeAccount(second, { positions: [position] });
  expect(charged()).toBe(charged(scratch));
});

/**
 * Goal: whatever some members do, the house empties no faster than its windows, and nobody else's share is touched.
 * Method: random histories of three members beside one who does nothing; what left is counted from the outcomes alone.
 */

import { atoms, DAY_MS, HOUR_MS, maxOf } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exitOf, freshAtomsAt } from "../collateral/seasoning.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { withdrawNow } from "../testing/withdrawals.ts";

const LANE = usdc(10_000);
const member = fc.integer({ min: 1, max: 3 });
const step = fc.oneof(
  fc.record({ kind: fc.constant("withdraw" as const), member, dollars: fc.integer({ min: 1, max: 30_000 }) }),
  fc.record({ kind: fc.constant("deposit" as const), member, dollars: fc.integer({ min: 1, max: 100_000 }) }),
  fc.record({ kind: fc.constant("move" as const), member, dollars: fc.integer({ min: 1, max: 100_000 }) }),
  fc.record({ kind: fc.constant("wait" as const), member, dollars: fc.integer({ min: 1, max: 2 * HOUR_MS }) }),
);

const withdraw = (house: TestHouse, accountId: number, amountAtoms: bigint) =>
  withdrawNow(house, accountId, USDC, amountAtoms);
const heldOf = (house: TestHouse) => mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC)).heldAtoms;

test("WDR-003 WDR-011 WDR-012 WDR-013 WDR-026 over any time no more leaves than the windows' limits, and who was idle has their share", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      const house = createTestHouse();
      const ids = [1, 2, 3].map((owner) => house.openAccount(address(owner), usdc(500_000)));
      const twins = [1, 2, 3].map((owner) => house.openAccount(address(owner), usdc(1)));
      const idle = house.openAccount(address(9), usdc(400_000));
      house.openBlock(house.timeMs + 2 * DAY_MS);
      const startMs = house.timeMs;
      let [net, mostHeld] = [0n, heldOf(house)];
      for (const { kind, member, dollars } of steps) {
        const amount = usdc(dollars);
        const id = ids[member - 1]!;
        if (kind === "wait") house.openBlock(house.timeMs + dollars);
        else if (kind === "deposit") {
          house.deposit(id, USDC, amount);
          net -= amount;
        } else if (kind === "move") {
          const twin = twins[member - 1]!;
          const move = { sourceAccountId: id, targetAccountId: twin, assetId: USDC, amountAtoms: amount } as const;
          house.outcome({ type: "TransferCollateral", ...move }, ownerSigner(address(member)));
          if (withdraw(house, twin, amount) === "accepted") net += amount;
        } else if (withdraw(house, id, amount) === "accepted") net += amount;
        mostHeld = maxOf(mostHeld, heldOf(house));
        for (const [lengthMs, part] of [
          [HOUR_MS, 100n],
          [DAY_MS, 10n],
        ] as const) {
          const windows = BigInt(Math.floor((house.timeMs - startMs) / lengthMs)) + 2n;
          expect(net).toBeLessThanOrEqual(windows * maxOf<bigint>(mostHeld / part, LANE));
        }
      }
      const share = (LANE * usdc(400_000) * 4n) / (mostHeld * 5n); // four fifths are shared by balance
      expect(withdraw(house, idle, share)).toBe("accepted");
    }),
    { numRuns: 100 },
  );
});

test("WDR-014 WDR-020 a window that has ended starts anew, and leaves what it did not use to the next", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(10_000_000));
  const out = (dollars: number) => withdraw(house, accountId, usdc(dollars));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  expect(out(200_000)).toBe("accepted"); // the account's own hour, and that which nobody used
  expect(out(1)).toBe("waits");
  house.openBlock(house.timeMs + HOUR_MS - 1);
  expect(out(1)).toBe("waits");
  house.openBlock(house.timeMs + 1);
  expect(out(98_000)).toBe("accepted"); // one hour's, since the last one left nothing
  expect(out(2)).toBe("waits");
});

test("WDR-021 WDR-025 what came in today gives no share, and may leave again while its window lasts", () => {
  const house = createTestHouse();
  const old = house.openAccount(address(1), usdc(10_000_000));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  const fresh = house.openAccount(address(2), usdc(5_000_000));
  expect(withdraw(house, fresh, usdc(5_000_000))).toBe("accepted");
  house.deposit(fresh, USDC, usdc(5_000_000));
  house.openBlock(house.timeMs + HOUR_MS);
  expect(withdraw(house, old, usdc(260_000))).toBe("accepted");
  expect(withdraw(house, fresh, usdc(10_000))).toBe("waits"); // a day's share of one seasoned hour
  house.openBlock(house.timeMs + DAY_MS);
  expect(withdraw(house, fresh, usdc(40_000))).toBe("accepted");
});

test("WDR-003 one who carries a part of the holdings round in a circle shuts nobody in", () => {
  const house = createTestHouse();
  const circler = house.openAccount(address(1), usdc(101_000));
  const member = house.openAccount(address(2), usdc(9_900_000));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  for (let hour = 0; hour < 24; hour += 1) {
    house.openBlock(house.timeMs + HOUR_MS);
    for (const dollars of [90_000, 5_000, 1_000, 100, 10, 1])
      while (withdraw(house, circler, usdc(dollars)) === "accepted");
    expect(withdraw(house, member, usdc(100))).toBe("accepted");
    const cash = house.account(circler).balances.find(({ assetId }) => assetId === USDC)?.amountAtoms ?? 0n;
    if (cash < usdc(101_000)) house.deposit(circler, USDC, atoms(usdc(101_000) - cash));
  }
});

test("WDR-022 a day after the last way in or out an account's row of it is gone", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(100_000));
  expect(house.state.exits.size).toBe(1);
  runBlock(house, [], HOUR_MS);
  withdraw(house, accountId, usdc(1_000));
  runBlock(house, [], HOUR_MS + DAY_MS - 1);
  expect(house.state.exits.size).toBe(1);
  runBlock(house, [], 1_001);
  expect(house.state.exits.size).toBe(0);
});

test("WDR-021 what came in is seasoned after a day, whoever pays an atom into the account meanwhile", () => {
  const house = createTestHouse();
  house.openAccount(address(9), usdc(5_000_000));
  const accountId = house.openAccount(address(1), usdc(1_000_000));
  const cameMs = house.timeMs;
  while (house.timeMs < cameMs + HOUR_MS + DAY_MS) {
    house.openBlock(house.timeMs + HOUR_MS / 6);
    house.deposit(accountId, USDC, atoms(1n)); // anybody can, for the chain's fee
  }
  expect(freshAtomsAt(exitOf(house.state, accountId, USDC), house.timeMs)).toBeLessThanOrEqual(150n);
});

test("WDR-027 all shares together are the limit at most, through however many names the balance went", () => {
  const house = createTestHouse();
  const names = [1, 2, 3, 4].map((owner) => house.openAccount(address(owner), usdc(10)));
  const first = house.openAccount(address(5), usdc(9_000_000));
  house.openAccount(address(6), usdc(1_000_000));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  let holder = { accountId: first, owner: 5 };
  let left = 0n;
  for (const [index, accountId] of names.entries()) {
    for (let part = usdc(100_000) as bigint; part > 0n; part /= 2n)
      while (withdraw(house, holder.accountId, part) === "accepted") left += part;
    const cash = house.account(holder.accountId).balances.find(({ assetId }) => assetId === USDC)!.amountAtoms;
    house.moveCash(holder.accountId, accountId, cash); // as gains do
    holder = { accountId, owner: index + 1 };
  }
  expect(left).toBeLessThanOrEqual(usdc(200_100)); // one limit, and the common part
});

/**
 * Goal: no sequence of deposits, withdrawals and pauses takes more out of a window than its limit allows.
 * Method: random histories against a list of what left when; the limits are recomputed from that list alone.
 */

import { atoms, DAY_MS, HOUR_MS, maxOf } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, CHAIN, ownerSigner, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";

const step = fc.oneof(
  fc.record({ kind: fc.constant("withdraw" as const), dollars: fc.integer({ min: 1, max: 30_000 }) }),
  fc.record({ kind: fc.constant("deposit" as const), dollars: fc.integer({ min: 1, max: 2_000_000 }) }),
  fc.record({ kind: fc.constant("wait" as const), dollars: fc.integer({ min: 1, max: 2 * HOUR_MS }) }),
);

interface Out {
  readonly atMs: number;
  readonly amount: bigint;
}

/** What left since the window that holds now began: windows start with the first withdrawal after the last one ended. */
function outInWindow(outs: readonly Out[], lengthMs: number, nowMs: number): bigint {
  let startMs = Number.NEGATIVE_INFINITY;
  let sum = 0n;
  for (const { atMs, amount } of outs) {
    if (atMs - startMs >= lengthMs) {
      startMs = atMs;
      sum = 0n;
    }
    sum += amount;
  }
  return nowMs - startMs >= lengthMs ? 0n : sum;
}

test("WDR-003 WDR-011 WDR-012 WDR-013 an hour and a day never let out more than their part of holdings, or the small lane", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      const house = createTestHouse();
      const accountId = house.openAccount(address(1), usdc(1_500_000));
      const lane = usdc(10_000);
      const outs: Out[] = [];
      const held = () => mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC)).heldAtoms;
      const limit = (out: bigint, part: bigint) => maxOf<bigint>((held() + out) / part, lane);
      for (const { kind, dollars } of steps) {
        if (kind === "deposit") house.deposit(accountId, USDC, usdc(dollars));
        else if (kind === "wait") house.openBlock(house.timeMs + dollars);
        else {
          const { timeMs } = house;
          const hourOut = outInWindow(outs, HOUR_MS, timeMs);
          const dayOut = outInWindow(outs, DAY_MS, timeMs);
          const amountAtoms = usdc(dollars);
          const fits = hourOut + amountAtoms <= limit(hourOut, 100n) && dayOut + amountAtoms <= limit(dayOut, 10n);
          const command = {
            type: "WithdrawCollateral",
            accountId,
            assetId: USDC,
            amountAtoms,
            chainId: CHAIN,
          } as const;
          const outcome = house.outcome({ ...command, recipient: address(1) }, ownerSigner(address(1)));
          expect(outcome).toBe(fits ? "accepted" : "WithdrawalLimitExceeded");
          if (fits) outs.push({ atMs: timeMs, amount: amountAtoms });
        }
      }
    }),
    { numRuns: 100 },
  );
});

test("WDR-014 a window that has ended starts anew with the next withdrawal", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(100_000));
  const withdraw = (dollars: number) =>
    house.outcome(
      {
        type: "WithdrawCollateral",
        accountId,
        assetId: USDC,
        amountAtoms: usdc(dollars),
        chainId: CHAIN,
        recipient: address(1),
      },
      ownerSigner(address(1)),
    );
  expect(withdraw(10_000)).toBe("accepted");
  house.openBlock(house.timeMs + HOUR_MS - 1);
  expect(withdraw(1)).toBe("WithdrawalLimitExceeded");
  house.openBlock(house.timeMs + 1);
  expect(withdraw(1)).toBe("WithdrawalLimitExceeded"); // the day's limit is the lane as well here
  house.openBlock(house.timeMs + DAY_MS - HOUR_MS);
  expect(withdraw(10_000)).toBe("accepted");
  expect(house.account(accountId).balances).toEqual([{ assetId: USDC, amountAtoms: atoms(80_000_000_000n) }]);
});

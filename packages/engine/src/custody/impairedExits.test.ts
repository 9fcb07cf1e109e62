/**
 * Goal: where a vault lacks something, nobody gains by leaving first, nobody is closed out, and trading goes on: settlement cash like any
 * other asset. Method: a vault's word by proof; withdrawals in any order, against a part that is computed once.
 */
import type { Hex } from "@novate/codec";
import { atoms, DAY_MS } from "@novate/num";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { impairedPpm } from "../ledger/impairment.ts";
import { mustGet } from "../state/state.ts";
import { healthOf } from "../testing/crisis.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  ownerSigner,
  perpLots,
  USDC,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";
import { BOOKED_CHAIN, bookDeposit, bookVault, HOT_KEYS, provenToken } from "../testing/vaultBooks.ts";
import { releaseWithdrawals } from "./releaseWithdrawals.ts";

const relayer = ownerSigner(HOT_KEYS[0]!);
const FROZEN = 1_760_000_000n;

/** Members with so much settlement cash each, all of it long in the vault. */
function houseOf(...dollars: readonly bigint[]) {
  const house = createTestHouse();
  bookVault(house, USDC);
  const owners = dollars.map((_, index) => address(index + 1));
  for (const [index, atomsOf] of dollars.entries())
    bookDeposit(house, house.openAccount(owners[index]!), USDC, atoms(atomsOf));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  const held = dollars.reduce((sum, each) => sum + each, 0n);
  const lack = (shortfall: bigint, frozenSince = 0n): void =>
    house.must(provenToken(house, held, shortfall, frozenSince), relayer);
  return { house, owners, held, lack };
}

function ask(house: TestHouse, owner: Hex, accountId: number, amountAtoms: bigint): void {
  const asked = { accountId, assetId: USDC, amountAtoms: atoms(amountAtoms), chainId: BOOKED_CHAIN, recipient: owner };
  house.must({ type: "WithdrawCollateral", ...asked }, ownerSigner(owner));
}

/** Lets what may leave do so; what is then owed to an account, to be paid by the vault. */
function paidTo(house: TestHouse, accountId: number): bigint {
  for (let n = 0; n < 4; n++) releaseWithdrawals(house.house);
  house.house.derived.holdings.assertConserved();
  return [...house.state.outbox.values()]
    .filter((row) => row.accountId === accountId && row.payment !== null)
    .reduce((sum, row) => sum + row.amountAtoms, 0n);
}

const later = (house: TestHouse, ms: number): void => house.openBlock(house.timeMs + ms);

describe("what is in doubt waits", () => {
  test("WDR-060 nothing leaves while the token is frozen, and what waits may be taken back", () => {
    const { house, owners, lack } = houseOf(usdc(1_000), usdc(1_000));
    lack(0n, FROZEN);
    ask(house, owners[0]!, 1, usdc(600));
    later(house, 3 * DAY_MS);
    expect(paidTo(house, 1)).toBe(0n);
    ask(house, owners[1]!, 2, usdc(600));
    house.must({ type: "CancelWithdrawal", accountId: 2, withdrawalId: 2 }, ownerSigner(owners[1]!));
    lack(0n);
    later(house, 120_000);
    expect(paidTo(house, 1)).toBe(usdc(600));
  });

  test("WDR-060 nothing leaves while the chain is gated", () => {
    const { house, owners } = houseOf(usdc(1_000));
    const vault = mustGet(house.state.vaults, 1);
    house.state.vaults.put({ ...vault, isGated: true });
    ask(house, owners[0]!, 1, usdc(600));
    expect(paidTo(house, 1)).toBe(0n);
    house.state.vaults.put(vault);
    later(house, 120_000);
    expect(paidTo(house, 1)).toBe(usdc(600));
  });

  test("WDR-061 for a day after a shortfall is first shown nothing leaves, and a later word begins no other day", () => {
    const { house, owners, lack } = houseOf(usdc(1_000), usdc(1_000));
    lack(usdc(200));
    ask(house, owners[0]!, 1, usdc(1_000));
    later(house, DAY_MS - 1_000);
    expect(paidTo(house, 1)).toBe(0n);
    lack(usdc(400));
    later(house, 1_000);
    expect(paidTo(house, 1)).toBe(usdc(800));
    lack(0n);
    lack(usdc(400)); // another one
    ask(house, owners[1]!, 2, usdc(1_000));
    later(house, DAY_MS - 1_000);
    expect(paidTo(house, 2)).toBe(0n);
  });

  test("WDR-063 nor while the inbox was shown to be another one, the chain open again or not", () => {
    const { house, owners } = houseOf(usdc(1_000));
    house.house.emit({ type: "InboxRewritten", vaultId: 1, chainId: BOOKED_CHAIN, number: 5n, count: 0n });
    house.house.emit({
      type: "ChangeApplied",
      change: { type: "ReopenChain", chainId: BOOKED_CHAIN },
      atMs: house.timeMs,
    });
    expect(mustGet(house.state.vaults, 1)).toMatchObject({ isGated: false, isRewritten: true });
    expect(impairedPpm(house.state, USDC)).toBe(1_000_000n);
    ask(house, owners[0]!, 1, usdc(600));
    later(house, 3 * DAY_MS);
    expect(paidTo(house, 1)).toBe(0n);
    const { inboxAcc: acc } = mustGet(house.state.vaults, 1);
    house.house.emit({ type: "InboxAdvanced", vaultId: 1, count: 1n, acc, number: 10n });
    later(house, 120_000);
    expect(paidTo(house, 1)).toBe(usdc(600));
  });
});

describe("what is lacking is lacked by all alike", () => {
  test("WDR-062 who leaves first has the part that who leaves last has, to the last atom that is there", () => {
    const { house, owners, held, lack } = houseOf(usdc(1_000), usdc(2_000), usdc(500));
    lack(usdc(350));
    later(house, DAY_MS);
    for (const [index, owner] of owners.entries()) {
      const accountId = index + 1;
      const all = [usdc(1_000), usdc(2_000), usdc(500)][index]!;
      ask(house, owner, accountId, all);
      expect(paidTo(house, accountId)).toBe((all * 9n) / 10n);
      if (accountId < 3) expect(impairedPpm(house.state, USDC)).toBe(100_000n);
      later(house, DAY_MS);
    }
    expect([1, 2, 3].reduce((sum, id) => sum + paidTo(house, id), 0n)).toBe(held - usdc(350));
    expect(mustGet(house.state.locations, USDC).keptAtoms).toBe(usdc(350));
  });

  test("WDR-062 in any order, in any parts, nobody has more than the part, and all together what is there", () => {
    const cents = fc.bigInt({ min: 1n, max: 5_000_000n });
    const scene = fc.record({
      held: fc.array(cents, { minLength: 2, maxLength: 4 }),
      lackPpm: fc.bigInt({ min: 1n, max: 999_999n }),
      turns: fc.array(fc.tuple(fc.nat(3), fc.bigInt({ min: 1n, max: 100n })), { minLength: 1, maxLength: 8 }),
    });
    fc.assert(
      fc.property(scene, ({ held, lackPpm, turns }) => {
        const sums = held.map((each) => each * 100n);
        const { house, owners, held: total, lack } = houseOf(...sums);
        const shortfall = (total * lackPpm) / 1_000_000n;
        if (shortfall === 0n) return;
        lack(shortfall);
        const asked = sums.map(() => 0n);
        for (const [place, percent] of turns) {
          const index = place % sums.length;
          const amount = ((sums[index]! - asked[index]!) * percent) / 100n;
          if (amount === 0n) continue;
          later(house, DAY_MS);
          ask(house, owners[index]!, index + 1, amount);
          asked[index]! += amount;
          paidTo(house, index + 1);
        }
        later(house, DAY_MS);
        let all = 0n;
        for (const [index, sum] of asked.entries()) {
          const paid = paidTo(house, index + 1);
          all += paid;
          expect(paid * total).toBeLessThanOrEqual(sum * (total - shortfall) + total * BigInt(turns.length));
        }
        expect(all).toBeLessThanOrEqual(total - shortfall);
      }),
      { numRuns: 60 },
    );
  });

  test("WDR-062 once it is restored, whoever stayed has all", () => {
    const { house, owners, lack } = houseOf(usdc(1_000), usdc(1_000));
    lack(usdc(400));
    later(house, DAY_MS);
    ask(house, owners[0]!, 1, usdc(1_000));
    expect(paidTo(house, 1)).toBe(usdc(800));
    lack(0n);
    ask(house, owners[1]!, 2, usdc(1_000));
    later(house, 120_000);
    expect(paidTo(house, 2)).toBe(usdc(1_000));
  });
});

test("COLL-033 settlement cash that its vault lacks counts as it is in margin: nobody is closed out by it, and trading goes on", () => {
  const { house, lack } = houseOf(usdc(100_000), usdc(100_000));
  house.setPrice(BTC_FEED, 100_000);
  house.novate(1, 2, BTC_PERP, perpLots(100n), btcTicks(100_000));
  const before = [1, 2].map((id) => healthOf(house, id));
  lack(usdc(100_000));
  expect([1, 2].map((id) => healthOf(house, id))).toEqual(before);
  const trade = tradeOf(house, 1, 2, 100n, btcTicks(100_000));
  expect(house.outcome(reportOf(trade), VENUE_SIGNER)).toBe("accepted");
});

/**
 * Goal: looking only at accounts whose certificate is used up finds what looking at all of them finds (MARG-061).
 * Method: random blocks of prices, trades, payments, funding, new accounts and new parameters; after the prices of each
 * block, a house made again from the rows takes the full pass, and both must emit the same events. Two planted faults,
 * certificates that promise too much and certificates that never expire, must be noticed.
 */
import { AccountStatus, type Event } from "@novate/codec";
import { atoms, lots, ppm } from "@novate/num";
import { HealthWatch } from "@novate/risk";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { MarginPass } from "../../command/margin.ts";
import { watchMargin } from "../../defaults/watchMargin.ts";
import type { WorkingHouse } from "../../house.ts";
import { balanceOf } from "../../ledger/balances.ts";
import { mustMark } from "../../ledger/mark.ts";
import { mustGet } from "../../state/state.ts";
import { ETH_PERP } from "../../testing/ethMarket.ts";
import { address, BTC, BTC_FEED, BTC_PERP, btc, USDC, usdc } from "../../testing/testMarket.ts";
import { SegmentBook } from "../desk/segmentBook.ts";
import { CollateralFloors } from "./collateralFloors.ts";
import { plainPass } from "./plainPass.ts";
import { rebuilt, step, Walk } from "./watchWalk.fixture.ts";

const walks = fc.array(step, { minLength: 20, maxLength: 60, size: "max" });
const dueOf = ({ watchList }: WorkingHouse): number[] => {
  const due = watchList.due();
  return due.segments().flatMap((id) => due.windowsOf(id).flatMap((window) => due.idsOf(id, window)));
};
const SETTINGS = { numRuns: 40, seed: 36 } as const;

/** A property that holds where the watch of every block emits what the full pass emits; `found` gathers what that was. */
const watchIsWhole = (found = new Set<string>(), pass?: MarginPass) =>
  fc.property(walks, (steps) => {
    const walk = new Walk(pass);
    for (const each of steps) {
      const [watched, expected] = walk.run(each);
      expect(watched).toEqual(expected);
      for (const { type } of expected) found.add(type);
    }
  });

/** A pass over every account that is due, be it one. */
const eagerPass: MarginPass = { ...plainPass, leastAccounts: 1 };

/** An account with a position on ether and no means but bitcoin, which loses a third of its value step by step. */
function collateralFalls(): readonly [watched: Event[], expected: Event[]] {
  const walk = new Walk();
  const [first, , , fourth] = walk.accounts;
  walk.test.deposit(fourth!, BTC, btc(15_000_000n));
  walk.test.moveCash(fourth!, first!, balanceOf(walk.test.account(fourth!), USDC));
  const fall = { stepMs: 60_000, feed: BTC_FEED, move: -20, act: "nothing", from: 0, to: 0, size: 0 } as const;
  const all: [Event[], Event[]] = [[], []];
  for (let block = 0; block < 20; block += 1) {
    for (const [side, events] of walk.run({ ...fall, instrument: BTC_PERP }).entries())
      all[side]!.push(
        ...events.filter((event) => event.type === "AccountManaged" && event.managed.accountId === fourth),
      );
  }
  return all;
}

/** A hedged portfolio account with means for its margin after the credit, and not without; the credit comes, then goes. */
function creditBreaks(): readonly [watched: readonly Event[], expected: readonly Event[]] {
  const walk = new Walk();
  const { test } = walk;
  const [hedged, other] = [6, 7].map((owner) => test.openAccount(address(owner), usdc(1_000_000), 2));
  walk.toggleCredit();
  test.novate(hedged!, other!, BTC_PERP, lots(1_000n), mustMark(test.state, BTC_PERP));
  test.novate(other!, hedged!, ETH_PERP, lots(2_000n), mustMark(test.state, ETH_PERP));
  const { equityAtoms, maintenanceAtoms } = test.house.margin.assess(test.state, test.account(hedged!));
  test.moveCash(hedged!, walk.accounts[0]!, atoms(equityAtoms - (maintenanceAtoms * 11n) / 10n));
  const quiet = { stepMs: 1_000, feed: BTC_FEED, move: 0, from: 0, to: 0, size: 0, instrument: BTC_PERP } as const;
  const before = walk.run({ ...quiet, act: "nothing" });
  const after = walk.run({ ...quiet, act: "credit" });
  return [
    [...before[0], ...after[0]],
    [...before[1], ...after[1]],
  ];
}

/** Whether some walk tells the watch from the full pass. */
const isNoticed = (pass?: MarginPass) =>
  fc.check(watchIsWhole(new Set(), pass), { ...SETTINGS, endOnFailure: true }).failed;

afterEach(() => void vi.restoreAllMocks());

describe("WatchList", () => {
  it("MARG-061 LIQ-001: finds every breach that the full pass finds, in its order", () => {
    const found = new Set<string>();
    fc.assert(watchIsWhole(found), SETTINGS);
    expect([...found].sort()).toEqual(["AccountManaged"]);
  });

  it("MARG-069 LIQ-001: finds the same where a pass speaks for every account that it can", () => {
    const found = new Set<string>();
    fc.assert(watchIsWhole(found, eagerPass), SETTINGS);
    expect([...found].sort()).toEqual(["AccountManaged"]);
  });

  it("MARG-069: a pass that asks for a third of the margin is noticed", () => {
    const lenient: MarginPass = {
      leastAccounts: 1,
      margin: (book, context, accounts, result) => {
        plainPass.margin(book, context, accounts, result);
        for (const [index, margin] of result.maintenance.entries()) result.maintenance[index] = margin / 3;
      },
    };
    expect(isNoticed(lenient)).toBe(true);
  });

  it("MARG-069: a pass speaks for accounts with positions and without clones, where float64 holds their equity", () => {
    const { test, accounts } = new Walk();
    const [first, second, third, fourth, ...clones] = accounts;
    test.changeAccount(first!, { balances: [{ assetId: USDC, amountAtoms: atoms(2n ** 53n) }] });
    test.changeAccount(second!, { status: AccountStatus.managed });
    test.changeAccount(third!, {
      balances: [...test.account(third!).balances, { assetId: BTC, amountAtoms: btc(-1n) }],
    });
    const house = rebuilt(test.state, eagerPass);
    const due = house.watchList.narrow(dueOf(house));
    expect(due).toEqual([first, second, third, ...clones]);
    expect(due).not.toContain(fourth);
    expect(dueOf(rebuilt(test.state))).toEqual(accounts);
  });

  it("MARG-061: a certificate that promises too much is noticed", () => {
    const { certify } = HealthWatch.prototype;
    vi.spyOn(HealthWatch.prototype, "certify").mockImplementation(function (
      this: HealthWatch,
      ...[accountId, positions, surplus, context]: Parameters<typeof certify>
    ) {
      certify.call(this, accountId, positions, 8 * surplus, context);
    });
    expect(isNoticed()).toBe(true);
  });

  it("MARG-061: a certificate that never expires is noticed", () => {
    vi.spyOn(HealthWatch.prototype, "advance").mockReturnValue(new Uint32Array());
    expect(isNoticed()).toBe(true);
  });

  it("MARG-061 LIQ-001: follows an account that lives on collateral down to its breach", () => {
    const [watched, expected] = collateralFalls();
    expect(expected.map(({ type }) => type)).toEqual(["AccountManaged"]);
    expect(watched).toEqual(expected);
  });

  it("MARG-023 MARG-061: a credit that breaks is followed into the breach that it makes", () => {
    const [watched, expected] = creditBreaks();
    expect(expected.map(({ type }) => type)).toEqual(["AccountManaged"]);
    expect(watched).toEqual(expected);
  });

  it("MARG-061: a credit that nobody follows is noticed", () => {
    vi.spyOn(SegmentBook.prototype, "credits", "get").mockReturnValue("[]");
    const [watched, expected] = creditBreaks();
    expect(watched).not.toEqual(expected);
  });

  it("MARG-061: collateral that nobody follows is noticed", () => {
    vi.spyOn(CollateralFloors.prototype, "advance").mockReturnValue([]);
    const worth = 1_000n; // atoms of USDC for a satoshi, as at the start
    vi.spyOn(CollateralFloors.prototype, "countOn").mockImplementation((_account, balances) =>
      balances.reduce((sum, { amountAtoms }) => sum + amountAtoms * worth, 0n),
    );
    const [watched, expected] = collateralFalls();
    expect(watched).not.toEqual(expected);
  });

  it("MARG-061: looks at few accounts, and at each one again that something else has changed", () => {
    const { test, accounts } = new Walk();
    const { house } = test;
    const looked = () => {
      const assess = vi.spyOn(house.margin, "assess");
      watchMargin(house);
      const ids = assess.mock.calls.map(([, { accountId }]) => accountId);
      assess.mockRestore();
      return ids;
    };
    const [first, second, third, fourth, ...clones] = accounts;
    expect(looked()).toEqual([first, second, third, fourth, clones[0]]); // the last one holds nothing
    const holdingClone = [clones[0]];
    test.openBlock();
    expect(looked()).toEqual(holdingClone);
    test.moveCash(first!, second!, usdc(1));
    expect(looked()).toEqual([first, second, ...holdingClone]);
    const { fundingIndexE6 } = mustGet(test.state.markets, ETH_PERP);
    const advanced = { ratePpm: ppm(1n), indexAfterE6: fundingIndexE6 + 1n, fundedAtMs: test.timeMs };
    house.emit({ type: "FundingIndexAdvanced", instrumentId: ETH_PERP, ...advanced });
    expect(looked()).toEqual([third, fourth, ...holdingClone]);
    test.openAccount(test.account(second!).owner);
    expect(looked()).toEqual([second, ...holdingClone]);
  });
});

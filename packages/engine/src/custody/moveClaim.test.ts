/** Goal: every outcome of MoveClaim, whom it meets, and what it costs. Method: a table repaired fault by fault; small books of offers. */
import { AccountRole } from "@novate/codec";
import { atoms, ppm } from "@novate/num";
import { describe, expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey, liquidityKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { BTC, BTC_PERP, btcTicks, keySigner, perpLots, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import {
  bring,
  FAR,
  FAR_CHAIN,
  holder,
  move,
  moveScene,
  OWN_PRICE,
  offer,
  owner,
  setOwnPrice,
} from "./moves.fixture.ts";

const have = (house: TestHouse, accountId: number) =>
  [FAR, USDC].map((assetId) => balanceOf(house.account(accountId), assetId));

/** Time passes, and chains are heard. */
function pass(house: TestHouse, ms: number): void {
  house.openBlock(house.timeMs + ms);
  for (const vault of [...house.state.vaults.values()])
    house.state.vaults.put({ ...vault, headerTimeMs: house.timeMs });
}

test("MOVE-002 MOVE-003 MOVE-010 MOVE-014 MOVE-015 MOVE-016 MoveClaim: outcomes in order of precedence", () => {
  const house = moveScene();
  const member = holder(house, 1, FAR, usdc(20_000));
  const other = holder(house, 2, USDC, usdc(1_000_000));
  const volunteer = holder(house, 3, USDC, usdc(50_000));
  house.must(offer(volunteer, { stockAtoms: usdc(50_000), basePpm: ppm(100_000n) }), owner(3));
  house.novate(member, other, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // one bitcoin: 10,000 dollars must stay
  house.manage(member);
  house.changeAccount(member, { role: AccountRole.backstop });
  house.manage(other);
  const near = mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC));
  house.state.collaterals.put({ ...near, spec: { ...near.spec, accountSharePpm: ppm(0n) } });
  const vault = mustGet(house.state.vaults, 2);
  house.state.vaults.put({ ...vault, isGated: true, headerTimeMs: house.timeMs - vault.spec.staleAfterMs - 1 });
  const lost = { number: 1n, heldAtoms: usdc(9), shortfallAtoms: usdc(1), frozenSince: 0n, sinceMs: 1 };
  house.state.impairments.put({ assetId: FAR, ...lost });

  let command = move(99, atoms(0n), { fromAssetId: USDC, minimumAtoms: usdc(99_000) });
  const outcome = (signer = owner(1)) => house.outcome(command, signer);
  expect(outcome()).toBe("AmountNotPositive");
  command = { ...command, amountAtoms: usdc(70_000) };
  expect(outcome()).toBe("AccountUnknown");
  command = { ...command, accountId: member };
  expect(outcome(keySigner(1))).toBe("NotAuthorised");
  expect(outcome()).toBe("AccountUnderManagement");
  house.manage(member, false);
  expect(outcome()).toBe("BackstopRestricted");
  house.manage(other, false);
  house.changeAccount(member, { role: AccountRole.trader });
  expect(outcome()).toBe("SameAsset");
  command = { ...command, fromAssetId: BTC };
  expect(outcome()).toBe("AssetNotLocated");
  command = { ...command, fromAssetId: FAR };
  expect(outcome()).toBe("AssetImpaired"); // MOVE-003
  house.state.impairments.put({ assetId: FAR, ...lost, shortfallAtoms: atoms(0n) }); // sound again
  expect(outcome()).toBe("ChainGated");
  house.state.vaults.put({ ...mustGet(house.state.vaults, 2), isGated: false });
  const silent = { chainId: FAR_CHAIN, lastHeaderMs: house.timeMs - vault.spec.staleAfterMs - 1 };
  expect(house.hear(command, owner(1))).toMatchObject({ code: "ChainSilent", data: silent });
  house.state.vaults.put(vault);
  expect(outcome()).toBe("BalanceTooLow");
  bring(house, member, FAR, usdc(50_000));
  const low = { offeredAtoms: usdc(50_000), neededAtoms: usdc(70_000) };
  expect(house.hear(command, owner(1))).toMatchObject({ code: "LiquidityTooLow", data: low });
  command = { ...command, amountAtoms: usdc(50_000), minimumAtoms: usdc(45_001) };
  const missed = { receivedAtoms: usdc(45_000), minimumAtoms: usdc(45_001) };
  expect(house.hear(command, owner(1))).toMatchObject({ code: "MinimumMissed", data: missed });
  command = { ...command, minimumAtoms: usdc(45_000) };
  expect(outcome()).toBe("CollateralCapExceeded"); // MOVE-016
  house.state.collaterals.put(near);
  bring(house, member, FAR, usdc(50_000));
  house.moveCash(member, other, usdc(110_000)); // pays it nearly all
  expect(outcome()).toBe("InitialMarginBreached"); // MOVE-014; it moves into what it owes, so that it may (MOVE-015)
  house.moveCash(other, member, usdc(60_000));
  expect(outcome()).toBe("accepted");
  expect(have(house, member)).toEqual([usdc(70_000), usdc(-5_000)]);
  expect(have(house, volunteer)).toEqual([usdc(50_000), usdc(5_000)]);
  const back = move(member, usdc(1), { fromAssetId: FAR, toAssetId: OWN_PRICE });
  expect(house.outcome(back, owner(1))).toBe("CashOwed"); // MOVE-015
});

describe("MOVE-003 MOVE-022 two assets with prices of their own", () => {
  const scene = (price: bigint) => {
    const house = moveScene();
    setOwnPrice(house, price);
    const volunteer = holder(house, 1, USDC, usdc(1_000));
    const member = holder(house, 2, OWN_PRICE, usdc(1_000));
    const pair = { fromAssetId: OWN_PRICE, toAssetId: USDC };
    house.must(offer(volunteer, { ...pair, stockAtoms: usdc(1_000), basePpm: ppm(1_000n) }), owner(1));
    return { house, member, command: move(member, usdc(100), pair) };
  };

  test("MOVE-022 a volunteer is not sold what fell by those who are faster than it", () => {
    const { house, member, command } = scene(9_000n); // 90 cents
    house.must(command, owner(2));
    expect(balanceOf(house.account(member), USDC)).toBe(usdc(90));
  });

  test("MOVE-022 the price is the offer's own where that is more, or what is taken is worth as much", () => {
    for (const price of [9_995n, 10_000n, 11_000n]) {
      const { house, member, command } = scene(price);
      house.must(command, owner(2));
      expect(balanceOf(house.account(member), USDC)).toBe(atoms(99_900_000n));
    }
  });

  test("MOVE-003 nothing moves while one of them is late", () => {
    const { house, command } = scene(10_000n);
    pass(house, 25 * 3_600_000);
    expect(house.hear(command, owner(2))).toMatchObject({ code: "AssetPriceUnknown", data: { assetId: OWN_PRICE } });
  });

  test("MOVE-003 nor while a jump of one waits for its second word", () => {
    const { house, command } = scene(10_000n);
    const { priceFeedId } = mustGet(house.state.assets, OWN_PRICE);
    const feed = mustGet(house.state.feeds, priceFeedId);
    house.state.feeds.put({ ...feed, pendingAtMs: feed.aggregatedAtMs + 1, pendingValue: 70_000_000n });
    expect(house.outcome(command, owner(2))).toBe("AssetPriceUnknown");
  });
});

test("MOVE-011 MOVE-020 a move is atom for atom, less what the offer takes of each atom that it goes through", () => {
  const house = moveScene();
  const volunteer = holder(house, 1, USDC, usdc(1_000_000));
  const member = holder(house, 2, FAR, usdc(1_000_000));
  const terms = { stockAtoms: usdc(800), targetAtoms: usdc(1_000), basePpm: ppm(1_000n), slopePpm: ppm(30_000n) };
  house.must(offer(volunteer, terms), owner(1));
  house.must(move(member, usdc(300)), owner(2));
  // By hand: 0.001 · 300 + 0.03 · 1000/3 · (0.5³ − 0.2³) = 0.3 + 10 · 0.117 = 1.47 dollars.
  const given = usdc(300) - 1_470_000n;
  expect(have(house, member)).toEqual([usdc(999_700), given]);
  expect(have(house, volunteer)).toEqual([usdc(300), usdc(1_000_000) - given]);
  const [left] = house.state.liquidity.get(liquidityKey(SEGMENT, FAR, USDC))!.offers;
  expect(left!.stockAtoms).toBe(usdc(500));
});

test("MOVE-020 the smallest move pays an atom, and one that would bring nothing is refused", () => {
  const house = moveScene();
  const volunteer = holder(house, 1, USDC, usdc(1_000));
  const member = holder(house, 2, FAR, usdc(1_000));
  house.must(offer(volunteer, { stockAtoms: usdc(1_000), basePpm: ppm(1n) }), owner(1));
  expect(house.outcome(move(member, atoms(1n)), owner(2))).toBe("MinimumMissed"); // MOVE-010
  house.must(move(member, atoms(2n)), owner(2));
  expect(have(house, member)[1]).toBe(1n);
});

describe("MOVE-012 whom a move meets", () => {
  const scene = (...terms: readonly Parameters<typeof offer>[1][]) => {
    const house = moveScene();
    const ids = terms.map((each, n) => {
      const id = holder(house, n + 1, USDC, usdc(1_000_000));
      house.must(offer(id, each), owner(n + 1));
      return id;
    });
    const member = holder(house, 50, FAR, usdc(1_000_000));
    return { house, ids, member, took: () => ids.map((id) => have(house, id)[0]) };
  };

  test("MOVE-012 the cheapest gives all that it has before a dearer one", () => {
    const { house, member, took } = scene({ basePpm: ppm(900n) }, { basePpm: ppm(100n), stockAtoms: usdc(70) });
    house.must(move(member, usdc(100)), owner(50));
    expect(took()).toEqual([usdc(30), usdc(70)]);
  });

  test("MOVE-012 of two that get dearer as they give, each gives half", () => {
    const steep = { slopePpm: ppm(10_000n), stockAtoms: usdc(1_000), targetAtoms: usdc(1_000) };
    const { house, member, took } = scene(steep, steep);
    house.must(move(member, usdc(160)), owner(50));
    expect(took()).toEqual([usdc(80), usdc(80)]);
  });

  test("MOVE-013 of equals the first account is met", () => {
    const { house, member, took } = scene({ basePpm: ppm(5n) }, { basePpm: ppm(5n) });
    house.must(move(member, usdc(100)), owner(50));
    expect(took()).toEqual([usdc(100), 0n]);
  });

  test("MOVE-004 MOVE-005 whoever took a position, owes, is managed or has spent it is passed over", () => {
    const { house, ids, member, took } = scene({}, {}, {}, {}, { basePpm: ppm(1_000n) });
    const [trader, debtor, managed, spender] = ids as [number, number, number, number];
    house.novate(trader, holder(house, 60, USDC, usdc(1_000_000)), BTC_PERP, perpLots(1), btcTicks(100_000));
    bring(house, debtor, FAR, usdc(5));
    house.moveCash(debtor, member, usdc(1_000_001));
    house.manage(managed);
    house.moveCash(spender, member, usdc(999_990));
    house.must(move(member, usdc(100)), owner(50));
    expect(took()).toEqual([0n, usdc(5), 0n, usdc(10), usdc(90)]);
  });

  test("MOVE-004 nobody meets its own offer", () => {
    const house = moveScene();
    const member = holder(house, 1, USDC, usdc(1_000));
    house.must(offer(member, { stockAtoms: usdc(1_000) }), owner(1));
    bring(house, member, FAR, usdc(10));
    expect(house.outcome(move(member, usdc(10)), owner(1))).toBe("LiquidityTooLow");
  });

  test("MOVE-016 a volunteer takes no more than its share of the cap", () => {
    const { house, ids, member, took } = scene({}, { basePpm: ppm(1_000n) });
    const far = mustGet(house.state.collaterals, collateralKey(SEGMENT, FAR));
    house.state.collaterals.put({
      ...far,
      spec: { ...far.spec, capAtoms: usdc(30), accountSharePpm: ppm(1_000_000n) },
    });
    house.must(move(member, usdc(40)), owner(50));
    expect(took()).toEqual([usdc(30), usdc(10)]);
    expect(ids).toHaveLength(2);
  });
});

test("MOVE-017 MOVE-011 what is received is fresh, what a segment holds stays, and WDR-033 holds", () => {
  const house = moveScene();
  const volunteer = holder(house, 1, USDC, usdc(1_000));
  const member = holder(house, 2, FAR, usdc(1_000));
  const heldOf = (assetId: number) => mustGet(house.state.collaterals, collateralKey(SEGMENT, assetId)).heldAtoms;
  const before = [FAR, USDC].map(heldOf);
  pass(house, 30 * 3_600_000); // all is seasoned by now
  house.must(offer(volunteer, { stockAtoms: usdc(1_000) }), owner(1));
  house.must(move(member, usdc(400)), owner(2));
  const fresh = (accountId: number, assetId: number) =>
    house.state.exits.get(`${accountId}/${assetId}`)?.fresh.at(-1)?.amountAtoms;
  expect(fresh(member, USDC)).toBe(usdc(400));
  expect(fresh(volunteer, FAR)).toBe(usdc(400));
  expect([FAR, USDC].map(heldOf)).toEqual(before);
});

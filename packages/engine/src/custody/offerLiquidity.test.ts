/** Goal: every outcome of OfferLiquidity, and what stands after it. Method: a table repaired fault by fault; books that are full. */
import { AccountRole, InboxKind, KeyScope } from "@novate/codec";
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { collateralKey, liquidityKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { address, BTC, BTC_PERP, btcTicks, keySigner, perpLots, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { entriesHeard, VAULT_CHAIN } from "../testing/vaults.ts";
import { bring, COARSE, FAR, holder, move, moveScene, offer, owner, vaultedScene } from "./moves.fixture.ts";

const bookOf = (house: ReturnType<typeof moveScene>, from = FAR, to = USDC) =>
  house.state.liquidity.get(liquidityKey(SEGMENT, from, to))?.offers ?? [];

test("MOVE-001 MOVE-002 MOVE-004 MOVE-005 MOVE-008 OfferLiquidity: outcomes in order of precedence", () => {
  const house = moveScene();
  const volunteer = holder(house, 1, USDC, usdc(1_000));
  const other = holder(house, 2, USDC, usdc(100_000));
  house.novate(volunteer, other, BTC_PERP, perpLots(1), btcTicks(100_000));
  const far = mustGet(house.state.collaterals, collateralKey(SEGMENT, FAR));
  house.state.collaterals.delete(collateralKey(SEGMENT, FAR));
  let command = offer(99, { fromAssetId: USDC, targetAtoms: atoms(0n) });
  const outcome = (signer = owner(1)) => house.outcome(command, signer);
  expect(outcome()).toBe("AccountUnknown");
  command = { ...command, accountId: volunteer };
  expect(outcome(keySigner(1))).toBe("NotAuthorised");
  expect(outcome()).toBe("OfferUnknown"); // MOVE-008
  command = { ...command, targetAtoms: atoms(-1n), basePpm: ppm(900_000n), slopePpm: ppm(100_001n) };
  expect(outcome()).toBe("SameAsset");
  command = { ...command, fromAssetId: BTC };
  expect(outcome()).toBe("AssetNotLocated");
  command = { ...command, fromAssetId: FAR };
  expect(outcome()).toBe("AssetNotEligible");
  house.state.collaterals.put(far);
  command = { ...command, fromAssetId: COARSE };
  expect(outcome()).toBe("CurrencyMismatch"); // another unit
  command = { ...command, fromAssetId: FAR };
  const place = mustGet(house.state.locations, FAR);
  house.state.locations.put({ ...place, currency: BTC });
  expect(outcome()).toBe("CurrencyMismatch"); // MOVE-002
  house.state.locations.put(place);
  expect(outcome()).toBe("OfferTermsInvalid");
  command = { ...command, targetAtoms: usdc(2_000) };
  expect(outcome()).toBe("OfferTermsInvalid");
  command = { ...command, slopePpm: ppm(100_000n) };
  expect(outcome()).toBe("AccountNotFree"); // MOVE-004
  house.novate(other, volunteer, BTC_PERP, perpLots(1), btcTicks(100_000));
  house.changeAccount(volunteer, { role: AccountRole.backstop });
  expect(outcome()).toBe("AccountNotFree");
  house.changeAccount(volunteer, { role: AccountRole.trader });
  house.manage(volunteer);
  expect(outcome()).toBe("AccountNotFree");
  house.manage(volunteer, false);
  expect(outcome()).toBe("BalanceTooLow"); // MOVE-005
  command = { ...command, stockAtoms: usdc(1_000) };
  expect(outcome()).toBe("accepted");
  const { stockAtoms, targetAtoms, basePpm, slopePpm } = command;
  const stands = { accountId: volunteer, stockAtoms, targetAtoms, basePpm, slopePpm };
  expect(bookOf(house)).toEqual([stands]);
  command = { ...command, stockAtoms: usdc(10) };
  expect(outcome()).toBe("accepted");
  expect(bookOf(house)).toEqual([{ ...stands, stockAtoms: usdc(10) }]); // in its own place
  command = { ...command, targetAtoms: atoms(0n) };
  expect(outcome()).toBe("accepted");
  expect(house.state.liquidity.size).toBe(0);
});

test("ACC-004 MOVE-018 a session key offers and moves with the scope of liquidity, and with no other", () => {
  const house = moveScene();
  const volunteer = holder(house, 1, USDC, usdc(1_000));
  const grant = (n: number, scopes: number) =>
    house.must(
      {
        type: "GrantKey",
        ...{
          accountId: volunteer,
          key: keySigner(n),
          scopes,
          tradeNotionalAtoms: atoms(0n),
          totalNotionalAtoms: atoms(0n),
        },
        ...{ venueIds: [], reduceOnly: false, validUntilMs: house.timeMs + 60_000 },
      },
      owner(1),
    );
  grant(1, KeyScope.trade | KeyScope.transfer | KeyScope.withdraw);
  grant(2, KeyScope.liquidity);
  const command = offer(volunteer, { stockAtoms: usdc(1) });
  expect(house.outcome(command, keySigner(1))).toBe("ScopeMissing");
  expect(house.outcome(command, keySigner(2))).toBe("accepted");
  const back = move(volunteer, usdc(1), { fromAssetId: USDC, toAssetId: FAR });
  expect(house.outcome(back, keySigner(1))).toBe("ScopeMissing");
  expect(house.outcome(back, keySigner(2))).toBe("LiquidityTooLow");
});

test("MOVE-007 MOVE-018 a contract with shares is a rebalancer by a key that it granted", () => {
  const house = moveScene();
  const pool = holder(house, 7, USDC, usdc(1_000));
  house.changeAccount(pool, { ownerChain: VAULT_CHAIN }); // its owner's address is a contract there, and signs nothing
  const rights = { tradeNotionalAtoms: atoms(0n), totalNotionalAtoms: atoms(0n), venueIds: [], reduceOnly: false };
  const times = { validUntilMs: house.timeMs + 60_000, grantedAtMs: house.timeMs, usedNotionalAtoms: atoms(0n) };
  const key = {
    accountId: pool,
    key: keySigner(3),
    grantor: owner(7),
    scopes: KeyScope.liquidity,
    ...rights,
    ...times,
  };
  house.house.emit({ type: "KeyGranted", key, grantorUsedAfterAtoms: atoms(0n) });
  expect(house.outcome(offer(pool, { stockAtoms: usdc(1_000) }), owner(7))).toBe("NotAuthorised");
  expect(house.outcome(offer(pool, { stockAtoms: usdc(1_000) }), keySigner(3))).toBe("accepted");
});

test("MOVE-009 who winds down by the vault offers nothing any more, and others still do", () => {
  const { house, vault } = vaultedScene();
  const [one, other] = [1, 2].map((n) => holder(house, n, USDC, usdc(1_000))) as [number, number];
  bring(house, one, FAR, usdc(10));
  for (const [n, id] of [one, other].entries()) house.must(offer(id, { stockAtoms: usdc(1_000) }), owner(n + 1));
  house.must(offer(one, { fromAssetId: USDC, toAssetId: FAR, stockAtoms: usdc(10) }), owner(1));
  vault.enter({ owner: address(1), accountId: one, kind: InboxKind.windDown, token: address(0) });
  expect(entriesHeard(house, vault.mine().prove(0))).toEqual(["accepted"]);
  expect(bookOf(house).map(({ accountId }) => accountId)).toEqual([other]);
  expect(bookOf(house, USDC, FAR)).toEqual([]);
});

test("MOVE-006 a pair has 32 places; money that is gone holds none, and who offers more than the least has it", () => {
  const house = moveScene();
  const ids = Array.from({ length: 34 }, (_, n) => holder(house, n + 1, USDC, usdc(100 + n)));
  for (const [n, id] of ids.slice(0, 32).entries()) house.must(offer(id, { stockAtoms: usdc(100 + n) }), owner(n + 1));
  expect(bookOf(house)).toHaveLength(32);
  const [first, , third] = ids as [number, number, number];
  const [late, later] = ids.slice(32) as [number, number];
  const small = offer(late, { stockAtoms: usdc(100) });
  expect(house.hear(small, owner(33))).toMatchObject({
    code: "OffersFull",
    data: { limit: 32, leastAtoms: usdc(100) },
  });
  expect(house.outcome({ ...small, stockAtoms: usdc(101) }, owner(33))).toBe("accepted");
  expect(bookOf(house).map(({ accountId }) => accountId)).toEqual([...ids.slice(1, 33)]);
  expect(bookOf(house).some(({ accountId }) => accountId === first)).toBe(false);
  house.moveCash(third, first, usdc(102)); // what it offers is no longer there
  expect(house.outcome(offer(later, { stockAtoms: usdc(1) }), owner(34))).toBe("accepted");
  expect(bookOf(house).some(({ accountId }) => accountId === third)).toBe(false);
});

test("MOVE-007 an account that offers both ways stocks up by what it takes in", () => {
  const house = moveScene();
  const maker = holder(house, 1, USDC, usdc(1_000));
  const member = holder(house, 2, FAR, usdc(600));
  house.must(offer(maker, { stockAtoms: usdc(1_000), targetAtoms: usdc(1_000), slopePpm: ppm(10_000n) }), owner(1));
  const back = { fromAssetId: USDC, toAssetId: FAR, targetAtoms: usdc(1_000), slopePpm: ppm(10_000n) };
  house.must(offer(maker, { ...back, stockAtoms: atoms(0n) }), owner(1));
  house.must(move(member, usdc(600)), owner(2));
  expect(bookOf(house)[0]!.stockAtoms).toBe(usdc(400));
  expect(bookOf(house, USDC, FAR)[0]!.stockAtoms).toBe(usdc(600));
  // ∫ of a hundredth of (1 − s/1000)² from 400 to 1,000: 0.01 · 0.6³/3 · 1000 = 0.72 dollars
  house.must(move(member, usdc(500), { fromAssetId: USDC, toAssetId: FAR }), owner(2));
  expect(bookOf(house)[0]!.stockAtoms).toBe(usdc(900));
  expect(bookOf(house, USDC, FAR)[0]!.stockAtoms).toBe(usdc(100));
});

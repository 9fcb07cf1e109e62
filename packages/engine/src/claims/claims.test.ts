/** Goal: who claims what, and who bears what is lacking, by the rules of CLAIM. Method: small houses, every figure by hand. */
import { type CommandOf, InboxKind, KeyScope, SignatureScheme, type Signer } from "@novate/codec";
import { RATE_ONE } from "@novate/evm";
import { atoms, DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { ownerKey } from "../account/authority.ts";
import { claimCountOf } from "../checkpoint/strikeCheckpoint.ts";
import { BOB, scene, WALLET } from "../custody/vaultScene.fixture.ts";
import { payCycleOf, strikeCycle } from "../settlement/variationCycle.ts";
import { mustGet } from "../state/state.ts";
import { NO_ROOT } from "../testing/runBlock.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  keySigner,
  ownerSigner,
  perpLots,
  SEGMENT,
  USDC,
  usdc,
  VENUE,
} from "../testing/testMarket.ts";
import { BOOKED_CHAIN, bookDeposit } from "../testing/vaultBooks.ts";
import { entriesHeard, keyData, VAULT_CHAIN } from "../testing/vaults.ts";
import { claimsHouse, countClaims } from "./claims.fixture.ts";

const WHOLE = { holderKept: RATE_ONE, gainKept: RATE_ONE, juniorKept: RATE_ONE, seniorKept: RATE_ONE };

test("CLAIM-005 CLAIM-006 CLAIM-012 CLAIM-013 cash and gains are paid in cash, collateral in kind; the sum is what is held", () => {
  const house = claimsHouse();
  const [long, short] = [house.openAccount(address(1)), house.openAccount(address(2))];
  bookDeposit(house, long, USDC, usdc(100_000));
  bookDeposit(house, long, BTC, btc(50_000_000n));
  bookDeposit(house, short, USDC, usdc(200_000));
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // 1 BTC
  house.setPrice(BTC_FEED, 110_000);
  const { payable, claims, assets } = countClaims(house);
  const gain = usdc(10_000);
  expect(claims.get(long)!.parts).toMatchObject({ idleAtoms: 0n, holderAtoms: usdc(100_000), gainAtoms: gain });
  expect(claims.get(short)!.parts).toMatchObject({ holderAtoms: usdc(190_000), gainAtoms: 0n });
  expect([payable(long, USDC), payable(short, USDC)]).toEqual([usdc(110_000), usdc(190_000)]);
  expect([payable(long, BTC), payable(short, BTC)]).toEqual([50_000_000n, 0n]);
  expect(assets.get(USDC)).toMatchObject({ heldAtoms: usdc(300_000), claimTotalAtoms: usdc(300_000) });
  expect(assets.get(USDC)!.rates).toEqual([{ segmentId: SEGMENT, rate: RATE_ONE, ...WHOLE }]);
  expect(assets.get(BTC)).toMatchObject({ heldAtoms: 50_000_000n, claimTotalAtoms: 50_000_000n, rates: [] });
});

test("CLAIM-007 CLAIM-011 who owes gives collateral after its haircut, and those he owes share it with the cash", () => {
  const house = claimsHouse();
  const [long, short] = [house.openAccount(address(1)), house.openAccount(address(2))];
  bookDeposit(house, long, BTC, btc(100_000_000n));
  bookDeposit(house, short, USDC, usdc(50_000));
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.setPrice(BTC_FEED, 90_000); // the long owes 10,000 dollars
  const haircut = mustGet(house.state.collaterals, `${SEGMENT}/${BTC}`).haircutPpm;
  const valueAtoms = (usdc(90_000) * (1_000_000n - haircut)) / 1_000_000n;
  const given = (100_000_000n * usdc(10_000) + valueAtoms - 1n) / valueAtoms;
  const { payable, claims } = countClaims(house);
  expect(claims.get(long)).toMatchObject({
    given: [{ assetId: BTC, amountAtoms: given }],
    kept: [{ assetId: BTC, amountAtoms: 100_000_000n - given }],
    lackAtoms: 0n,
    parts: { holderAtoms: 0n, gainAtoms: 0n },
  });
  expect(payable(long, BTC)).toBe(100_000_000n - given);
  // Worth 60,000: the cash that is there, and all that was given, less rounding.
  expect(usdc(50_000) - payable(short, USDC)).toBeLessThanOrEqual(1n);
  expect(given - payable(short, BTC)).toBeLessThanOrEqual(1n);
});

test("CLAIM-017 what does not suffice is given whole, and what has no price with it alone", () => {
  const house = claimsHouse();
  const [long, short] = [house.openAccount(address(1)), house.openAccount(address(2))];
  bookDeposit(house, long, BTC, btc(1_000_000n));
  bookDeposit(house, short, USDC, usdc(50_000));
  house.novate(long, short, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.setPrice(BTC_FEED, 90_000);
  const { claims } = countClaims(house);
  const { given, kept, lackAtoms } = claims.get(long)!;
  expect([given, kept]).toEqual([[{ assetId: BTC, amountAtoms: 1_000_000n }], []]);
  const haircut = mustGet(house.state.collaterals, `${SEGMENT}/${BTC}`).haircutPpm;
  expect(lackAtoms).toBe(usdc(10_000) - (usdc(900) * (1_000_000n - haircut)) / 1_000_000n);
});

test("CLAIM-016 what waits to be withdrawn is still the account's; what was released is the outbox's", () => {
  const house = claimsHouse();
  const accountId = house.openAccount(address(1));
  bookDeposit(house, accountId, USDC, usdc(100_000));
  house.openBlock(house.timeMs + 172_800_000);
  const withdrawal: CommandOf<"WithdrawCollateral"> = {
    type: "WithdrawCollateral",
    accountId,
    assetId: USDC,
    amountAtoms: usdc(60_000),
    chainId: BOOKED_CHAIN,
    recipient: address(1),
  };
  house.must(withdrawal, ownerSigner(address(1)));
  expect(house.account(accountId).balances[0]!.amountAtoms).toBe(usdc(40_000));
  expect(countClaims(house).payable(accountId, USDC)).toBe(usdc(100_000));
  const row = [...house.state.outbox.values()][0]!;
  const payment = { nonce: 1n, lane: 0, cumulativeAtoms: row.amountAtoms, height: 1 };
  house.house.emit({ type: "WithdrawalReleased", withdrawalId: row.withdrawalId, payment, lackingAtoms: usdc(0) });
  const after = countClaims(house);
  expect(after.payable(accountId, USDC)).toBe(usdc(100_000) - row.amountAtoms);
  expect(after.assets.get(USDC)!.heldAtoms).toBe(usdc(100_000) - row.amountAtoms);
});

test("CLAIM-028 what a cycle has still to take of a gain is not claimed, before the account is paid and after", () => {
  const house = claimsHouse();
  const [winner, loser, idle] = [1, 2, 3].map((n) => house.openAccount(address(n)));
  for (const [accountId, dollars] of [
    [winner!, 50_000],
    [loser!, 4_000],
    [idle!, 7_000],
  ] as const)
    bookDeposit(house, accountId, USDC, usdc(dollars));
  house.novate(winner!, loser!, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.setPrice(BTC_FEED, 110_000);
  house.openBlock();
  strikeCycle(house.house, SEGMENT, { cutAtoms: usdc(6_000), gainedAtoms: usdc(10_000) });
  payCycleOf(house.house, house.account(loser!));
  const paid = { accountId: loser!, segmentId: SEGMENT, paidAtoms: usdc(6_000), cashAfterAtoms: usdc(0) };
  house.house.emit({ type: "GainsClaimPaid", ...paid });
  const expected = [usdc(54_000), 0n, usdc(7_000)];
  const claimed = () => {
    const { payable, assets } = countClaims(house);
    expect(assets.get(USDC)!.rates[0]!.rate).toBe(RATE_ONE);
    return [winner!, loser!, idle!].map((accountId) => payable(accountId, USDC));
  };
  expect(claimed()).toEqual(expected);
  payCycleOf(house.house, house.account(winner!));
  expect(claimed()).toEqual(expected);
});

test("CLAIM-027 a contract names an address that is paid on every chain, and may name another or none", () => {
  const { house, vault } = scene();
  house.openAccount(BOB);
  const own = { owner: WALLET, ownerChain: VAULT_CHAIN };
  vault.enter({ ...own, amountAtoms: atoms(500n) });
  const key = (n: number) => ({ scheme: SignatureScheme.eip712, key: ownerKey(address(n)) });
  const naming = (n: number, validUntilMs: number, scopes: number = KeyScope.exit) =>
    vault.enter({ ...own, accountId: 2, kind: InboxKind.key, data: keyData(key(n), { scopes, validUntilMs }) });
  const endMs = house.timeMs + DAY_MS;
  const claimOf = () => {
    const { exitAddress, exitChain } = countClaims(house).claims.get(2)!;
    return [exitAddress, exitChain];
  };
  const heard = () => entriesHeard(house, vault.mine().prove(vault.items.length - 1));
  entriesHeard(house, vault.mine().prove(0));
  expect(claimOf()).toEqual([WALLET, VAULT_CHAIN]);
  naming(71, endMs);
  expect(heard()).toEqual(["accepted"]);
  expect(claimOf()).toEqual([address(71), 0]);
  house.openBlock();
  naming(72, endMs);
  expect(heard()).toEqual(["accepted"]);
  expect(claimOf()).toEqual([address(72), 0]);
  house.openBlock(endMs + 1);
  expect(claimOf()).toEqual([WALLET, VAULT_CHAIN]);
});

test("CLAIM-027 only an owner names it, an address it must be, and it may do nothing", () => {
  const house = claimsHouse();
  const accountId = house.openAccount(address(1));
  const grant = (key: Signer, scopes: number, by = ownerSigner(address(1))) =>
    house.outcome(
      {
        type: "GrantKey",
        ...{ accountId, key, scopes, tradeNotionalAtoms: usdc(0), totalNotionalAtoms: usdc(0), venueIds: [] },
        ...{ reduceOnly: false, validUntilMs: house.timeMs + DAY_MS },
      },
      by,
    );
  const named = ownerSigner(address(9));
  expect(grant(keySigner(1), KeyScope.exit)).toBe("GrantInvalid"); // of ed25519
  expect(grant(named, KeyScope.exit | KeyScope.withdraw)).toBe("accepted");
  house.openBlock();
  expect(grant(ownerSigner(address(8)), KeyScope.exit, named)).toBe("KeyWiderThanGrantor");
  expect(countClaims(house).claims.get(accountId)!.exitAddress).toBe(address(9));
});

/** A long who owes so much more than nothing that he has; others with cash, gains, stakes. */
function lossOf(dollars: number) {
  const house = claimsHouse(1_000);
  const [debtor, winner, idle, junior, senior] = [1, 2, 3, 4, 5].map((n) => house.openAccount(address(n)));
  for (const accountId of [winner!, idle!, junior!, senior!]) bookDeposit(house, accountId, USDC, usdc(50_000));
  const stake = (accountId: number, tranche: number, amount: number) =>
    house.must(
      { type: "ContributeDefaultFund", accountId, tranche, amountAtoms: usdc(amount) },
      ownerSigner(house.account(accountId).owner),
    );
  stake(junior!, 0, 2_000);
  stake(senior!, 1, 4_000);
  const size = perpLots(1_000);
  house.novate(debtor!, winner!, BTC_PERP, size, btcTicks(100_000));
  house.setPrice(BTC_FEED, 100_000 - dollars);
  const { claims, assets, payable } = countClaims(house);
  const [rate] = assets.get(USDC)!.rates;
  const paid = [winner!, idle!, junior!, senior!].map((id) => payable(id, USDC));
  return { claims, rate: rate!, paid, debtor: debtor!, held: assets.get(USDC)!.heldAtoms };
}

test.each([
  ["skin alone", 600, [50_600, 50_000, 50_000, 50_000]],
  ["skin and half of the junior fund", 2_000, [52_000, 50_000, 49_000, 50_000]],
  ["both funds to their end", 7_000, [57_000, 50_000, 48_000, 46_000]],
  ["then gains", 9_000, [57_000, 50_000, 48_000, 46_000]],
])("CLAIM-008 CLAIM-009 CLAIM-015 CLAIM-010 %s", (_, dollars, expected) => {
  const { paid, claims, debtor } = lossOf(dollars);
  expect(claims.get(debtor)!.lackAtoms).toBe(usdc(dollars));
  for (const [index, dollarsPaid] of expected.entries()) {
    expect(usdc(dollarsPaid) - paid[index]!).toBeGreaterThanOrEqual(0n);
    expect(usdc(dollarsPaid) - paid[index]!).toBeLessThanOrEqual(2n);
  }
});

test("CLAIM-018 CLAIM-019 a hole beyond all that lowers the rate of all alike, and a rate is one at most", () => {
  const house = claimsHouse();
  const [one, two] = [house.openAccount(address(1)), house.openAccount(address(2))];
  const third = house.openAccount(address(3));
  for (const accountId of [one, two]) bookDeposit(house, accountId, USDC, usdc(10_000));
  bookDeposit(house, third, USDC, usdc(10_000));
  house.moveCash(third, one, usdc(20_000)); // owes 10,000; nobody has gained, nobody holds
  const { payable, assets } = countClaims(house);
  expect(assets.get(USDC)!.rates[0]!.rate).toBe((3n * RATE_ONE) / 4n);
  expect([payable(one, USDC), payable(two, USDC), payable(third, USDC)]).toEqual([usdc(22_500), usdc(7_500), 0n]);
  house.moveCash(one, third, usdc(20_000));
  expect(countClaims(house).assets.get(USDC)!.rates[0]!.rate).toBe(RATE_ONE);
});

/** An account named for the segment's pools and one for the venue's; someone owes `dollars` more than he has. */
function treasuryOf(dollars: number, isNamed = true) {
  const house = claimsHouse(1_000);
  const [debtor, idle, treasury, payee] = [1, 2, 3, 4].map((n) => house.openAccount(address(n)));
  bookDeposit(house, idle!, USDC, usdc(50_000));
  if (dollars > 0) house.moveCash(debtor!, idle!, usdc(dollars));
  const [fees, guarantee] = [usdc(70), usdc(400)];
  house.state.segments.put({ ...mustGet(house.state.segments, SEGMENT), feesAtoms: fees });
  house.state.venues.put({ ...mustGet(house.state.venues, VENUE), guaranteeAtoms: guarantee, feesAtoms: usdc(5) });
  const asset = mustGet(house.state.assets, USDC);
  house.state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms + fees + guarantee + usdc(5)) });
  const name = (segmentId: number, venueId: number, accountId: number) =>
    house.house.emit({
      type: "ChangeApplied",
      change: { type: "SetTreasury", segmentId, venueId, treasury: accountId },
      atMs: house.timeMs,
    });
  if (isNamed) name(SEGMENT, 0, treasury!);
  if (isNamed) name(0, VENUE, payee!);
  const { payable, assets } = countClaims(house);
  const paid = [idle!, treasury!, payee!].map((accountId) => payable(accountId, USDC));
  const { heldAtoms, claimTotalAtoms } = assets.get(USDC)!;
  return { paid, dust: heldAtoms - claimTotalAtoms };
}

test("CLAIM-031 CLAIM-013 whoever was named has what is left of skin, fees and guarantees, and no atom is dust", () => {
  expect(treasuryOf(0)).toEqual({ paid: [usdc(50_000), usdc(1_070), usdc(405)], dust: 0n });
  expect(treasuryOf(600)).toEqual({ paid: [usdc(50_600), usdc(470), usdc(405)], dust: 0n });
});

test("CLAIM-032 where nobody was named what is lacking is filled with them, and the rest is dust", () => {
  expect(treasuryOf(600, false)).toEqual({ paid: [usdc(50_600), 0n, 0n], dust: usdc(875) });
  const { paid, dust } = treasuryOf(1_050, false); // beyond the skin, within the fees
  expect([paid[0], dust]).toEqual([usdc(51_050), usdc(425)]);
  const owned = treasuryOf(1_050);
  expect(owned.dust).toBeLessThanOrEqual(2n);
  expect(owned.paid[0]).toBeLessThan(usdc(51_050)); // they share alike
});

test("CLAIM-002 CLAIM-031 a named account has its pools once, though a block ends with the last visit", () => {
  const ACCOUNTS = 1_024; // as many as a block visits
  const house = claimsHouse(1_000);
  const first = house.openAccount(address(1));
  for (let accountId = 2; accountId <= ACCOUNTS; accountId += 1)
    house.state.accounts.put({ ...house.account(first), accountId });
  house.state.house.put({ ...mustGet(house.state.house, 0), nextAccountId: ACCOUNTS + 1 });
  const change = { type: "SetTreasury", segmentId: SEGMENT, venueId: 0, treasury: 7 } as const;
  house.house.emit({ type: "ChangeApplied", change, atMs: house.timeMs });
  const { claims } = house.house.derived;
  const claimCount = claimCountOf(house.house, NO_ROOT)!;
  expect(claims.count(claimCount, 1).isDone).toBe(false);
  const run = claims.count(claimCount, 2);
  expect(run.isDone).toBe(true);
  expect(run.claims[6]!.parts.idleAtoms).toBe(usdc(1_000));
  expect(run.assets()[0]).toMatchObject({ heldAtoms: usdc(1_000), claimTotalAtoms: usdc(1_000) });
});

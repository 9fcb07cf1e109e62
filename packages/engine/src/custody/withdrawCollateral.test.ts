/** Goal: every outcome of WithdrawCollateral. Method: one faulty scene, repaired fault by fault in order of precedence. */
import { AccountRole, type CommandOf, KeyScope } from "@novate/codec";
import { atoms, DAY_MS, HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btc,
  btcTicks,
  CHAIN,
  keySigner,
  ownerSigner,
  perpLots,
  SEGMENT,
  USDC,
  USDC_FEED,
  usdc,
} from "../testing/testMarket.ts";
import { withdrawNow } from "../testing/withdrawals.ts";
import { NO_ADDRESS } from "./withdrawCollateral.ts";

const owner = ownerSigner(address(1));
const key = keySigner(1);

const withdrawal: CommandOf<"WithdrawCollateral"> = {
  type: "WithdrawCollateral",
  accountId: 1,
  assetId: USDC,
  amountAtoms: usdc(1),
  chainId: CHAIN,
  recipient: address(1),
};

test("WDR-001 WDR-003 WDR-004 WDR-005 WDR-006 WDR-007 WDR-017 WDR-023 WDR-034 WDR-039 WDR-047 WithdrawCollateral: outcomes in order of precedence", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(20_000));
  const other = house.openAccount(address(2), usdc(1_000_000));
  house.novate(accountId, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  house.must(
    {
      type: "GrantKey",
      accountId,
      key,
      scopes: KeyScope.withdraw,
      tradeNotionalAtoms: atoms(0n),
      totalNotionalAtoms: atoms(0n),
      venueIds: [],
      reduceOnly: false,
      validUntilMs: house.timeMs + 1_000,
    },
    owner,
  );
  house.manage(accountId);
  house.manage(other);
  house.changeAccount(accountId, { role: AccountRole.backstop });
  const segment = mustGet(house.state.segments, SEGMENT);
  house.state.segments.put({ ...segment, uncoveredAtoms: usdc(1_000_000) });

  let command = {
    ...withdrawal,
    accountId: 99,
    assetId: 99,
    amountAtoms: atoms(0n),
    chainId: 99,
    recipient: address(5),
  };
  const outcome = (signer = owner) => house.outcome(command, signer);
  expect(outcome()).toBe("AmountNotPositive");
  command = { ...command, amountAtoms: atoms(2n ** 96n) };
  expect(outcome()).toBe("PaymentTooLarge"); // WDR-047
  command = { ...command, amountAtoms: usdc(25_000) };
  expect(outcome()).toBe("AccountUnknown");
  command = { ...command, accountId };
  expect(outcome(keySigner(2))).toBe("NotAuthorised");
  expect(outcome(key)).toBe("RecipientNotOwner"); // WDR-005
  command = { ...command, recipient: address(1) };
  expect(outcome(key)).toBe("CustodianUnknown");
  command = { ...command, chainId: CHAIN, recipient: NO_ADDRESS };
  expect(outcome()).toBe("RecipientInvalid"); // WDR-039
  command = { ...command, recipient: address(1) };
  expect(outcome(key)).toBe("AccountUnderManagement");
  house.manage(accountId, false);
  expect(outcome(key)).toBe("BackstopRestricted"); // WDR-006
  house.changeAccount(accountId, { role: AccountRole.trader });
  expect(outcome(key)).toBe("WithdrawalsGated"); // WDR-004
  house.state.segments.put(segment);
  expect(outcome(key)).toBe("AssetNotEligible");
  command = { ...command, assetId: BTC };
  house.moveCash(accountId, other, atoms(usdc(20_000) + 1n));
  expect(outcome(key)).toBe("CashOwed"); // WDR-007
  house.moveCash(other, accountId, atoms(usdc(20_000) + 1n));
  expect(outcome(key)).toBe("BalanceTooLow");
  command = { ...command, assetId: USDC, amountAtoms: usdc(19_000) };
  expect(outcome(key)).toBe("InitialMarginBreached"); // WDR-001
  house.deposit(accountId, USDC, usdc(100_000));
  const collateral = mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC));
  house.state.collaterals.put({ ...collateral, heldAtoms: usdc(1) });
  expect(outcome(key)).toBe("HoldingsTooLow"); // WDR-023
  house.state.collaterals.put(collateral);
  house.openBlock(house.timeMs + 2 * HOUR_MS); // what came in has its hour no more
  expect(outcome()).toBe("accepted"); // WDR-034: a window never refuses
});

test("WDR-008 WDR-016 WDR-018 an accepted withdrawal leaves the balance and is owed from the outbox, to any address of the owner's", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(5_000));
  house.must({ ...withdrawal, amountAtoms: usdc(2_000) }, owner);
  house.must({ ...withdrawal, amountAtoms: usdc(3_000), recipient: address(7) }, owner); // an owner chooses the address
  expect(balanceOf(house.account(accountId), USDC)).toBe(0n);
  expect(house.state.assets.get(USDC)).toMatchObject({ escrowAtoms: usdc(5_000), outboxAtoms: usdc(5_000) });
  expect(house.state.collaterals.get(collateralKey(SEGMENT, USDC))?.heldAtoms).toBe(0n);
  expect(houseOf(house.state).nextWithdrawalId).toBe(3);
  const waiting = { vaultId: 0, token: NO_ADDRESS, grantedAtoms: 0n, sameHourAtoms: 0n, payment: null, paidHeight: 0 };
  expect([...house.state.outbox.values()]).toEqual([
    {
      withdrawalId: 1,
      accountId,
      assetId: USDC,
      amountAtoms: usdc(2_000),
      chainId: CHAIN,
      recipient: address(1),
      height: 1,
      ...waiting,
    },
    {
      withdrawalId: 2,
      accountId,
      assetId: USDC,
      amountAtoms: usdc(3_000),
      chainId: CHAIN,
      recipient: address(7),
      height: 1,
      ...waiting,
    },
  ]);
});

test("WDR-001 WDR-010 unvested gains are not paid out; unvested losses and funding owed stay back", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(15_000));
  const other = house.openAccount(address(2), usdc(1_000_000));
  house.novate(accountId, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const { initialAtoms } = house.house.margin.assess(house.state, house.account(accountId));
  const spare = atoms(usdc(15_000) - initialAtoms);
  house.setPrice(BTC_FEED, 110_000);
  expect(house.outcome({ ...withdrawal, amountAtoms: atoms(spare + 1n) }, owner)).toBe("InitialMarginBreached");
  house.setPrice(BTC_FEED, 100_000);
  const market = mustGet(house.state.markets, BTC_PERP);
  house.state.markets.put({ ...market, fundingIndexE6: 1_000_000n }); // the long owes one atom a lot: 1,000 atoms
  expect(house.outcome({ ...withdrawal, amountAtoms: atoms(spare - 999n) }, owner)).toBe("InitialMarginBreached");
  expect(house.outcome({ ...withdrawal, amountAtoms: atoms(spare - 1_000n) }, owner)).toBe("accepted");
});

test("WDR-002 a tenth of gross notional stays, even where initial margin asks less", () => {
  const house = createTestHouse();
  const segment = mustGet(house.state.segments, SEGMENT);
  const { clearing } = segment.parameters;
  const parameters = { ...segment.parameters, clearing: { ...clearing, withdrawalNotionalPpm: 200_000n as never } };
  house.state.segments.put({ ...segment, parameters });
  const accountId = house.openAccount(address(1), usdc(25_000));
  const other = house.openAccount(address(2), usdc(1_000_000));
  house.novate(accountId, other, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // a fifth of 100,000 dollars must stay
  expect(house.hear({ ...withdrawal, amountAtoms: usdc(5_001) }, owner)).toMatchObject({
    code: "InitialMarginBreached",
    data: { requiredAtoms: usdc(20_000), equityAtoms: usdc(19_999) },
  });
  expect(house.outcome({ ...withdrawal, amountAtoms: usdc(5_000) }, owner)).toBe("accepted");
});

test("WDR-015 withdrawals stay shut for the gate's time after a default, however many blocks that is", () => {
  const house = createTestHouse();
  house.openAccount(address(1), usdc(100));
  const segment = mustGet(house.state.segments, SEGMENT);
  house.state.segments.put({ ...segment, shortfallAtMs: house.timeMs });
  house.openBlock(house.timeMs + segment.parameters.clearing.shortfallGateMs - 1);
  expect(house.outcome(withdrawal, owner)).toBe("WithdrawalsGated");
  house.openBlock(house.timeMs + 1);
  expect(house.outcome(withdrawal, owner)).toBe("accepted");
});

test("WDR-003 WDR-011 WDR-012 collateral other than cash leaves within its own window, its small lane at the price", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  house.deposit(accountId, BTC, btc(100_000_000n)); // one bitcoin; the lane of 10,000 dollars is a tenth of it
  house.openBlock(house.timeMs + 2 * DAY_MS);
  house.setPrice(BTC_FEED, 100_000);
  house.setPrice(USDC_FEED, 1);
  const out = (satoshi: bigint) => withdrawNow(house, accountId, BTC, btc(satoshi));
  expect(out(20_000_001n)).toBe("waits"); // its own share and the common part, a lane each
  expect(out(20_000_000n)).toBe("accepted");
  expect(out(1n)).toBe("waits");
  house.openBlock(house.timeMs + HOUR_MS);
  expect(out(1n)).toBe("waits"); // for the day
});

test("WDR-023 INV-014 who won from an account that owes cash takes out what was brought in, no more", () => {
  const house = createTestHouse();
  const winner = house.openAccount(address(1), usdc(20_000)); // all the dollars that ever come in
  const loser = house.openAccount(address(2));
  house.deposit(loser, BTC, btc(500_000_000n));
  house.moveCash(loser, winner, usdc(40_000));
  for (let days = 0; days < 20; days += 1) {
    house.openBlock(house.timeMs + DAY_MS);
    house.setPrice(BTC_FEED, 100_000);
    house.setPrice(USDC_FEED, 1);
    house.outcome({ ...withdrawal, accountId: winner, amountAtoms: usdc(9_999) }, owner);
  }
  const { escrowAtoms, outboxAtoms } = mustGet(house.state.assets, USDC);
  expect(outboxAtoms).toBe(usdc(19_998));
  expect(outboxAtoms).toBeLessThanOrEqual(escrowAtoms);
  expect(house.outcome({ ...withdrawal, accountId: winner, amountAtoms: usdc(9_999) }, owner)).toBe("HoldingsTooLow");
});

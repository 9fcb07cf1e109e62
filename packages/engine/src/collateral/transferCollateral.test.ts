/** Goal: every outcome of TransferCollateral. Method: one faulty scene, repaired fault by fault in order of precedence. */
import { AccountRole, type CommandOf, KeyScope } from "@novate/codec";
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  keySigner,
  ownerSigner,
  perpLots,
  SEGMENT,
  USDC,
  usdc,
} from "../testing/testMarket.ts";

const owner = ownerSigner(address(1));

test("ACC-002 ACC-015 COLL-038 WDR-006 WDR-007 WDR-017 TransferCollateral: outcomes in order of precedence", () => {
  const house = createTestHouse();
  const source = house.openAccount(address(1), usdc(20_000));
  const target = house.openAccount(address(1));
  const stranger = house.openAccount(address(2), usdc(1_000_000));
  house.novate(source, stranger, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // one bitcoin: 10,000 dollars must stay
  house.manage(source);
  house.changeAccount(source, { role: AccountRole.backstop });
  house.state.segments.put({ ...mustGet(house.state.segments, SEGMENT), segmentId: 2 });
  house.changeAccount(target, { segmentId: 2 });
  house.manage(stranger);
  const collateral = mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC));
  house.state.collaterals.put({ ...collateral, spec: { ...collateral.spec, accountSharePpm: ppm(0n) } });

  let command: CommandOf<"TransferCollateral"> = {
    type: "TransferCollateral",
    sourceAccountId: 99,
    targetAccountId: 99,
    assetId: 99,
    amountAtoms: atoms(0n),
  };
  const outcome = (signer = owner) => house.outcome(command, signer);
  expect(outcome()).toBe("AmountNotPositive");
  command = { ...command, amountAtoms: usdc(20_001) };
  expect(outcome()).toBe("SameAccount");
  command = { ...command, targetAccountId: 98 };
  expect(outcome()).toBe("AccountUnknown");
  command = { ...command, sourceAccountId: source };
  expect(outcome(keySigner(1))).toBe("NotAuthorised");
  expect(outcome()).toBe("AccountUnknown");
  command = { ...command, targetAccountId: stranger };
  expect(outcome()).toBe("OwnerMismatch");
  command = { ...command, targetAccountId: target };
  expect(outcome()).toBe("SegmentMismatch"); // SEG-003
  house.changeAccount(target, { segmentId: SEGMENT });
  expect(outcome()).toBe("AccountUnderManagement");
  house.manage(source, false);
  expect(outcome()).toBe("BackstopRestricted");
  house.manage(stranger, false);
  expect(outcome()).toBe("AssetNotEligible");
  house.changeAccount(source, { role: AccountRole.trader });
  command = { ...command, assetId: USDC };
  house.moveCash(source, stranger, usdc(20_001));
  expect(outcome()).toBe("CashOwed"); // WDR-007
  house.moveCash(stranger, source, usdc(20_001));
  expect(outcome()).toBe("BalanceTooLow");
  command = { ...command, amountAtoms: usdc(15_000) };
  expect(outcome()).toBe("CollateralCapExceeded");
  house.state.collaterals.put(collateral);
  expect(outcome()).toBe("InitialMarginBreached");
  command = { ...command, amountAtoms: usdc(1_000) };
  expect(outcome()).toBe("accepted");
  expect(balanceOf(house.account(source), USDC)).toBe(usdc(19_000));
  expect(balanceOf(house.account(target), USDC)).toBe(usdc(1_000));
});

test("SEG-003 no transfer moves collateral to another segment", () => {
  const house = createTestHouse();
  const source = house.openAccount(address(1), usdc(10));
  const target = house.openAccount(address(1));
  house.state.segments.put({ ...mustGet(house.state.segments, SEGMENT), segmentId: 2 });
  house.changeAccount(target, { segmentId: 2 });
  const move = { type: "TransferCollateral", sourceAccountId: source, targetAccountId: target } as const;
  expect(house.outcome({ ...move, assetId: USDC, amountAtoms: usdc(1) }, owner)).toBe("SegmentMismatch");
});

test("ACC-014 WDR-010 unvested gains cannot leave by a transfer, unvested losses count", () => {
  const house = createTestHouse();
  const source = house.openAccount(address(1), usdc(20_000));
  const target = house.openAccount(address(1));
  const other = house.openAccount(address(2), usdc(1_000_000));
  house.novate(source, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const required = house.house.margin.assess(house.state, house.account(source)).initialAtoms;
  const move = { type: "TransferCollateral", sourceAccountId: source, targetAccountId: target, assetId: USDC } as const;
  const spare = atoms(usdc(20_000) - required);
  expect(spare > 0n).toBe(true);

  house.setPrice(BTC_FEED, 105_000); // 5,000 dollars of gain, not settled yet
  expect(house.outcome({ ...move, amountAtoms: atoms(spare + usdc(100)) }, owner)).toBe("InitialMarginBreached");
  house.setPrice(BTC_FEED, 99_000); // 1,000 dollars of loss
  expect(house.outcome({ ...move, amountAtoms: spare }, owner)).toBe("InitialMarginBreached");
  expect(house.outcome({ ...move, amountAtoms: atoms(spare - usdc(1_000)) }, owner)).toBe("accepted");
});

test("ACC-004 a key with the transfer scope may transfer, one without may not", () => {
  const house = createTestHouse();
  const source = house.openAccount(address(1), usdc(10));
  const target = house.openAccount(address(1));
  const grant = {
    type: "GrantKey",
    accountId: source,
    tradeNotionalAtoms: atoms(0n),
    totalNotionalAtoms: atoms(0n),
    venueIds: [],
    reduceOnly: false,
    validUntilMs: house.timeMs + 1_000,
  } as const;
  house.must({ ...grant, key: keySigner(1), scopes: KeyScope.transfer }, owner);
  house.must({ ...grant, key: keySigner(2), scopes: KeyScope.trade | KeyScope.withdraw }, owner);
  const move = { type: "TransferCollateral", sourceAccountId: source, targetAccountId: target, assetId: USDC } as const;
  expect(house.outcome({ ...move, amountAtoms: usdc(1) }, keySigner(2))).toBe("ScopeMissing");
  expect(house.outcome({ ...move, amountAtoms: usdc(1) }, keySigner(1))).toBe("accepted");
});

test("ACC-014 a tenth of gross notional stays behind a transfer, even where initial margin asks less", () => {
  const house = createTestHouse();
  const segment = mustGet(house.state.segments, SEGMENT);
  const { clearing } = segment.parameters;
  const parameters = { ...segment.parameters, clearing: { ...clearing, withdrawalNotionalPpm: ppm(200_000n) } };
  house.state.segments.put({ ...segment, parameters });
  const source = house.openAccount(address(1), usdc(25_000));
  const target = house.openAccount(address(1));
  const other = house.openAccount(address(2), usdc(1_000_000));
  house.novate(source, other, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // a fifth of 100,000 dollars must stay
  const move = { type: "TransferCollateral", sourceAccountId: source, targetAccountId: target, assetId: USDC } as const;
  expect(house.outcome({ ...move, amountAtoms: usdc(5_001) }, owner)).toBe("InitialMarginBreached");
  expect(house.outcome({ ...move, amountAtoms: usdc(5_000) }, owner)).toBe("accepted");
});

test("ACC-033 an account under default management receives what another of its owner's gives", () => {
  const house = createTestHouse();
  const source = house.openAccount(address(1), usdc(10));
  const target = house.openAccount(address(1));
  house.manage(target);
  const move = { type: "TransferCollateral", sourceAccountId: source, targetAccountId: target, assetId: USDC } as const;
  expect(house.outcome({ ...move, amountAtoms: usdc(10) }, owner)).toBe("accepted");
  expect(balanceOf(house.account(target), USDC)).toBe(usdc(10));
});

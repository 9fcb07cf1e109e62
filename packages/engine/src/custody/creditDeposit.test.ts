/** Goal: every outcome of CreditDeposit. Method: one faulty command, repaired fault by fault in order of precedence. */
import type { ChangeOf, CommandOf } from "@novate/codec";
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { custodian } from "../governance/founding/index.ts";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  btc,
  CHAIN,
  CUSTODIAN_SIGNER,
  ownerSigner,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  USDC,
} from "../testing/testMarket.ts";

const limits = TEST_CHANGES.find((change) => change.type === "SetCollateral" && change.assetId === BTC);
const limited = { ...(limits as ChangeOf<"SetCollateral">), capAtoms: btc(1_000n), accountSharePpm: ppm(600_000n) };
const unlisted = { type: "ListAsset", assetId: 9, symbol: "X", decimals: 0, priceFeedId: 0 } as const;

test("COLL-020 COLL-023 COLL-024 COLL-034 COLL-035 COLL-038 CreditDeposit: outcomes in order of precedence", () => {
  const house = createTestHouse(testGenesis({ changes: [limited, unlisted] }));
  const accountId = house.openAccount(address(1));
  let command: CommandOf<"CreditDeposit"> = {
    type: "CreditDeposit",
    chainId: 99,
    depositIndex: 5n,
    accountId: 99,
    assetId: 99,
    amountAtoms: atoms(0n),
  };
  const outcome = (signer = CUSTODIAN_SIGNER) => house.outcome(command, signer);
  expect(outcome()).toBe("CustodianUnknown");
  command = { ...command, chainId: CHAIN };
  expect(outcome(ownerSigner(address(1)))).toBe("NotAuthorised");
  expect(outcome()).toBe("AmountNotPositive");
  command = { ...command, amountAtoms: atoms(1_001n) };
  expect(outcome()).toBe("AccountUnknown");
  command = { ...command, accountId };
  expect(outcome()).toBe("AssetUnknown");
  command = { ...command, assetId: 9 };
  expect(outcome()).toBe("AssetNotEligible");
  command = { ...command, assetId: BTC };
  expect(house.hear(command, CUSTODIAN_SIGNER)).toMatchObject({
    code: "CollateralCapExceeded",
    data: { cap: "segment" },
  });
  command = { ...command, amountAtoms: atoms(601n) };
  expect(house.hear(command, CUSTODIAN_SIGNER)).toMatchObject({
    code: "CollateralCapExceeded",
    data: { cap: "account" },
  });
  command = { ...command, amountAtoms: atoms(600n) };
  expect(outcome()).toBe("accepted");
  expect(balanceOf(house.account(accountId), BTC)).toBe(600n);
  expect(house.state.assets.get(BTC)?.escrowAtoms).toBe(600n);
  expect(house.state.collaterals.get(collateralKey(SEGMENT, BTC))?.heldAtoms).toBe(600n);

  // The same deposit again changes nothing; the same index with other content is a conflict, before any other fault.
  house.house.takeEvents();
  expect(outcome()).toBe("accepted");
  expect(house.house.takeEvents()).toEqual([]);
  for (const other of [{ amountAtoms: atoms(0n) }, { accountId: 99 }, { assetId: 9 }]) {
    expect(house.outcome({ ...command, ...other }, CUSTODIAN_SIGNER)).toBe("DepositConflict");
  }
});

test("COLL-037 an account under default management may be topped up", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  house.changeAccount(accountId, { status: 1 });
  house.deposit(accountId, BTC, btc(1n));
  expect(balanceOf(house.account(accountId), BTC)).toBe(1n);
});

test("COLL-030 the settlement asset is credited only while it is admitted", () => {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1));
  const deposit = { type: "CreditDeposit", chainId: CHAIN, accountId, assetId: USDC, amountAtoms: atoms(1n) } as const;
  const row = mustGet(house.state.collaterals, collateralKey(SEGMENT, USDC));
  house.state.collaterals.delete(collateralKey(SEGMENT, USDC));
  expect(house.outcome({ ...deposit, depositIndex: 1n }, CUSTODIAN_SIGNER)).toBe("AssetNotEligible");
  house.state.collaterals.put(row);
  expect(house.outcome({ ...deposit, depositIndex: 1n }, CUSTODIAN_SIGNER)).toBe("accepted");
});

test("COLL-039 a deposit over the cap is credited once there is room", () => {
  const house = createTestHouse(testGenesis({ changes: [limited] }));
  const accountId = house.openAccount(address(1));
  const deposit = { chainId: CHAIN, depositIndex: 1n, accountId, assetId: BTC, amountAtoms: btc(601n) } as const;
  const outcome = () => house.outcome({ type: "CreditDeposit", ...deposit }, CUSTODIAN_SIGNER);
  expect(outcome()).toBe("CollateralCapExceeded");
  const row = mustGet(house.state.collaterals, collateralKey(SEGMENT, BTC));
  house.state.collaterals.put({ ...row, spec: { ...row.spec, capAtoms: btc(2_000n) } });
  expect(outcome()).toBe("accepted");
});

test("COLL-034 chains of any id that a wallet allows have deposits of their own", () => {
  const chains = [1, 84_532, 65_536 + 84_532, 4_294_967_296 + 84_532, Number.MAX_SAFE_INTEGER];
  const custodians = chains.map((chainId) => custodian(chainId, CUSTODIAN_SIGNER));
  const house = createTestHouse(testGenesis({ changes: custodians }));
  const accountId = house.openAccount(address(1));
  const deposit = { depositIndex: 1n, accountId, assetId: BTC, amountAtoms: btc(1n) } as const;
  for (const chainId of [...chains, ...chains])
    house.must({ type: "CreditDeposit", chainId, ...deposit }, CUSTODIAN_SIGNER);
  expect(balanceOf(house.account(accountId), BTC)).toBe(BigInt(chains.length));
});

/** Goal: every outcome of ConfirmWithdrawals; what is paid is owed and held no more. Method: table; whole flows. */
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { houseOf, mustGet } from "../state/state.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, CHAIN, CUSTODIAN_SIGNER, ownerSigner, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { releaseWithdrawals } from "./releaseWithdrawals.ts";
import { MOST_WITHDRAWALS } from "./withdrawCollateral.ts";

const OWNER = ownerSigner(address(1));

function withdraw(house: TestHouse, accountId: number, amountAtoms = usdc(1)) {
  const asked = { accountId, assetId: USDC, amountAtoms, chainId: CHAIN, recipient: address(1) };
  return house.hear({ type: "WithdrawCollateral", ...asked }, OWNER);
}

function houseWithTwo() {
  const house = createTestHouse();
  const accountId = house.openAccount(address(1), usdc(100_000));
  const segment = mustGet(house.state.segments, SEGMENT);
  const clearing = { ...segment.parameters.clearing, withdrawalSmallLaneAtoms: usdc(1_000_000) };
  house.state.segments.put({ ...segment, parameters: { ...segment.parameters, clearing } });
  for (let count = 0; count < 2; count += 1) expect(withdraw(house, accountId)).toBeNull();
  releaseWithdrawals(house.house);
  const confirm = (withdrawalIds: number[], chainId = CHAIN, signer = CUSTODIAN_SIGNER) =>
    house.outcome({ type: "ConfirmWithdrawals", chainId, withdrawalIds }, signer);
  return { house, accountId, confirm };
}

test("WDR-030 WDR-031 ConfirmWithdrawals: outcomes in order of precedence; all of a list or none", () => {
  const { house, accountId, confirm } = houseWithTwo();
  expect(confirm([9], 9, OWNER)).toBe("CustodianUnknown");
  expect(confirm([9], CHAIN, OWNER)).toBe("NotAuthorised");
  for (const unknown of [0, 9]) expect(confirm([1, unknown])).toBe("WithdrawalUnknown");
  expect(house.state.outbox.size).toBe(2);
  house.state.outbox.put({ ...mustGet(house.state.outbox, 2), chainId: CHAIN + 1 });
  expect(confirm([2])).toBe("WithdrawalUnknown");
  house.state.outbox.put({ ...mustGet(house.state.outbox, 2), chainId: CHAIN });
  expect(withdraw(house, accountId)).toBeNull();
  expect(confirm([3])).toBe("WithdrawalUnknown"); // it waits
  house.must({ type: "CancelWithdrawal", accountId, withdrawalId: 3 }, OWNER);
  expect(confirm([])).toBe("accepted");
  expect(confirm([1, 1])).toBe("accepted");
  expect(confirm([1])).toBe("accepted"); // said again
  expect(house.state.outbox.size).toBe(1);
  expect(house.account(accountId).withdrawals).toBe(1);
  expect(confirm([1, 2])).toBe("accepted");
  expect(house.account(accountId).withdrawals).toBe(0);
});

test("WDR-030 INV-001 what is paid is neither owed nor held", () => {
  const { house, confirm } = houseWithTwo();
  const before = mustGet(house.state.assets, USDC);
  expect(before.outboxAtoms).toBe(usdc(2));
  expect(confirm([2])).toBe("accepted");
  const after = mustGet(house.state.assets, USDC);
  expect([before.escrowAtoms - after.escrowAtoms, after.outboxAtoms]).toEqual([usdc(1), usdc(1)]);
  expect(houseOf(house.state).nextWithdrawalId).toBe(3);
});

test("WDR-032 an account has so many under way: the next is refused until one is paid, and one takes all that is left", () => {
  const { house, accountId, confirm } = houseWithTwo();
  for (let count = 2; count < MOST_WITHDRAWALS - 1; count += 1)
    expect(withdraw(house, accountId, atoms(1n))).toBeNull();
  expect(withdraw(house, accountId, usdc(50_000))).toBeNull();
  expect(withdraw(house, accountId)).toMatchObject({
    code: "WithdrawalsFull",
    data: { accountId, limit: MOST_WITHDRAWALS },
  });
  releaseWithdrawals(house.house);
  expect(confirm([7])).toBe("accepted");
  expect(withdraw(house, accountId)).toBeNull();
  expect(house.state.outbox.size).toBe(MOST_WITHDRAWALS);
});

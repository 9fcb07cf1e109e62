/** Goal: what is left of an account costs no row for good. Method: the outsider's chain of one atom each, and every way out of an account. */
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { collateralKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { VAULT_CHAIN } from "../testing/vaults.ts";
import { bring, FAR, holder, move, moveScene, offer, owner } from "./moves.fixture.ts";

const LEAST = usdc(10);
const ALMOST = atoms(usdc(20) - 1n);

/** Twenty dollars of the first owner, where ten are the least of both assets. */
function scene() {
  const house = moveScene();
  for (const assetId of [USDC, FAR])
    house.state.locations.put({ ...mustGet(house.state.locations, assetId), leastAtoms: LEAST });
  const accountId = holder(house, 1, USDC, usdc(20));
  return { house, accountId };
}

const transfer = (house: TestHouse, source: number, target: number, amount: bigint, assetId = USDC) =>
  house.outcome(
    {
      type: "TransferCollateral",
      sourceAccountId: source,
      targetAccountId: target,
      assetId,
      amountAtoms: atoms(amount),
    },
    owner(1),
  );

const withdraw = (house: TestHouse, accountId: number, amount: bigint, n = 1) =>
  house.outcome(
    {
      type: "WithdrawCollateral",
      ...{ accountId, assetId: USDC, amountAtoms: atoms(amount), chainId: VAULT_CHAIN, recipient: address(n) },
    },
    ownerSigner(address(n)),
  );

test("COLL-081 no chain of accounts keeps an atom each", () => {
  const { house, accountId } = scene();
  const next = house.openAccount(address(1));
  expect(transfer(house, accountId, next, ALMOST)).toBe("AmountTooSmall");
  expect(transfer(house, accountId, next, usdc(10))).toBe("accepted");
  expect(transfer(house, accountId, next, usdc(10) - 1n)).toBe("AmountTooSmall");
  expect(transfer(house, accountId, next, usdc(10))).toBe("accepted"); // all of it
  bring(house, next, FAR, atoms(1n));
  expect(transfer(house, next, accountId, usdc(20))).toBe("AmountTooSmall"); // an atom of another asset is left
  expect(transfer(house, next, accountId, 1n, FAR)).toBe("AmountTooSmall"); // COLL-077
  expect(transfer(house, next, accountId, usdc(10))).toBe("accepted");
});

test("WDR-061 a withdrawal leaves all, the least or nothing; what somebody else paid in keeps nobody", () => {
  const { house, accountId } = scene();
  expect(withdraw(house, accountId, ALMOST)).toBe("AmountTooSmall");
  bring(house, accountId, FAR, atoms(1n)); // a gift
  expect(withdraw(house, accountId, ALMOST)).toBe("AmountTooSmall");
  const other = holder(house, 3, USDC, usdc(20));
  bring(house, other, FAR, atoms(1n));
  expect(withdraw(house, other, usdc(20), 3)).toBe("accepted");
  const key = collateralKey(SEGMENT, USDC);
  const row = mustGet(house.state.collaterals, key);
  house.state.collaterals.put({ ...row, heldAtoms: ALMOST });
  expect(withdraw(house, accountId, ALMOST)).toBe("accepted"); // its segment has no more
});

test("COLL-081 no move and no contribution leaves an atom behind, and no stake is of an atom", () => {
  const { house, accountId } = scene();
  const volunteer = holder(house, 2, FAR, usdc(1_000));
  const pair = { fromAssetId: USDC, toAssetId: FAR };
  house.must(offer(volunteer, { ...pair, stockAtoms: usdc(1_000), basePpm: ppm(900_000n) }), owner(2));
  expect(house.outcome(move(accountId, ALMOST, pair), owner(1))).toBe("AmountTooSmall"); // two dollars are brought
  const give = (amount: bigint, tranche = 0) =>
    house.outcome({ type: "ContributeDefaultFund", accountId, tranche, amountAtoms: atoms(amount) }, owner(1));
  expect(give(1n)).toBe("AmountTooSmall");
  expect(give(ALMOST)).toBe("AmountTooSmall");
  expect(give(1n, 2)).toBe("accepted"); // founders' own is no row
  expect(give(usdc(10) - 1n)).toBe("AmountTooSmall");
  bring(house, accountId, USDC, usdc(20));
  expect(give(usdc(10))).toBe("accepted");
  expect(give(1n)).toBe("accepted"); // the stake stands
  expect(balanceOf(house.account(accountId), USDC)).toBe(usdc(30) - 2n);
});

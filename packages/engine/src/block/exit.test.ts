/** Goal: a member can leave though every oracle, venue and keeper has gone. Method: years of silence, then withdrawals. */
import { atoms, YEAR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, CHAIN, ownerSigner, USDC, usdc } from "../testing/testMarket.ts";

test("INV-015 without a price, a venue or anybody's consent, everything leaves in time", () => {
  const house = createTestHouse();
  const owner = address(1);
  const accountId = house.openAccount(owner, usdc(2_000_000));
  house.deposit(accountId, BTC, btc(500_000_000n));
  runBlock(house, [], YEAR_MS);
  expect(house.house.margin.assess(house.state, house.account(accountId)).isPriced).toBe(false);
  const signer = ownerSigner(owner);
  const withdraw = (assetId: number, amount: bigint) => {
    const what = { accountId, assetId, amountAtoms: atoms(amount), chainId: CHAIN, recipient: owner };
    const { receipts } = runBlock(house, [{ command: { type: "WithdrawCollateral", ...what }, signer }], 1_800_000);
    return receipts[0]!.refusal?.code;
  };
  // A hundredth of the holdings an hour, for both assets, with nobody there but the owner.
  for (let hour = 0; hour < 8; hour += 1) {
    for (const assetId of [USDC, BTC]) {
      const held = balanceOf(house.account(accountId), assetId);
      expect(withdraw(assetId, held / 100n)).toBeUndefined();
      expect(balanceOf(house.account(accountId), assetId)).toBe(held - held / 100n);
    }
  }
});

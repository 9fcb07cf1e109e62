/** Goal: what is derived follows the rows exactly. Method: trade, then build it anew from the same rows and compare. */

import { lots } from "@novate/num";
import { expect, test } from "vitest";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC_PERP, btcTicks, USDC, usdc, VENUE_SIGNER } from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";
import { Derived } from "./derived.ts";

test("INV-002 incremental and rebuilt agree on holders, open interest and what is owed", () => {
  const house = createTestHouse();
  const ids = [1, 2, 3, 4].map((owner) => house.openAccount(address(owner), usdc(100_000)));
  for (let turn = 0; turn < 12; turn += 1) {
    const [buyer, seller] = [ids[turn % 4]!, ids[(turn + 1 + (turn % 3)) % 4]!];
    if (buyer === seller) continue;
    runBlock(house, [
      { command: reportOf(tradeOf(house, buyer, seller, 3n, btcTicks(100_000))), signer: VENUE_SIGNER },
    ]);
  }
  const { derived } = house.house;
  const rebuilt = new Derived(house.state);
  expect(rebuilt.positions.holdersOf(BTC_PERP)).toEqual(derived.positions.holdersOf(BTC_PERP));
  expect(rebuilt.positions.longOf(BTC_PERP)).toBe(derived.positions.longOf(BTC_PERP));
  expect(rebuilt.positions.longOf(BTC_PERP)).toBe(house.state.markets.get(BTC_PERP)!.openLots);
  expect(rebuilt.holdings.owedOf(USDC)).toBe(derived.holdings.owedOf(USDC));
  expect(rebuilt.owners.accountsOf(address(1))).toEqual(derived.owners.accountsOf(address(1)));
  expect(rebuilt.signers).toEqual(derived.signers);
  rebuilt.holdings.assertConserved();
  rebuilt.positions.assertMatched();
});

test("INV-001 INV-002 a row that breaks a sum is caught", () => {
  const house = createTestHouse();
  const account = house.account(house.openAccount(address(1), usdc(10)));
  house.state.accounts.put({ ...account, balances: [{ assetId: USDC, amountAtoms: usdc(11) }] });
  expect(() => house.house.derived.holdings.assertConserved()).toThrow(/INV-001/);
  const position = { instrumentId: BTC_PERP, lots: lots(1n), costAtoms: usdc(0), fundingIndexE6: 0n };
  house.state.accounts.put({ ...account, positions: [position] });
  expect(() => house.house.derived.positions.assertMatched()).toThrow(/INV-002/);
});

/** Goal: money in a circle holds up nobody's exit. Method: five times what is held, in and out, and then one who saved. */
import type { Hex } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner, USDC, usdc } from "../testing/testMarket.ts";
import { entriesHeard, foundVault, VAULT_CHAIN } from "../testing/vaults.ts";
import { releaseWithdrawals } from "./releaseWithdrawals.ts";

test("WDR-053 WDR-025 what comes and goes within the hour, in a vault's books stands before nobody's savings", () => {
  const house = createTestHouse();
  const vault = foundVault(house, USDC);
  const [saver, visitor] = [address(1), address(2)];
  let heard = 0;
  const pay = (owner: Hex, dollars: number): void => {
    vault.enter({ owner, amountAtoms: usdc(dollars), accountId: house.state.accounts.size < 2 ? 0 : 2 });
    entriesHeard(house, vault.mine().prove(heard++));
  };
  const withdraw = (accountId: number, owner: Hex, dollars: number): void => {
    const asked = { accountId, assetId: USDC, amountAtoms: usdc(dollars), chainId: VAULT_CHAIN, recipient: owner };
    house.must({ type: "WithdrawCollateral", ...asked }, ownerSigner(owner));
    for (let n = 0; n < 3; n++) releaseWithdrawals(house.house);
  };
  pay(saver, 10_000_000);
  pay(visitor, 1_000);
  house.openBlock(house.timeMs + 2 * DAY_MS);
  const queued = () => mustGet(house.state.locations, USDC).queued;
  for (let round = 1; round <= 3; round++) {
    pay(visitor, 50_000_000);
    withdraw(2, visitor, 50_000_000);
    expect(queued()).toMatchObject({ mainAtoms: 0n, sentBackAtoms: usdc(50_000_000 * round) });
  }
  withdraw(1, saver, 90_000);
  expect(queued().mainAtoms).toBe(usdc(90_000)); // what the vault's main lane lets out in an hour
  pay(visitor, 40_000);
  withdraw(2, visitor, 41_000);
  expect([...house.state.outbox.values()].at(-1)).toMatchObject({ sameHourAtoms: usdc(40_000) });
});

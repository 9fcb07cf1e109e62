/** Goal: where nobody knows what is there, all wait alike. Method: a vault's word by proof, of each kind; time. */
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { impairedPpm } from "../ledger/impairment.ts";
import { mustGet } from "../state/state.ts";
import { ownerSigner, USDC, usdc } from "../testing/testMarket.ts";
import { BOOKED_CHAIN } from "../testing/vaultBooks.ts";
import { ask, FROZEN, houseOf, later, paidTo } from "./impaired.fixture.ts";

test("WDR-064 nothing leaves while the token is frozen, and what waits may be taken back", () => {
  const { house, owners, lack } = houseOf(usdc(1_000), usdc(1_000));
  lack(0n, FROZEN);
  ask(house, owners[0]!, 1, usdc(600));
  later(house, 3 * DAY_MS);
  expect(paidTo(house, 1)).toBe(0n);
  ask(house, owners[1]!, 2, usdc(600));
  house.must({ type: "CancelWithdrawal", accountId: 2, withdrawalId: 2 }, ownerSigner(owners[1]!));
  lack(0n);
  later(house, 120_000);
  expect(paidTo(house, 1)).toBe(usdc(600));
});

test("WDR-064 nothing leaves while the chain is gated", () => {
  const { house, owners } = houseOf(usdc(1_000));
  const vault = mustGet(house.state.vaults, 1);
  house.state.vaults.put({ ...vault, isGated: true });
  ask(house, owners[0]!, 1, usdc(600));
  expect(paidTo(house, 1)).toBe(0n);
  house.state.vaults.put(vault);
  later(house, 120_000);
  expect(paidTo(house, 1)).toBe(usdc(600));
});

test("WDR-065 for a day after a shortfall is first shown nothing leaves, and a later word begins no other day", () => {
  const { house, owners, lack } = houseOf(usdc(1_000), usdc(1_000));
  lack(usdc(200));
  ask(house, owners[0]!, 1, usdc(1_000));
  later(house, DAY_MS - 1_000);
  expect(paidTo(house, 1)).toBe(0n);
  lack(usdc(400));
  later(house, 1_000);
  expect(paidTo(house, 1)).toBe(usdc(800));
  lack(0n);
  lack(usdc(400)); // another one
  ask(house, owners[1]!, 2, usdc(1_000));
  later(house, DAY_MS - 1_000);
  expect(paidTo(house, 2)).toBe(0n);
});

test("WDR-067 nor while the inbox was shown to be another one, the chain open again or not", () => {
  const { house, owners } = houseOf(usdc(1_000));
  house.house.emit({ type: "InboxRewritten", vaultId: 1, chainId: BOOKED_CHAIN, number: 5n, count: 0n });
  house.house.emit({
    type: "ChangeApplied",
    change: { type: "ReopenChain", chainId: BOOKED_CHAIN },
    atMs: house.timeMs,
  });
  expect(mustGet(house.state.vaults, 1)).toMatchObject({ isGated: false, isRewritten: true });
  expect(impairedPpm(house.state, USDC)).toBe(1_000_000n);
  ask(house, owners[0]!, 1, usdc(600));
  later(house, 3 * DAY_MS);
  expect(paidTo(house, 1)).toBe(0n);
  const { inboxAcc: acc } = mustGet(house.state.vaults, 1);
  house.house.emit({ type: "InboxAdvanced", vaultId: 1, count: 1n, acc, number: 10n });
  later(house, 120_000);
  expect(paidTo(house, 1)).toBe(usdc(600));
});

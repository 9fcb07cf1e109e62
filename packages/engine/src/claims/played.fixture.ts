/**
 * Houses that have come to something: random deposits, trades, prices, debts, stakes and withdrawals of a few accounts.
 *
 * @module
 */
import { atoms } from "@novate/num";
import fc from "fast-check";
import type { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  ownerSigner,
  perpLots,
  USDC,
  usdc,
} from "../testing/testMarket.ts";
import { BOOKED_CHAIN, bookDeposit } from "../testing/vaultBooks.ts";
import { claimsHouse } from "./claims.fixture.ts";

export const ACCOUNTS = [1, 2, 3, 4, 5];
const who = fc.constantFrom(...ACCOUNTS);
const amount = fc.integer({ min: 1, max: 90_000 });
const step = fc.record({
  kind: fc.constantFrom("cash", "coin", "trade", "trade", "price", "price", "debt", "stake", "withdraw", "release"),
  who,
  other: who,
  amount,
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export function take(house: TestHouse, { kind, who: accountId, other, amount: dollars }: Step): void {
  const signer = ownerSigner(address(accountId));
  if (kind === "cash") bookDeposit(house, accountId, USDC, atoms(usdc(dollars) + BigInt(dollars % 7)));
  if (kind === "coin") bookDeposit(house, accountId, BTC, atoms(BigInt(dollars) * 3_001n));
  if (kind === "trade" && accountId !== other)
    house.novate(accountId, other, BTC_PERP, perpLots(1 + (dollars % 700)), btcTicks(60_000 + dollars));
  if (kind === "price") house.setPrice(BTC_FEED, 50_000 + dollars);
  if (kind === "debt" && accountId !== other) house.moveCash(accountId, other, usdc(dollars % 3_000));
  if (kind === "stake")
    house.hear(
      { type: "ContributeDefaultFund", accountId, tranche: dollars % 2, amountAtoms: usdc(dollars % 900) },
      signer,
    );
  const asked = { amountAtoms: usdc(dollars), chainId: BOOKED_CHAIN, recipient: address(accountId) };
  if (kind === "withdraw") house.hear({ type: "WithdrawCollateral", accountId, assetId: USDC, ...asked }, signer);
  const waiting = [...house.state.outbox.values()].find(({ payment }) => payment === null);
  if (kind === "release" && waiting !== undefined) {
    const payment = { nonce: BigInt(waiting.withdrawalId), lane: 0, cumulativeAtoms: waiting.amountAtoms, height: 1 };
    const { withdrawalId } = waiting;
    house.house.emit({ type: "WithdrawalReleased", withdrawalId, payment, lackingAtoms: atoms(0n) });
  }
}

export function playedHouse(steps: readonly Step[]): TestHouse {
  const house = claimsHouse(500);
  for (const n of ACCOUNTS) house.openAccount(address(n));
  for (const each of steps) take(house, each);
  return house;
}

/** So many at most, in a row. */
export const steps = (maxLength: number) => fc.array(step, { maxLength });

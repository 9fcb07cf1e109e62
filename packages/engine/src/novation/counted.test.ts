/**
 * Goal: what is given away for nothing uses up limits, and every fill pays for its rows.
 * Method: options at a price of zero, dear ones under a mandate of ten dollars, worthless ones among strangers.
 */
import type { Authority, SurfaceSlice } from "@novate/codec";
import { HOUR_MS, type Ticks, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { CALL, flat, sayAll, surfaceHouse } from "../oracle/surfaces.fixture.ts";
import { mustGet } from "../state/state.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { address, btcTicks, ownerSigner, perpLots, USDC, usdc, VENUE, VENUE_SIGNER } from "../testing/testMarket.ts";
import { reportOf, tradeOf } from "../testing/trades.ts";

const FREE = ticks(0n);
const CHEAP = flat(0.25); // some 300 dollars a bitcoin
const WORTHLESS = flat(0.001);

/** A house with two traders, after some blocks in which all say this surface. */
function scene(slice = CHEAP) {
  const house = surfaceHouse([1, 1, 1]);
  const buyer = house.openAccount(address(1), usdc(100_000));
  const seller = house.openAccount(address(2), usdc(100_000));
  for (let index = 0; index < 6; index += 1) say(house, slice);
  return { house, buyer, seller, slice };
}

const say = (house: TestHouse, slice: SurfaceSlice, asked: Parameters<typeof sayAll>[3] = []) =>
  sayAll(
    house,
    [1, 2, 3].map((publisherId) => ({ publisherId, slices: [slice], ...(publisherId === 1 && { dollars: 100_000 }) })),
    1_000,
    asked,
  );

/** The answer to a trade of so many thousandths of a bitcoin of the call. */
function answer({ house, buyer, seller, slice }: ReturnType<typeof scene>, size: bigint, price: Ticks, by?: Authority) {
  const trade = tradeOf(house, buyer, seller, perpLots(size), price, { instrumentId: CALL });
  for (const leg of [trade.buyer, trade.seller])
    if (leg.type === "Order") Object.assign(leg.order, { instrumentId: CALL });
  const { receipts } = say(house, slice, [
    { command: reportOf({ ...trade, ...(by && { seller: by }) }), signer: VENUE_SIGNER },
  ]);
  const outcome = receipts.at(-1)!.outcomes[0]!;
  return outcome.accepted ? "accepted" : outcome.refusal.code;
}

test("NOV-080 an option given away counts against a mandate as what its band is measured on", () => {
  const stage = scene();
  const { house, seller } = stage;
  const grant = (dollars: number) =>
    house.must(
      {
        type: "GrantMandate",
        accountId: seller,
        venueId: VENUE,
        tradeNotionalAtoms: usdc(dollars),
        totalNotionalAtoms: usdc(dollars),
        validUntilMs: house.timeMs + HOUR_MS,
      },
      ownerSigner(address(2)),
    );
  const byMandate = () => answer(stage, 1n, FREE, { type: "Mandate", accountId: seller });
  grant(10);
  expect(mustGet(house.state.markets, CALL).mark!.priceTicks).toBeLessThan(btcTicks(550)); // all of it is within the band
  expect(byMandate()).toBe("MandateLimitExceeded");
  grant(11); // a tenth of the strike, a thousandth of a bitcoin
  expect([byMandate(), byMandate()]).toEqual(["accepted", "MandateLimitExceeded"]);
});

test("NOV-081 a fill of what is worth nothing pays fees on the width of its band", () => {
  const stage = scene(WORTHLESS);
  const { house, buyer } = stage;
  expect(mustGet(house.state.markets, CALL).mark!.priceTicks).toBe(FREE);
  const before = balanceOf(house.account(buyer), USDC);
  expect(answer(stage, 1n, FREE)).toBe("accepted");
  // 0.55 dollars, a twentieth of a tenth of the strike: a ten-thousandth to the venue, half of that to the house.
  expect(balanceOf(house.account(buyer), USDC)).toBe(before - 55n - 28n);
});

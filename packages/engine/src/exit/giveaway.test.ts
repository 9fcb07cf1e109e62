/**
 * Goal: who owes for coins of a vault in exit gives no cash to a friend in the shape of a price.
 * Method: a claim moved at a friend's fee; a coin delivered below its worth; each once more by an owner that owes nothing.
 */
import { atoms, ppm } from "@novate/num";
import { expect, test } from "vitest";
import { bring, FAR, holder, move, moveScene, offer } from "../custody/moves.fixture.ts";
import { asset, collateral } from "../governance/founding/index.ts";
import { listSpot } from "../testing/contracts.ts";
import { address, BTC, BTC_FEED, btc, btcTicks, ownerSigner, SEGMENT, testGenesis, USDC, usdc, VENUE_SIGNER } from "../testing/testMarket.ts"; // biome-ignore format: one line
import { reportOf, tradeOf } from "../testing/trades.ts";
import { sold } from "./debtor.fixture.ts";

const [SPOT, WBTC] = [2, 3];
const wrapped = [
  asset(WBTC, "WBTC", 8, BTC_FEED),
  collateral({
    ...{ segmentId: SEGMENT, assetId: WBTC, haircutFloorPpm: ppm(100_000n), stressVolPpm: ppm(500_000n) },
    ...{ dailyVolumeAtoms: atoms(10n ** 13n), capAtoms: atoms(10n ** 12n) },
  }),
  listSpot({ instrumentId: SPOT }, { baseAssetId: WBTC }),
];

test("EXIT-137 who owes moves no claim, not into settlement cash either: a friend's fee would be a gift", () => {
  const house = moveScene();
  const friend = holder(house, 2, USDC, usdc(1_000_000));
  const debtor = holder(house, 1, FAR, usdc(500_000));
  house.must(offer(friend, { basePpm: ppm(100_000n) }), ownerSigner(address(2)));
  const asked = () => house.outcome(move(debtor, usdc(1_000)), ownerSigner(address(1)));
  expect(asked()).toBe("accepted");
  owes(house, debtor);
  expect(asked()).toBe("ExitOwed");
  const other = house.openAccount(address(1));
  bring(house, other, FAR, usdc(5_000));
  expect(house.outcome(move(other, usdc(1_000)), ownerSigner(address(1)))).toBe("ExitOwed");
});

/** As if a vault in exit had paid the account a coin too many. */
function owes(house: ReturnType<typeof moveScene>, accountId: number): void {
  const asset = { vaultId: 9, queued: { mainAtoms: atoms(0n), smallAtoms: atoms(0n), sentBackAtoms: atoms(0n) }, rates: [], isReturned: true }; // biome-ignore format: one line
  const none = { claimTotalAtoms: atoms(0n), claimsAtoms: atoms(0n), refundsAtoms: atoms(0n), overAtoms: atoms(0n) };
  house.state.exitAssets.put({ assetId: BTC, ...asset, ...none });
  house.state.exitDebts.put({ accountId, assetId: BTC, lackAtoms: atoms(1n), payerCursor: 0 });
}

test("EXIT-132 who owes delivers no coin for cash below its worth either, nor does its owner's other account", () => {
  const { house, second, bob, carol, priced } = sold(() => {}, testGenesis({ changes: wrapped }));
  priced();
  for (const id of [second, carol]) house.deposit(id, WBTC, btc(10_000_000n));
  const isDelivered = (seller: number) => {
    const trade = tradeOf(house, bob, seller, 10n, btcTicks(100_000), { instrumentId: SPOT });
    for (const leg of [trade.buyer, trade.seller])
      if (leg.type === "Order") Object.assign(leg.order, { instrumentId: SPOT });
    house.house.takeEvents();
    house.must(reportOf(trade), VENUE_SIGNER);
    return house.house.takeEvents().some(({ type }) => type === "DeliverySettled");
  };
  expect([isDelivered(second), isDelivered(carol)]).toEqual([false, true]);
});

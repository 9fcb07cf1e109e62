/** Goal: what accounts may hold has room in their rows. Method: a segment that admits all it can, held by one account. */

import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { Commitment } from "../../state/commitment.ts";
import { listed } from "../../testing/governance.ts";
import { runBlock } from "../../testing/runBlock.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import { address, BTC, BTC_FEED, TEST_CHANGES, testGenesis, USDC } from "../../testing/testMarket.ts";
import { asset } from "../founding/index.ts";

test("COLL-020 an account holds every asset that its segment admits, and cash that it does not admit", () => {
  const like = listed("SetCollateral", ({ assetId }) => assetId === BTC);
  const more = Array.from({ length: 63 }, (_, index) => 100 + index);
  const changes = [
    ...TEST_CHANGES.filter((change) => !(change.type === "SetCollateral" && change.assetId === USDC)),
    ...more.flatMap((assetId) => [asset(assetId, `A${assetId}`, 8, BTC_FEED), { ...like, assetId }]),
  ];
  const house = createTestHouse({ ...testGenesis(), changes });
  const [holder, other] = [house.openAccount(address(1)), house.openAccount(address(2))];
  for (const assetId of [BTC, ...more]) house.deposit(holder, assetId, atoms(1_000n));
  house.moveCash(holder, other, atoms(1n)); // as a trade's fee does
  house.deposit(other, BTC, atoms(1_000n));
  runBlock(house);
  expect(house.account(holder).balances).toHaveLength(65);
  expect(() => new Commitment().take(house.state)).not.toThrow();
});

/**
 * A small house whose BTC lies in a vault, with narrow caps, and an asset that is nowhere collateral.
 *
 * @module
 */
import { ppm } from "@novate/num";
import { mustGet } from "../state/state.ts";
import { listed } from "../testing/governance.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, testGenesis } from "../testing/testMarket.ts";
import { foundVault } from "../testing/vaults.ts";

export const UNLISTED = 9;
export const [ALICE, BOB, WALLET] = [address(1), address(2), address(0xacc)];

const limited = {
  ...listed("SetCollateral", ({ assetId }) => assetId === BTC),
  capAtoms: btc(1_000n),
  accountSharePpm: ppm(600_000n),
};
const unlisted = { type: "ListAsset", assetId: UNLISTED, symbol: "X", decimals: 0, priceFeedId: 0 } as const;

export function scene() {
  const house = createTestHouse(testGenesis({ changes: [limited, unlisted] }));
  const vault = foundVault(house, BTC);
  const place = () => mustGet(house.state.locations, BTC);
  const row = () => mustGet(house.state.vaults, 1);
  return { house, vault, place, row };
}

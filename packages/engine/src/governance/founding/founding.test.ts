/** Goal: what the constructors leave to their defaults founds a house. Method: the least genesis, and one fault in it. */
import { atoms, HOUR_MS, ppm, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { address, ownerSigner } from "../../testing/testMarket.ts";
import { faultOfGenesis } from "../genesis.ts";
import { standardParameters } from "../standardParameters.ts";
import {
  asset,
  backstopAccount,
  collateral,
  custodian,
  forwardFeed,
  genesisOf,
  indexFeed,
  listCall,
  listFuture,
  listPerpetual,
  listPut,
  listSpot,
  publisher,
  segment,
  settlementCollateral,
  underlying,
  venue,
} from "./index.ts";

const FOUNDED_MS = 1_760_054_400_000;
const IN_AN_HOUR = FOUNDED_MS + HOUR_MS;
const lot = (instrumentId: number) => ({
  instrumentId,
  underlyingId: 1,
  symbol: `X-${instrumentId}`,
  tickFeedUnits: 10_000_000n,
  tickValueAtoms: atoms(100n),
});

const least = (governors: number) =>
  genesisOf({
    chainId: 1n,
    timeMs: FOUNDED_MS,
    governors: Array.from({ length: governors }, (_, index) => address(index + 1)),
    changes: [
      indexFeed({ feedId: 1, symbol: "USDC/USD" }),
      indexFeed({ feedId: 2, symbol: "X/USD" }),
      forwardFeed({ feedId: 3, symbol: "X-1H/USD" }),
      asset(1, "USDC", 6, 1),
      asset(2, "X", 8, 2),
      segment(1, "crypto", 1, standardParameters(6)),
      settlementCollateral({ segmentId: 1, assetId: 1 }),
      collateral({
        segmentId: 1,
        assetId: 2,
        haircutFloorPpm: ppm(100_000n),
        stressVolPpm: ppm(500_000n),
        dailyVolumeAtoms: atoms(10n ** 13n),
        capAtoms: atoms(10n ** 12n),
      }),
      underlying({ underlyingId: 1, segmentId: 1, symbol: "X", indexFeedId: 2, depthAtoms: atoms(10n ** 12n) }),
      listPerpetual(lot(1)),
      listFuture(lot(2), IN_AN_HOUR, 3),
      listCall(lot(3), ticks(10n), IN_AN_HOUR, 3),
      listPut(lot(4), ticks(10n), IN_AN_HOUR, 3),
      listSpot(lot(5), 2, atoms(1n)),
      venue({ venueId: 1, name: "book", signer: ownerSigner(address(7)), settlementAssetId: 1 }),
      publisher(1, ownerSigner(address(8))),
      custodian(1, ownerSigner(address(9))),
    ],
    accounts: [backstopAccount(address(10), 1, 1, atoms(1_000_000n))],
  });

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
])("%i governors need %i approvals where no threshold is given", (governors, threshold) => {
  const genesis = least(governors);
  expect(genesis.governorThreshold).toBe(threshold);
  expect(faultOfGenesis(genesis)).toBeNull();
});

test("what is given replaces a default, and is judged like any change", () => {
  const genesis = least(1);
  const [feed, ...rest] = genesis.changes;
  expect(faultOfGenesis({ ...genesis, changes: [{ ...feed!, quorum: 0 } as typeof feed & object, ...rest] })).toMatch(
    /^changes\[0\] RegisterFeed quorum: /,
  );
});

/** Goal: whatever is announced is shown before it binds. Method: views over the committed rows of a small house. */
import type { Engine } from "@novate/engine";
import { BTC_PERP, createTestHouse, SEGMENT, UNDERLYING } from "@novate/engine/testing";
import { ppm } from "@novate/num";
import { expect, test } from "vitest";
import { marketView } from "./market.ts";
import { segmentView } from "./segment.ts";

function scene() {
  const house = createTestHouse();
  return { house, engine: { state: house.state, height: 1 } as unknown as Engine }; // what views read of it
}

test("CALL-001 GOV-039 a market shows the range of new risk, the rises and the rules to come", () => {
  const { house, engine } = scene();
  const row = house.state.underlyings.get(UNDERLYING)!;
  expect(marketView(engine, BTC_PERP)).toMatchObject({ announcedRanges: [], announcedRules: null });
  const announced = [{ rangePpm: ppm(200_000n), bindsAtMs: 5_000 }];
  house.state.underlyings.put({ ...row, newRiskRangePpm: ppm(300_000n), announced });
  const { parameters } = house.state.segments.get(SEGMENT)!;
  house.state.bundles.put({
    bundleId: 4,
    proposer: `0x${"11".repeat(20)}`,
    approvals: [],
    changes: [{ type: "SetParameters", segmentId: SEGMENT, parameters }],
    parameterEpoch: 0,
    proposedAtMs: 1,
    isTried: true,
    activatesAtMs: 9_000,
  });
  expect(marketView(engine, BTC_PERP)).toMatchObject({
    scanRangePpm: row.scanRangePpm.toString(),
    newRiskRangePpm: "300000",
    announcedRanges: [{ rangePpm: "200000", bindsAtMs: 5_000 }],
    announcedRules: { bundleId: 4, activatesAtMs: 9_000, changes: ["SetParameters"] },
  });
});

test("COLL-056 a segment shows a haircut's step to come, and what new risk is valued with", () => {
  const { house, engine } = scene();
  const row = house.state.collaterals.get(`${SEGMENT}/2`)!;
  const announced = { haircutPpm: ppm(120_000n), bindsAtMs: 5_000 };
  house.state.collaterals.put({ ...row, newRiskHaircutPpm: ppm(150_000n), announced });
  const shown = segmentView(engine, SEGMENT)!.collaterals;
  expect(shown.find(({ assetId }) => assetId === 2)).toMatchObject({
    haircutPpm: "100000",
    newRiskHaircutPpm: "150000",
    announcedHaircut: { haircutPpm: "120000", bindsAtMs: 5_000 },
  });
  expect(shown.find(({ assetId }) => assetId === 1)).toMatchObject({ announcedHaircut: null });
});

/**
 * Goal: whatever changes in the rows, the desk answers as one that is made anew. Method: every figure of every row that a
 * price of risk could be made of is moved by itself, under a desk that has priced everything before.
 */
import type { Change, TableName } from "@novate/codec";
import { DAY_MS, ppm } from "@novate/num";
import { expect, test } from "vitest";
import type { Health } from "../../ledger/health.ts";
import { houseOf, mustGet } from "../../state/state.ts";
import type { Table } from "../../state/table.ts";
import { CREDIT, ETH_FEED, ETH_MARKET, ETH_PERP } from "../../testing/ethMarket.ts";
import { listed } from "../../testing/governance.ts";
import { createTestHouse, type TestHouse } from "../../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_PERP,
  btc,
  btcTicks,
  perpLots,
  SEGMENT,
  testGenesis,
  usdc,
} from "../../testing/testMarket.ts";
import { MarginDesk } from "./marginDesk.ts";

const PRICED = [
  "house",
  "assets",
  "segments",
  "collaterals",
  "feeds",
  "underlyings",
  "markets",
  "creditPairs",
  "bundles",
] as const;
/** Who a row is, and enumerations that have no next value. */
const FIXED = /Id$|^status$|^mode$|^kind$|^chainId$|^moveSequence$/;

function scene() {
  const test = createTestHouse(testGenesis({ changes: ETH_MARKET }));
  test.setPrice(ETH_FEED, 4_000);
  const [long, short] = [0, 2].map((method, index) => test.openAccount(address(index + 1), usdc(200_000), method));
  test.deposit(long!, BTC, btc(100_000_000n));
  test.deposit(short!, BTC, btc(50_000_000n));
  test.novate(long!, short!, BTC_PERP, perpLots(5_000), btcTicks(100_000));
  test.novate(short!, long!, ETH_PERP, perpLots(10_000), btcTicks(4_000));
  const { type: _, creditPpm: __, holdAtPpm: ___, breakAtPpm: ____, ...pair } = CREDIT;
  test.house.emit({
    type: "CreditPairJudged",
    ...pair,
    correlationPpm: 0n as never,
    isHolding: true,
    lapsesAtMs: 0,
    judgedAtMs: 1,
  });
  announce(test.state);
  return test;
}

/** Every kind of tightening that moves margin, to come in a day. */
function announce(state: TestHouse["state"]): void {
  const { parameters } = mustGet(state.segments, SEGMENT);
  const margin = { ...parameters.margin, rangeFloorPpm: ppm(80_000n), unhedgedPpm: ppm(30_000n) };
  const changes: readonly Change[] = [
    { type: "SetParameters", segmentId: SEGMENT, parameters: { ...parameters, margin } },
    { ...listed("SetCollateral", ({ assetId }) => assetId === BTC), stressVolPpm: ppm(1_500_000n) },
    { ...listed("ListUnderlying"), depthAtoms: usdc(1_000_000) },
    { ...CREDIT, creditPpm: ppm(0n) },
  ];
  state.bundles.put({
    bundleId: 1,
    proposer: address(0xa1),
    approvals: [],
    changes,
    parameterEpoch: 0,
    proposedAtMs: 1,
    isTried: true,
    activatesAtMs: houseOf(state).timeMs + DAY_MS,
  });
}

/** Everything that a health says, what is worked out when asked too. */
const figures = (health: Health) => ({
  isPriced: health.isPriced,
  equity: [health.equityLowAtoms, health.equityAtoms, health.equityHighAtoms, health.certainEquityAtoms],
  counted: [health.initialEquityAtoms, health.settledEquityAtoms],
  required: [health.initialAtoms, health.maintenanceAtoms, health.knownMaintenanceAtoms, health.closeOutAtoms],
  notional: health.notionalAtoms,
});

type Figure = bigint | boolean | number;

function movedFrom(value: Figure, sign: 1 | -1): Figure {
  if (typeof value === "boolean") return !value;
  return typeof value === "bigint" ? value + BigInt(sign) * (value / 20n + 1_000n) : value + sign * 1_000;
}

const figuresOf = (table: TableName): string[] => {
  const [row] = [...scene().state[table].values()] as unknown as Record<string, unknown>[];
  return Object.entries(row!).flatMap(([field, value]) =>
    !FIXED.test(field) && ["bigint", "boolean", "number"].includes(typeof value) ? [field] : [],
  );
};

test.each(PRICED.flatMap((table) => figuresOf(table).map((field) => [table, field] as const)))(
  "a desk that follows %s.%s answers as one made anew",
  (table, field) => {
    const { house, state } = scene();
    const answers = (desk: MarginDesk) =>
      [...state.accounts.values()].flatMap((account) => [
        figures(desk.assess(state, account)),
        desk.assessNewRisk(state, account).map(figures),
      ]);
    answers(house.margin);
    for (const row of [...state[table].values()] as unknown as Record<string, Figure>[]) {
      const moved = movedFrom(row[field]!, field === "scanRangePpm" ? -1 : 1); // it may not pass the range of new risk
      (state[table] as unknown as Table<unknown>).put({ ...row, [field]: moved });
    }
    expect(answers(house.margin)).toEqual(answers(new MarginDesk(state)));
  },
);

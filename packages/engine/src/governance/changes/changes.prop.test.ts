/**
 * Goal: no change, however odd, reaches an assertion: it is refused by name, or the house can live with it.
 * Method: the test market's changes with one field replaced by an edge of its type; accepted ones are written to a copy,
 * every row of which must encode and every account of which must be margined.
 */

import { Change, encode, fromJson, tables, toJson } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { MarginDesk } from "../../margin/desk/marginDesk.ts";
import { type StateView, tableNames } from "../../state/state.ts";
import { withParameters } from "../../testing/governance.ts";
import { createTestHouse } from "../../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_PERP,
  btc,
  btcTicks,
  perpLots,
  TEST_CHANGES,
  testGenesis,
  usdc,
} from "../../testing/testMarket.ts";
import { foundVault, VALIDATOR_KEYS, validatorsOf, vaultSpec } from "../../testing/vaults.ts";
import { tryChanges } from "../bundle.ts";
import { asset } from "../founding/index.ts";
import { shadowFault } from "../shadowRun.ts";

const EDGES: readonly unknown[] = [
  ...[0, 1, 2, 23, 24, 25, 255, 65_535, 4_294_967_295, 2 ** 53 - 1],
  ...[-(2n ** 127n), -(2n ** 63n), -1n, 0n, 1n, 1_000_000n, 2n ** 63n - 1n, 10n ** 30n, 2n ** 127n - 1n].map(String),
  ...["", "x".repeat(16), true, false, `0x${"ff".repeat(32)}`],
];

type Json = Record<string, unknown>;

/** The JSON with one leaf replaced, once for each leaf and edge; most have the wrong type and are left out when read. */
function* variants(json: Json): Generator<Json> {
  for (const [key, value] of Object.entries(json)) {
    if (key === "type") continue;
    if (typeof value === "object" && value !== null) {
      for (const inner of variants(value as Json)) yield withValue(json, key, inner);
    } else for (const edge of EDGES) yield withValue(json, key, edge);
  }
}

const withValue = (json: Json, key: string, value: unknown): Json =>
  Object.assign(Array.isArray(json) ? [...json] : { ...json }, { [key]: value });

function read(json: Json): Change | null {
  try {
    return fromJson(Change, json);
  } catch {
    return null;
  }
}

const UNHELD = 3;
const house = createTestHouse(testGenesis({ changes: [asset(UNHELD, "WBTC", 8, 0), asset(4, "ETH", 8, 0)] }));
house.openBlock();
foundVault(house, 4);
const accountId = house.openAccount(address(1), usdc(50_000));
house.deposit(accountId, BTC, btc(10_000_000n));
const other = house.openAccount(address(2), usdc(1_000_000));
house.novate(accountId, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));

/** The test market's changes, those that create something under an id that is free. */
const bases: readonly Change[] = [
  ...TEST_CHANGES.map((change) => {
    if (change.type === "ListAsset") return { ...change, assetId: 9 };
    if (change.type === "CreateSegment") return { ...change, segmentId: 9 };
    return change.type === "ListInstrument" ? { ...change, instrumentId: 9 } : change;
  }),
  withParameters(house, (before) => before),
  { type: "SetGovernor", owner: address(9), isMember: true, threshold: 2 },
  validatorsOf(VALIDATOR_KEYS),
  vaultSpec({ vaultId: 2, vault: address(0x7a18) }),
  { type: "LocateAsset", assetId: UNHELD, vaultId: 1, token: address(0x70c2), currency: BTC, leastAtoms: atoms(0n) },
];

test.each(bases.map((change) => [change.type, change] as const))(
  "GOV-003 every edge of every field of %s is refused by name or lived with",
  (_type, base) => {
    let tried = 0;
    for (const variant of variants(toJson(Change, base) as Json)) {
      const change = read(variant);
      if (change === null) continue;
      tried += 1;
      const trial = tryChanges(house.state, [change], house.timeMs);
      if (!trial.ok) expect(trial.fault.field).not.toBe("");
      else if (shadowFault(house.state, trial.fork, house.house.derived.owners) === null) expectSound(trial.fork);
    }
    expect(tried).toBeGreaterThan(5);
  },
);

function expectSound(fork: StateView): void {
  for (const name of tableNames) {
    for (const row of fork[name].values()) encode(tables[name] as never, row as never);
  }
  const desk = new MarginDesk(fork);
  for (const account of fork.accounts.values()) {
    expect(desk.assess(fork, account).maintenanceAtoms >= 0n).toBe(true);
  }
}

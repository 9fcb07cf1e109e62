/** Goal: a missing atom or an unmatched lot is noticed. Method: a genesis state, and copies of it with one row changed. */
import type { TableName } from "@novate/codec";
import { Engine, type StateView } from "@novate/engine";
import { expect, test } from "vitest";
import { developmentGenesis, developmentPlan } from "../house/development.ts";
import { replayGenesis } from "../house/genesis.ts";
import { houseKeys } from "../house/keys.ts";
import { checkConservation } from "./conservation.ts";

const plan = developmentPlan();
const { state } = Engine.create(replayGenesis(plan, houseKeys("conservation", plan))).engine;

/** The state with the first row of one table changed. */
function withFirst(table: TableName, change: object): StateView {
  const [first, ...others] = [...(state[table].values() as Iterable<object>)];
  return { ...state, [table]: { values: () => [{ ...first, ...change }, ...others] } } as StateView; // only values() is read
}

test("INV-001 INV-002 a founded house is conserved and matched", () => {
  const { assets, isConserved } = checkConservation(state);
  expect(isConserved).toBe(true);
  expect(assets[0]).toMatchObject({ symbol: "USDC", isConserved: true });
  expect(assets[0]!.escrowAtoms).toBe(assets[0]!.balancesAtoms + assets[0]!.poolsAtoms);
});

test("the house for development begins empty, with validators and without a custodian", () => {
  const { state: begun } = Engine.create(developmentGenesis()).engine;
  expect(begun.custodians.size).toBe(0);
  expect([...begun.validators.values()].map(({ members }) => members.length)).toEqual([4]);
  expect([...begun.assets.values()].map(({ escrowAtoms }) => escrowAtoms)).toEqual([0n, 0n, 0n]);
});

test.each([
  ["assets", { escrowAtoms: 1n }],
  ["assets", { outboxAtoms: 1n }],
  ["segments", { skinAtoms: 0n }],
  ["venues", { guaranteeAtoms: 0n }],
  ["accounts", { balances: [] }],
  ["accounts", { positions: [{ instrumentId: 1, lots: 1n, costAtoms: 0n, fundingIndexE6: 0n }] }],
] as const)("INV-001 INV-002 a row of %s that says otherwise is noticed", (table, change) => {
  expect(checkConservation(withFirst(table, change)).isConserved).toBe(false);
});

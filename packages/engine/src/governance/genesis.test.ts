/** Goal: a genesis is read, checked and applied exactly. Method: one fault a row, a JSON round trip, money counted. */
import { createHash } from "node:crypto";
import { encode, toJson } from "@novate/codec";
import { atoms } from "@novate/num";
import { AssertionFailed } from "@novate/stdx";
import { expect, test } from "vitest";
import { Engine } from "../engine.ts";
import { houseOf } from "../state/state.ts";
import { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  btc,
  GENESIS_MS,
  GOVERNORS,
  SEGMENT,
  TEST_CHANGES,
  testGenesis,
  USDC,
  usdc,
  VENUE,
} from "../testing/testMarket.ts";
import { createGenesisEvents, faultOfGenesis, Genesis, houseIdOf, readGenesisJson } from "./genesis.ts";

const account = { owner: address(1), segmentId: SEGMENT, method: 1, role: 0, balances: [] };
const cash = (amount: bigint) => ({ assetId: USDC, amountAtoms: atoms(amount) });
const skin = { segmentId: SEGMENT, amountAtoms: usdc(1) };
const guarantee = { venueId: VENUE, amountAtoms: usdc(1) };

test.each<readonly [string, Partial<Genesis>]>([
  ["governors: one is listed twice", { governors: [address(1), address(1)] }],
  ["governors: there is none", { governors: [] }],
  ["governorThreshold: 0 is not from 1 to 3", { governorThreshold: 0 }],
  ["governorThreshold: 4 is not from 1 to 3", { governorThreshold: 4 }],
  [
    "changes[12] ListAsset priceFeedId: no feed 7",
    { changes: [{ type: "ListAsset", assetId: 5, symbol: "X", decimals: 0, priceFeedId: 7 }] },
  ],
  ["accounts[0] segmentId: no segment 9", { accounts: [{ ...account, segmentId: 9 }] }],
  ["accounts[0] role: 2 is not known", { accounts: [{ ...account, role: 2 }] }],
  ["accounts[0] method: a backstop account is pooled, and no other", { accounts: [{ ...account, method: 3 }] }],
  ["accounts[0] method: a backstop account is pooled, and no other", { accounts: [{ ...account, role: 1 }] }],
  [
    "accounts[0] balances: asset 9 is no collateral",
    { accounts: [{ ...account, balances: [{ ...cash(1n), assetId: 9 }] }] },
  ],
  ["accounts[0] balances: asset 1 is not positive", { accounts: [{ ...account, balances: [cash(0n)] }] }],
  ["accounts[0] balances: do not ascend by asset", { accounts: [{ ...account, balances: [cash(1n), cash(1n)] }] }],
  ["skins[0] segmentId: no segment 9", { skins: [{ ...skin, segmentId: 9 }] }],
  ["skins[0] amountAtoms: is not positive", { skins: [{ ...skin, amountAtoms: atoms(0n) }] }],
  ["skins: a segment is listed twice", { skins: [skin, skin] }],
  ["guarantees[0] venueId: no venue 9", { guarantees: [{ ...guarantee, venueId: 9 }] }],
  ["guarantees[0] amountAtoms: is not positive", { guarantees: [{ ...guarantee, amountAtoms: atoms(-1n) }] }],
  ["guarantees: a venue is listed twice", { guarantees: [guarantee, guarantee] }],
])("GOV-008 a genesis is refused: %s", (fault, overrides) => {
  const changes = [...TEST_CHANGES, ...(overrides.changes ?? [])];
  const genesis = { ...testGenesis(), ...overrides, changes };
  expect(faultOfGenesis(genesis)).toBe(fault);
  expect(() => createGenesisEvents(genesis)).toThrow(AssertionFailed);
});

const funded = testGenesis({
  accounts: [
    { ...account, balances: [cash(5n), { assetId: BTC, amountAtoms: btc(7n) }] },
    { ...account, owner: address(2), method: 3, role: 1, balances: [cash(11n)] },
  ],
  skins: [{ segmentId: SEGMENT, amountAtoms: atoms(13n) }],
  guarantees: [{ venueId: VENUE, amountAtoms: atoms(17n) }],
});

test("GOV-030 GOV-008 INV-001 what founders put in is in its place, and recognised as escrow", () => {
  const { state, house } = new TestHouse(funded);
  house.derived.holdings.assertConserved();
  expect(state.accounts.get(1)).toMatchObject({ balances: funded.accounts[0]!.balances, role: 0 });
  expect(state.accounts.get(2)).toMatchObject({ owner: address(2), method: 3, role: 1 });
  expect(state.segments.get(SEGMENT)?.skinAtoms).toBe(13n);
  expect(state.venues.get(VENUE)?.guaranteeAtoms).toBe(17n);
  expect(state.assets.get(USDC)?.escrowAtoms).toBe(46n);
  expect(state.assets.get(BTC)?.escrowAtoms).toBe(7n);
  expect(houseOf(state)).toMatchObject({ house: houseIdOf(funded), height: 0, timeMs: GENESIS_MS, nextAccountId: 3 });
  expect([...state.governors.values()].map(({ owner }) => owner)).toEqual(GOVERNORS);
});

test("GOV-008 a genesis reads back from its JSON, and a wrong field is named", () => {
  const json = JSON.parse(JSON.stringify(toJson(Genesis, funded)));
  expect(readGenesisJson(json)).toEqual({ ok: true, value: funded });
  json.changes[2].decimals = "six";
  expect(readGenesisJson(json)).toMatchObject({ ok: false, faults: [{ path: "changes[2].decimals" }] });
});

test("GOV-029 each change may refer to the ones before it alone", () => {
  const { changes } = testGenesis();
  expect(faultOfGenesis({ ...funded, changes: [...changes].reverse() })).toMatch(
    /^changes\[1\] RegisterPublisher|^changes\[/,
  );
  expect(faultOfGenesis(funded)).toBeNull();
});

test("GOV-045 a house is the SHA-256 of its genesis's bytes: any other byte is another house, and a restored one is the same", () => {
  const genesis = testGenesis();
  const bytes = encode(Genesis, genesis);
  const house = `0x${createHash("sha256").update(bytes).digest("hex")}`;
  const { engine } = Engine.create(genesis);
  expect([houseIdOf(genesis), engine.houseId]).toEqual([house, house]);
  const restored = Engine.restore(engine.rows(), engine.stateRoot);
  expect(restored.ok && restored.engine.houseId).toBe(house);
  const twins = [
    { name: "tesu" },
    { timeMs: genesis.timeMs + 1 },
    { governorThreshold: 1 },
    { changes: genesis.changes.slice(1) },
  ];
  const houses = twins.map((twin) => houseIdOf({ ...genesis, ...twin }));
  expect(new Set([house, ...houses]).size).toBe(twins.length + 1);
});

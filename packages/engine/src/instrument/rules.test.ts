/** Goal: each kind answers for itself. Method: every question asked of one contract a kind, answers by hand. */
import type { ChangeOf, InstrumentKind } from "@novate/codec";
import { DAY_MS, ticks } from "@novate/num";
import { expect, test } from "vitest";
import { faultOfChange, writeChange } from "../governance/changes/rules.ts";
import { mustGet } from "../state/state.ts";
import { listCall, listFuture, listPerpetual, listPut, listSpot } from "../testing/contracts.ts";
import { forwardFeed } from "../testing/governance.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { BTC_FEED, btcTicks, GENESIS_MS } from "../testing/testMarket.ts";
import { datedAmong, datedOf, isHeld, isPrice, ruleOf } from "./rules.ts";

const EXPIRY_MS = GENESIS_MS + DAY_MS;
const STRIKE = btcTicks(90_000);
const contracts = {
  perpetual: listPerpetual({ instrumentId: 11 }),
  future: listFuture(EXPIRY_MS, { instrumentId: 12 }),
  call: listCall(STRIKE, EXPIRY_MS, { instrumentId: 13 }),
  put: listPut(STRIKE, EXPIRY_MS, { instrumentId: 14 }),
  spot: listSpot({ instrumentId: 15 }),
};
type Name = keyof typeof contracts;

const house = createTestHouse();
for (const contract of Object.values(contracts)) writeChange(house.state, contract, GENESIS_MS);
const rowOf = (name: Name) => mustGet(house.state.instruments, contracts[name].instrumentId);

test.each<[Name, InstrumentKind, lowest: bigint, isHeld: boolean, hasFunding: boolean, expiryMs: number | undefined]>([
  ["perpetual", "Perpetual", 1n, true, true, undefined],
  ["future", "Future", -1_000n, true, false, EXPIRY_MS],
  ["call", "Option", 0n, true, false, EXPIRY_MS],
  ["spot", "Spot", 1n, false, false, undefined],
])(
  "NOV-048 a %s: what it may cost, whether it is held, funds and ends",
  (name, kind, lowest, held, hasFunding, expiryMs) => {
    const row = rowOf(name);
    const rule = ruleOf(row.spec.terms);
    expect(row.spec.terms.type).toBe(kind);
    expect(isPrice(rule, ticks(lowest))).toBe(true);
    if (name !== "future") expect(isPrice(rule, ticks(lowest - 1n))).toBe(false);
    expect([isHeld(row), rule.hasFunding, datedOf(row)?.expiryMs]).toEqual([held, hasFunding, expiryMs]);
    const index = mustGet(house.state.feeds, BTC_FEED);
    expect(rule.riskTermsOf(house.state, index, row)?.kind).toBe(held ? kind.toLowerCase() : undefined);
  },
);

test.each<[Name, paysAt: readonly bigint[]]>([
  ["future", [80_000n, 90_000n, 95_000n]],
  ["call", [0n, 0n, 5_000n]],
  ["put", [10_000n, 0n, 0n]],
])("SETL-007 a %s at 80,000, 90,000 and 95,000 pays %o", (name, paysAt) => {
  const { terms } = contracts[name];
  const paid = [80_000, 90_000, 95_000].map((dollars) => ruleOf(terms).payoffTicks(terms, btcTicks(dollars)));
  expect(paid).toEqual(paysAt.map((dollars) => btcTicks(dollars)));
});

test("NOV-042 a band is measured on the mark without its sign, an option's on a tenth of its strike if that is more", () => {
  const baseOf = (name: Name, mark: bigint) => {
    const { terms } = contracts[name];
    return ruleOf(terms).bandBaseTicks(terms, ticks(mark));
  };
  expect(baseOf("perpetual", 700n)).toBe(700n);
  expect(baseOf("future", -700n)).toBe(700n);
  expect(baseOf("call", 700n)).toBe(STRIKE / 10n);
  expect(baseOf("call", STRIKE)).toBe(STRIKE);
});

test("INST-007 an expiry has one forward feed: a second is refused, none at all is allowed", () => {
  const { state } = createTestHouse();
  for (const feedId of [8, 9]) writeChange(state, forwardFeed(feedId), GENESIS_MS);
  writeChange(state, listFuture(EXPIRY_MS, { instrumentId: 21 }, 8), GENESIS_MS);
  const faultOf = (change: ChangeOf<"ListInstrument">) => faultOfChange(state, change, GENESIS_MS)?.field;
  expect(faultOf(listCall(STRIKE, EXPIRY_MS, { instrumentId: 22 }, 9))).toBe("terms.forwardFeedId");
  expect(faultOf(listCall(STRIKE, EXPIRY_MS, { instrumentId: 22 }, 8))).toBeUndefined();
  expect(faultOf(listCall(STRIKE, EXPIRY_MS, { instrumentId: 22 }))).toBeUndefined();
  expect(faultOf(listCall(STRIKE, EXPIRY_MS + 1, { instrumentId: 22 }, 9))).toBeUndefined();
});

test("the dated ones among several", () => {
  expect(datedAmong([...house.state.instruments.values()])).toHaveLength(3);
});

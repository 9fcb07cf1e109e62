/**
 * The tables of deleveraging.
 *
 * @module
 */
import type { Field } from "../caseFile/field.ts";
import { type Figure, integerFigure } from "../caseFile/result.ts";
import { type Deleveraged, deleverage, offsetPosition } from "./deleverage.ts";
import { isFault } from "./liquidation.ts";
import { flagOf, integerOf, integerOr, readHolder, readMarket, readSubaccount } from "./read.ts";
import { riskOf, type Subaccount, settle } from "./risk.ts";
import { symbolName } from "./symbols.ts";
import { expectedError, flagOutcome, integerOutcome, merge, type Table } from "./table.ts";

/** A subaccount as the tables write it: positions that are zero are left out. */
const subaccountFigure = (subaccount: Subaccount): Figure => ({
  AssetPositions: subaccount.quote === 0n ? [] : [{ assetId: 0, quantums: integerFigure(subaccount.quote) }],
  PerpetualPositions: subaccount.positions.map((position) => ({
    perpetualId: integerFigure(position.perpetualId),
    quantums: integerFigure(position.quantums),
  })),
});

/** Which side is deleveraged: the first perpetual that the liquidated account holds, unless the case names one. */
const perpetualOf = (field: Field, liquidated: Subaccount): bigint =>
  integerOr(field.get("perpetualId"), liquidated.positions[0]?.perpetualId ?? 0n);

const deleverageTable =
  (at: "bankruptcy" | "oracle"): Table =>
  (field) => {
    const market = readMarket(field);
    const liquidated = readHolder(field.get("liquidatedSubaccount"), market);
    const after = deleverage(
      liquidated,
      readHolder(field.get("offsettingSubaccount"), market),
      market,
      perpetualOf(field, liquidated),
      integerOf(field.get("deltaQuantums")),
      at,
    );
    const error = expectedError(field);
    if (isFault(after)) return { computed: { error: after.fault }, expected: { error: error ?? "none" } };
    const computed = subaccountFigures(after);
    if (error !== undefined) return { computed: { ...computed, error: "none" }, expected: { error } };
    const expected: Record<string, Figure> = {};
    for (const name of Object.keys(computed)) {
      if (field.get(name).exists) expected[name] = subaccountFigure(readSubaccount(field.get(name)));
    }
    return { computed, expected };
  };

const subaccountFigures = (after: Deleveraged): Readonly<Record<string, Figure>> => ({
  expectedLiquidatedSubaccount: subaccountFigure(after.liquidated),
  expectedOffsettingSubaccount: subaccountFigure(after.offsetting),
});

const sameId = (left: Field, right: Field): boolean => JSON.stringify(left.value) === JSON.stringify(right.value);

const offsetTable: Table = (field) => {
  const market = readMarket(field);
  const listed = field.get("subaccounts").list;
  const subaccounts = listed.map((item) => readHolder(item, market));
  const liquidatedIndex = listed.findIndex((item) => sameId(item.get("Id"), field.get("liquidatedSubaccountId")));
  if (liquidatedIndex < 0) field.get("liquidatedSubaccountId").refuse("OutOfRange", "is not among the subaccounts");
  const perpetualId = integerOf(field.get("perpetualId"));
  const isFinal = flagOf(field.get("isFinalSettlement"));
  const delta = integerOf(field.get("deltaQuantums"));
  const nameOf = (id: Field): number => listed.findIndex((item) => sameId(item.get("Id"), id));
  // Whom the lot fell on is seen in the first fill alone.
  const firstFill = field.get("expectedFills").optionalList[0];
  const drawn = firstFill === undefined ? 0 : nameOf(firstFill.get("OffsettingSubaccountId"));
  const offset = offsetPosition(
    subaccounts,
    liquidatedIndex,
    market,
    perpetualId,
    delta,
    isFinal ? "oracle" : "bankruptcy",
    drawn < 0 ? 0 : drawn,
  );
  const openInterest = offset.subaccounts
    .flatMap(({ positions }) => positions)
    .filter((position) => position.perpetualId === perpetualId && position.quantums > 0n)
    .reduce((sum, position) => sum + position.quantums, 0n);
  const wantedSubaccounts = field.get("expectedSubaccounts");
  const wantedFills = field.get("expectedFills");
  const base = merge(
    integerOutcome(field, "expectedQuantumsRemaining", offset.remaining),
    integerOutcome(field, "expectedOpenInterest", openInterest),
  );
  return {
    ...(firstFill === undefined ? {} : { given: "the first account that the lot falls on" }),
    computed: {
      ...base.computed,
      expectedSubaccounts: offset.subaccounts.map(subaccountFigure),
      expectedFills: offset.fills.map(({ index, amount }) => ({
        subaccount: index,
        FillAmount: integerFigure(amount),
      })),
    },
    expected: {
      ...base.expected,
      ...(wantedSubaccounts.exists
        ? { expectedSubaccounts: wantedSubaccounts.list.map((item) => subaccountFigure(readSubaccount(item))) }
        : {}),
      ...(wantedFills.exists
        ? {
            expectedFills: wantedFills.list.map((item) => ({
              subaccount: nameOf(item.get("OffsettingSubaccountId")),
              FillAmount: integerFigure(integerOf(item.get("FillAmount"))),
            })),
          }
        : {}),
    },
  };
};

/** At the bankruptcy price when the account is bankrupt, else at the oracle price when the market is being settled. */
const canDeleverageTable: Table = (field) => {
  const market = readMarket(field);
  const risk = riskOf(settle(readHolder(field.get("subaccount"), market), market), market);
  const isBankrupt = risk.netCollateral < 0n;
  const isFinal = field
    .get("clobPairs")
    .optionalList.some((pair) => /FINAL_SETTLEMENT/.test(symbolName(pair.get("Status").value) ?? ""));
  return merge(
    flagOutcome(field, "expectedShouldDeleverageAtBankruptcyPrice", isBankrupt),
    flagOutcome(field, "expectedShouldDeleverageAtOraclePrice", !isBankrupt && isFinal),
  );
};

/** Change of open interest by a match of two subaccounts, or the error that makes it no match. */
const openInterestTable: Table = (field) => {
  const isMatch = (symbolName(field.get("updateType").value) ?? "Match") === "Match";
  const updates = isMatch ? field.get("settledUpdates").optionalList : [];
  const isSingle = updates.every((update) => update.get("PerpetualUpdates").optionalList.length === 1);
  const changes = (isSingle ? updates : []).map((update) => {
    const [change = update.get("PerpetualUpdates")] = update.get("PerpetualUpdates").list;
    const perpetualId = integerOr(change.get("PerpetualId"), 0n);
    const held = readSubaccount(update.get("SettledSubaccount")).positions.find(
      (item) => item.perpetualId === perpetualId,
    );
    return { perpetualId, before: held?.quantums ?? 0n, delta: integerOf(change.get("BigQuantumsDelta")) };
  });
  const [first, second] = changes;
  const error = expectedError(field);
  const faultOf = (): string | undefined => {
    if (!isMatch) return undefined;
    if (updates.length !== 2) return "ErrMatchUpdatesMustHaveTwoUpdates";
    if (first === undefined || second === undefined) return "ErrMatchUpdatesMustUpdateOnePerp";
    if (first.perpetualId !== second.perpetualId) return "ErrMatchUpdatesMustBeSamePerpId";
    return first.delta + second.delta === 0n ? undefined : "ErrMatchUpdatesInvalidSize";
  };
  const fault = faultOf();
  if (fault !== undefined || error !== undefined) {
    return { computed: { error: fault ?? "none" }, expected: { error: error ?? "none" } };
  }
  const long = (quantums: bigint): bigint => (quantums > 0n ? quantums : 0n);
  const change = isMatch
    ? changes.reduce((sum, item) => sum + long(item.before + item.delta) - long(item.before), 0n)
    : 0n;
  const wanted = field.get("expectedVal");
  return {
    computed: { expectedVal: integerFigure(change) },
    expected: { expectedVal: wanted.exists ? integerFigure(integerOf(wanted.get("BaseQuantums"))) : 0 },
  };
};

export const DELEVERAGING_TABLES: Readonly<Record<string, Table>> = {
  TestCanDeleverageSubaccount: canDeleverageTable,
  TestProcessDeleveraging: deleverageTable("bankruptcy"),
  TestProcessDeleveragingAtOraclePrice: deleverageTable("oracle"),
  TestOffsetSubaccountPerpetualPosition: offsetTable,
  TestGetDeltaOpenInterestFromUpdates: openInterestTable,
};

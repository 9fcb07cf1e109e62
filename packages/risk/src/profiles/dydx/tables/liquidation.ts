/**
 * The tables of liquidation and deleveraging.
 *
 * @module
 */
import type { Field } from "../../caseFile/field.ts";
import { type Figure, integerFigure } from "../../caseFile/result.ts";
import { type Deleveraged, deleverage, offsetPosition } from "../deleverage.ts";
import { absolute } from "../integer.ts";
import {
  bankruptcyPrice,
  fillablePrice,
  insuranceFundDelta,
  isFault,
  liquidatableDelta,
  positionLimits,
} from "../liquidation.ts";
import { netNotional } from "../margin.ts";
import {
  integerOf,
  integerOr,
  readClobPair,
  readLiquidationConfig,
  readMarket,
  readPosition,
  readSubaccount,
} from "../read.ts";
import { isLiquidatable, riskOf, type Subaccount, settle } from "../risk.ts";
import { symbolName } from "../symbols.ts";
import {
  expectedError,
  faultOutcome,
  flagOutcome,
  integerOutcome,
  merge,
  type Table,
  type TableOutcome,
} from "../table.ts";

const fillableTable: Table = (field) => {
  const price = fillablePrice(
    readSubaccount(field),
    readMarket(field),
    integerOf(field.get("perpetualId")),
    integerOf(field.get("deltaQuantums")),
    readLiquidationConfig(field.get("liquidationConfig")),
  );
  const error = expectedError(field);
  if (isFault(price)) return { computed: { error: price.fault }, expected: { error: error ?? "none" } };
  const computed = { expectedFillablePrice: { num: integerFigure(price.num), den: integerFigure(price.den) } };
  if (error !== undefined) return { computed: { ...computed, error: "none" }, expected: { error } };
  const wanted = field.get("expectedFillablePrice");
  if (!wanted.exists) return { computed, expected: {} };
  // The source's ratio need not be in lowest terms: an equal one is the same price.
  const [num, den] = [integerOf(wanted.get("num")), integerOf(wanted.get("den"))];
  const isSame = num * price.den === den * price.num;
  return {
    computed,
    expected: isSame ? computed : { expectedFillablePrice: { num: integerFigure(num), den: integerFigure(den) } },
  };
};

/** A limit less what the block used already, or the error of having used more. */
function remaining(field: Field, limit: bigint, used: bigint, name: string, error: string): TableOutcome {
  if (used <= limit) return integerOutcome(field, name, limit - used);
  const wanted = symbolName(field.get(`${name}Err`).value) ?? "none";
  return { computed: { [`${name}Err`]: error }, expected: { [`${name}Err`]: wanted } };
}

const blockLimitTable: Table = (field) => {
  const config = readLiquidationConfig(field.get("liquidationConfig"));
  return merge(
    remaining(
      field,
      config.maxSubaccountNotional,
      integerOr(field.get("previousNotionalLiquidated"), 0n),
      "expectedMaxNotionalLiquidatable",
      "ErrLiquidationExceedsSubaccountMaxNotionalLiquidated",
    ),
    remaining(
      field,
      config.maxInsuranceLost,
      absolute(integerOr(field.get("previousInsuranceFundLost"), 0n)),
      "expectedMaxInsuranceLost",
      "ErrLiquidationExceedsSubaccountMaxInsuranceLost",
    ),
  );
};

const positionLimitTable: Table = (field) => {
  const market = readMarket(field);
  const position = readPosition(field.get("positionToLiquidate"));
  const listed = market.get(position.perpetualId);
  if (listed === undefined) return field.get("positionToLiquidate").refuse("NotCovered", "names an unknown perpetual");
  const notional = netNotional(position.quantums, listed.price, listed.perpetual.atomicResolution);
  const limits = positionLimits(notional, readLiquidationConfig(field.get("liquidationConfig")));
  return merge(
    integerOutcome(field, "expectedMinPosNotionalLiquidatable", limits.min),
    integerOutcome(field, "expectedMaxPosNotionalLiquidatable", limits.max),
  );
};

const positionToLiquidateTable: Table = (field) => {
  const market = readMarket(field);
  const position = field.get("perpetualPositions").list[0];
  if (position === undefined) return field.get("perpetualPositions").refuse("FieldMissing", "must hold a position");
  const { perpetualId, quantums } = readPosition(position);
  const listed = market.get(perpetualId);
  if (listed === undefined) return position.refuse("NotCovered", "names an unknown perpetual");
  const delta = liquidatableDelta(
    quantums,
    listed.perpetual,
    listed.price,
    readClobPair(field.get("clobPairs"), perpetualId),
    readLiquidationConfig(field.get("liquidationConfig")),
  );
  return integerOutcome(field, "expectedQuantums", delta);
};

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
    const liquidated = readSubaccount(field.get("liquidatedSubaccount"));
    const after = deleverage(
      liquidated,
      readSubaccount(field.get("offsettingSubaccount")),
      readMarket(field),
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
  const subaccounts = listed.map(readSubaccount);
  const liquidatedIndex = listed.findIndex((item) => sameId(item.get("Id"), field.get("liquidatedSubaccountId")));
  if (liquidatedIndex < 0) field.get("liquidatedSubaccountId").refuse("OutOfRange", "is not among the subaccounts");
  const perpetualId = integerOf(field.get("perpetualId"));
  const isFinal = field.get("isFinalSettlement").exists && field.get("isFinalSettlement").flag;
  const delta = integerOf(field.get("deltaQuantums"));
  const offset = offsetPosition(
    subaccounts,
    liquidatedIndex,
    market,
    perpetualId,
    delta,
    isFinal ? "oracle" : "bankruptcy",
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
  const nameOf = (id: Field): number => listed.findIndex((item) => sameId(item.get("Id"), id));
  return {
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
  const risk = riskOf(settle(readSubaccount(field.get("subaccount")), market), market);
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
  const updates = field.get("settledUpdates").list;
  const changes = updates.map((update) => {
    const change = update.get("PerpetualUpdates").list[0];
    if (change === undefined) return update.get("PerpetualUpdates").refuse("FieldMissing", "must hold an update");
    const perpetualId = integerOf(change.get("PerpetualId"));
    const held = readSubaccount(update.get("SettledSubaccount")).positions.find(
      (item) => item.perpetualId === perpetualId,
    );
    return { perpetualId, before: held?.quantums ?? 0n, delta: integerOf(change.get("BigQuantumsDelta")) };
  });
  const [first, second] = changes;
  const isMatch = (symbolName(field.get("updateType").value) ?? "Match") === "Match";
  const error = expectedError(field);
  const faultOf = (): string | undefined => {
    if (!isMatch) return undefined;
    if (changes.length !== 2 || first === undefined || second === undefined) return "ErrMatchUpdatesMustHaveTwoUpdates";
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

export const LIQUIDATION_TABLES: Readonly<Record<string, Table>> = {
  TestGetBankruptcyPriceInQuoteQuantums: (field) =>
    faultOutcome(
      field,
      "expectedBankruptcyPriceQuoteQuantums",
      bankruptcyPrice(
        readSubaccount(field),
        readMarket(field),
        integerOf(field.get("perpetualId")),
        integerOf(field.get("deltaQuantums")),
      ),
    ),
  TestGetFillablePrice: fillableTable,
  TestGetLiquidationInsuranceFundDelta: (field) => {
    const perpetualId = integerOf(field.get("perpetualId"));
    const fill = {
      perpetualId,
      isBuy: field.get("isBuy").flag,
      amount: integerOf(field.get("fillAmount")),
      subticks: integerOf(field.get("subticks")),
    };
    const config = readLiquidationConfig(field.get("liquidationConfig"));
    const clobPair = readClobPair(field.get("clobPairs"), perpetualId);
    const delta = insuranceFundDelta(readSubaccount(field), readMarket(field), fill, clobPair, config);
    return faultOutcome(field, "expectedLiquidationInsuranceFundDeltaBig", delta);
  },
  TestIsValidInsuranceFundDelta: (field) =>
    flagOutcome(
      field,
      "expectedIsValidInsuranceFundDelta",
      integerOf(field.get("insuranceFundBalance")) + integerOf(field.get("insuranceFundDelta")) >= 0n,
    ),
  TestIsLiquidatable: (field) => {
    const market = readMarket(field);
    return flagOutcome(
      field,
      "expectedIsLiquidatable",
      isLiquidatable(riskOf(settle(readSubaccount(field), market), market)),
    );
  },
  TestGetMaxLiquidatableNotionalAndInsuranceLost: blockLimitTable,
  TestGetMaxAndMinPositionNotionalLiquidatable: positionLimitTable,
  TestGetPerpetualPositionToLiquidate: positionToLiquidateTable,
  TestCanDeleverageSubaccount: canDeleverageTable,
  TestProcessDeleveraging: deleverageTable("bankruptcy"),
  TestProcessDeleveragingAtOraclePrice: deleverageTable("oracle"),
  TestOffsetSubaccountPerpetualPosition: offsetTable,
  TestGetDeltaOpenInterestFromUpdates: openInterestTable,
};

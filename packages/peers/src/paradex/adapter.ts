import { type Field, isolated } from "../caseFile/field.ts";
import { caseNameOf, idOf } from "../caseFile/profileFamily.ts";
import { type Figure, type Figures, judge, type ProfileCaseResult, type Tolerance } from "../caseFile/result.ts";
import { assetOf, runPortfolio } from "./portfolioCase.ts";
import { PARADEX_PM } from "./profile.ts";
import { deltaRisk, fundingRate, liquidationSteps, type Order, openSizes, reducingOrders } from "./rules.ts";

const CLOSE: Tolerance = { absolute: 1e-9, relative: 1e-12 };
/** Ratios are printed to three decimals. */
const PRINTED: Tolerance = { absolute: 5e-4, relative: 0 };

type Kind = readonly [
  /** A field that only this kind has. */
  marker: RegExp,
  run: (input: Field, output: Field) => { readonly computed: Figures; readonly excluded?: string },
];

/** The field whose name is a word and an asset's or a person's, such as `positionBtc`, and that name. */
function named(input: Field, pattern: RegExp, example: string): { readonly name: string; readonly field: Field } {
  const key = input.keys.find((candidate) => pattern.test(candidate)) ?? example;
  return { name: pattern.exec(key)?.[1] ?? "", field: input.get(key) };
}

function openOrders(input: Field): { computed: Figures } {
  const sizes = openSizes(
    named(input, /^position([A-Z]\w*)$/, "positionBtc").field.number,
    named(input, /^buyOrders([A-Z]\w*)$/, "buyOrdersBtc").field.notNegative,
    named(input, /^sellOrders([A-Z]\w*)$/, "sellOrdersBtc").field.notNegative,
  );
  const netImrUsd = Math.max(sizes.buy, sizes.sell) * input.get("imf").notNegative * input.get("mark").positive;
  return { computed: { buyOpenSize: sizes.buy, sellOpenSize: sizes.sell, netImrUsd } };
}

function minimumDelta(input: Field): { computed: Figures } {
  const asset = assetOf(input) ?? PARADEX_PM;
  const risk = deltaRisk(
    input.get("deltas").list.map((delta) => delta.number),
    input.get("spot").positive,
    input.get("unhedgedFactor").numberOr(asset.unhedgedFactor),
    input.get("hedgedFactor").numberOr(asset.hedgedFactor),
  );
  const { netDelta, grossDelta, hedgedDelta, minDeltaRisk } = risk;
  return { computed: { netDelta, grossDelta, hedgedDelta, minDeltaRiskUsd: minDeltaRisk } };
}

/** The fee that a published table used, from its first row: penalty over share over margin. */
function tableFee(output: Field, mmr: number): number | undefined {
  const row = output.exists ? output.get("byShare").optionalList[0] : undefined;
  return row === undefined ? undefined : row.get("penaltyDocs").number / row.get("share").positive / mmr;
}

/** The asset of a market, or the whole name where several markets are on one asset. */
function shortName(market: string, positions: readonly { readonly market: string }[]): string {
  const assetIn = (name: string): string => name.split("-")[0] ?? "";
  const isAlone = positions.filter((other) => assetIn(other.market) === assetIn(market)).length === 1;
  return isAlone ? assetIn(market) : market;
}

function partialLiquidation(input: Field, output: Field): { computed: Figures; excluded?: string } {
  const usdc = input.get("usdc").number;
  const positions = input.get("positions").list.map((field) => ({
    market: field.get("m").text,
    size: field.get("size").number,
    profit: field.get("size").number * (field.get("mark").positive - field.get("entry").positive),
    mmr: Math.abs(field.get("size").number) * field.get("mark").positive * field.get("mmf").notNegative,
  }));
  const unrealizedPnl = positions.reduce((sum, { profit }) => sum + profit, 0);
  const mmr = positions.reduce((sum, position) => sum + position.mmr, 0);
  const stated = input.get("liquidationFee").notNegative;
  const printed = tableFee(output, mmr);
  const isContradicted = printed !== undefined && Math.abs(printed - stated) > 1e-6;
  const fee = isContradicted ? printed : stated;
  const accountValue = usdc + unrealizedPnl;
  const shareStep = input.get("shareStep").within(0.001, 1);
  const { steps, chosen } = liquidationSteps(
    shareStep,
    accountValue,
    mmr,
    fee,
    input.get("targetMarginRatio").positive,
  );
  const realizedLoss = -chosen * unrealizedPnl;
  const wanted = output.exists ? output.get("byShare").optionalList.length : 0;
  const byShare: readonly Figure[] = steps
    .slice(0, wanted === 0 ? steps.length : wanted)
    .map(({ share, newMmr, penalty, newAccountValue, newRatio }) => ({
      share,
      newMmr,
      penaltyDocs: penalty,
      newAccountValue,
      newRatio,
    }));
  const computed: Figures = {
    unrealizedPnl,
    accountValue,
    mmr,
    feeUsed: fee,
    byShare,
    chosenShare: chosen,
    realizedLoss,
    endUsdc: usdc - realizedLoss - chosen * fee * mmr,
    endPositions: Object.fromEntries(
      positions.map(({ market, size }) => [shortName(market, positions), size * (1 - chosen)]),
    ),
  };
  return isContradicted
    ? {
        computed,
        excluded: `the text's fee of ${stated} contradicts the table's: the figures use the table's, see feeUsed`,
      }
    : { computed };
}

function funding(input: Field): { computed: Figures } {
  const rawRate = fundingRate(input.get("premiumRate").number, {
    interest: input.get("interest").number,
    clamp: input.get("clamp").notNegative,
    multiplier: input.get("fundingMultiplier").numberOr(1),
    maximum: input.get("maxRate").exists ? input.get("maxRate").notNegative : Number.POSITIVE_INFINITY,
  });
  const size = named(input, /^size([A-Z]\w*)$/, "sizeBtc");
  const periodSeconds = input.get("periodSeconds").positive;
  const usdc = input.get("usdc").exists ? input.get("usdc").positive : 1;
  const premium = (rawRate * input.get("spot").positive) / usdc;
  const indexDelta = (premium * input.get("seconds").notNegative) / periodSeconds;
  const accruedPnlUsdc = -size.field.number * indexDelta * usdc;
  const premiumName = `premiumPer${size.name}${periodSeconds / 3600}h`;
  return { computed: { rawRate, [premiumName]: premium, indexDelta, accruedPnlUsdc } };
}

function socialisedLoss(input: Field, output: Field): { computed: Figures; excluded?: string } {
  const traders = input.get("traders");
  const balances = traders.keys.map((name) => traders.get(name).number);
  const insuranceFund = input.get("insuranceFund").notNegative;
  const usdc = input.get("usdc").exists ? input.get("usdc").positive : 1;
  const move = (input.get("mark").positive - input.get("entry").positive) / usdc;
  // Everyone whose position is stated, by the name in `aliceLong` or `bobShort`.
  const holdings = input.keys.flatMap((key) => {
    const [, name, side] = /^([a-z]\w*)(Long|Short)$/.exec(key) ?? [];
    return name === undefined ? [] : [{ name, size: input.get(key).notNegative * (side === "Short" ? -1 : 1) }];
  });
  if (holdings.length === 0) input.get("aliceLong").refuse("FieldMissing", "must state a position");
  const accounts = holdings.map(({ name, size }) => ({ name, value: traders.get(name).number + move * size }));
  const bankruptcyAmount = accounts.reduce((sum, { value }) => sum + Math.max(0, -value), 0);
  const exchangeBankruptcyAmount = Math.max(0, bankruptcyAmount - insuranceFund);
  const total = balances.reduce((sum, balance) => sum + balance, insuranceFund);
  if (!(total > 0)) traders.refuse("NotPositive", "balances and insurance fund must add up to more than zero");
  const factor = exchangeBankruptcyAmount / total;
  const statedFactor = exchangeBankruptcyAmount / (total + exchangeBankruptcyAmount);
  const leaver = named(input, /^withdraw([A-Z]\w*)$/, "withdrawCharlie");
  const withdrawn = leaver.field.notNegative;
  const computed: Figures = {
    ...Object.fromEntries(accounts.map(({ name, value }) => [`${name}AccountValue`, value])),
    bankruptcyAmount,
    exchangeBankruptcyAmount,
    factor,
    factorByStatedFormula: statedFactor,
    toInsuranceFund: factor * withdrawn,
    [`to${leaver.name}`]: (1 - factor) * withdrawn,
  };
  const printed = output.exists ? output.get("factor") : output;
  const isContradicted =
    printed.exists && Math.abs(printed.number - statedFactor) > 1e-9 && exchangeBankruptcyAmount > 0;
  return isContradicted
    ? {
        computed,
        excluded:
          "the stated formula divides by balances plus loss, the example by balances alone: both factors are given",
      }
    : { computed };
}

const readOrder = (field: Field): Order => ({ size: field.get("size").positive, px: field.get("px").positive });

function pruning(input: Field): { computed: Figures } {
  const position = input.get("position").number;
  const kept = (side: "buy" | "sell"): readonly Figure[] =>
    reducingOrders(position, input.get(`${side}s`).optionalList.map(readOrder), side).map(({ size, px }) => ({
      size,
      px,
    }));
  return { computed: { remainingSells: kept("sell"), remainingBuys: kept("buy") } };
}

const KINDS: readonly Kind[] = [
  [/^buyOrders[A-Z]/, openOrders],
  [/^(scenarios|options|perps)$/, runPortfolio],
  [/^deltas$/, minimumDelta],
  [/^shareStep$/, partialLiquidation],
  [/^premiumRate$/, funding],
  [/^insuranceFund$/, socialisedLoss],
  [/^(sells|buys)$/, pruning],
];

function figuresOf(field: Field): Figure {
  if (field.isList) return field.list.map(figuresOf);
  if (field.keys.length > 0) return Object.fromEntries(field.keys.map((key) => [key, figuresOf(field.get(key))]));
  return typeof field.value === "string" ? field.value : field.number;
}

function runCase(name: string, field: Field): ProfileCaseResult {
  const input = field.get("in");
  const kind = KINDS.find(([marker]) => input.keys.some((key) => marker.test(key)));
  if (kind === undefined) {
    const markers =
      "buyOrders<Asset>, scenarios, options, perps, deltas, shareStep, premiumRate, insuranceFund, sells or buys";
    return input.refuse("FieldMissing", `must hold one of ${markers}`);
  }
  const output = field.get("out");
  const { computed, excluded } = kind[1](input, output);
  const expected = output.exists ? Object.fromEntries(output.keys.map((key) => [key, figuresOf(output.get(key))])) : {};
  const result = judge(name, computed, expected, (figure) => (figure === "byShare" ? PRINTED : CLOSE));
  return excluded === undefined ? result : { ...result, excluded };
}

export function runParadexFile(file: Field, fileName: string): readonly ProfileCaseResult[] {
  const cases = file.get("cases");
  if (!cases.exists) return [runCase(file.get("id").exists ? file.get("id").text : caseNameOf(fileName), file)];
  return cases.list.map((field, index) => {
    const name = idOf(field, `${caseNameOf(fileName)}[${index}]`);
    return isolated(name, () => runCase(name, field));
  });
}

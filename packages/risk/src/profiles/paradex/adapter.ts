import { forwardGreeks } from "../../value/black/greeks.ts";
import { type Field, isolated } from "../caseFile/field.ts";
import { type Figure, type Figures, judge, type ProfileCaseResult, type Tolerance } from "../caseFile/result.ts";
import { caseNameOf, idOf } from "../profileFamily.ts";
import { evaluateParadex, type ParadexExpiry } from "./portfolio.ts";
import { PARADEX_PM } from "./profile.ts";
import { deltaRisk, fundingRate, liquidationSteps, type Order, openSizes, reducingOrders } from "./rules.ts";

const YEAR_DAYS = 365;
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
  const risk = deltaRisk(
    input.get("deltas").list.map((delta) => delta.number),
    input.get("spot").positive,
    input.get("unhedgedFactor").numberOr(PARADEX_PM.unhedgedFactor),
    input.get("hedgedFactor").numberOr(PARADEX_PM.hedgedFactor),
  );
  const { netDelta, grossDelta, hedgedDelta, minDeltaRisk } = risk;
  return { computed: { netDelta, grossDelta, hedgedDelta, minDeltaRiskUsd: minDeltaRisk } };
}

/** The fee that a published table used, from its first row: penalty over share over margin. */
function tableFee(output: Field, mmr: number): number | undefined {
  const row = output.exists ? output.get("byShare").optionalList[0] : undefined;
  return row === undefined ? undefined : row.get("penaltyDocs").number / row.get("share").positive / mmr;
}

function partialLiquidation(input: Field, output: Field): { computed: Figures; excluded?: string } {
  const usdc = input.get("usdc").number;
  const positions = input.get("positions").list.map((field) => ({
    name: field.get("m").text.split("-")[0] ?? "",
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
    endPositions: Object.fromEntries(positions.map(({ name, size }) => [name, size * (1 - chosen)])),
  };
  return isContradicted
    ? {
        computed,
        excluded: `the text's fee of ${stated} contradicts the table's: the figures use the table's, see feeUsed`,
      }
    : { computed };
}

function funding(input: Field): { computed: Figures } {
  const rawRate = fundingRate(
    input.get("premiumRate").number,
    input.get("interest").number,
    input.get("clamp").notNegative,
  );
  const size = named(input, /^size([A-Z]\w*)$/, "sizeBtc");
  const periodSeconds = input.get("periodSeconds").positive;
  const premium = rawRate * input.get("spot").positive;
  const indexDelta = (premium * input.get("seconds").notNegative) / periodSeconds;
  const accruedPnlUsdc = (-size.field.number * indexDelta) / input.get("usdc").positive;
  const premiumName = `premiumPer${size.name}${periodSeconds / 3600}h`;
  return { computed: { rawRate, [premiumName]: premium, indexDelta, accruedPnlUsdc } };
}

function socialisedLoss(input: Field, output: Field): { computed: Figures; excluded?: string } {
  const traders = input.get("traders");
  const balances = traders.keys.map((name) => traders.get(name).number);
  const insuranceFund = input.get("insuranceFund").notNegative;
  const isShort = input.keys.some((key) => /^[a-z]\w*Short$/.test(key));
  const holder = named(input, isShort ? /^([a-z]\w*)Short$/ : /^([a-z]\w*)Long$/, "aliceLong");
  const move = input.get("mark").positive - input.get("entry").positive;
  const accountValue = traders.get(holder.name).number + (isShort ? -move : move) * holder.field.notNegative;
  const bankruptcyAmount = Math.max(0, -accountValue);
  const exchangeBankruptcyAmount = Math.max(0, bankruptcyAmount - insuranceFund);
  const total = balances.reduce((sum, balance) => sum + balance, insuranceFund);
  if (!(total > 0)) traders.refuse("NotPositive", "balances and insurance fund must add up to more than zero");
  const factor = exchangeBankruptcyAmount / total;
  const statedFactor = exchangeBankruptcyAmount / (total + exchangeBankruptcyAmount);
  const leaver = named(input, /^withdraw([A-Z]\w*)$/, "withdrawCharlie");
  const withdrawn = leaver.field.notNegative;
  const computed: Figures = {
    [`${holder.name}AccountValue`]: accountValue,
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

function portfolio(input: Field): { computed: Figures } {
  const spot = input.get("spot").positive;
  const options = input.get("options").optionalList.map((field) => {
    const days = field.get("days").positive;
    return {
      days,
      forward: field.get("forward").exists ? field.get("forward").positive : spot,
      option: {
        kind: field.get("isCall").flag ? ("call" as const) : ("put" as const),
        strike: field.get("strike").positive,
        amount: field.get("amount").number,
        vol: field.get("iv").positive,
        discount: 1,
      },
    };
  });
  const expiries: readonly ParadexExpiry[] = options.map(({ days, forward, option }) => ({
    days,
    years: days / YEAR_DAYS,
    forwardFixed: 0,
    forwardVariable: forward,
    options: [option],
  }));
  const perps = input
    .get("perps")
    .optionalList.map((field) => ({ amount: field.get("size").number, price: field.get("mark").positive }));
  const optionDelta = ({ days, forward, option }: (typeof options)[number]): number => {
    const greeks = forwardGreeks({
      kind: option.kind,
      forward,
      strike: option.strike,
      yearsToExpiry: days / YEAR_DAYS,
      volAnnual: option.vol,
      discount: 1,
    });
    return greeks.delta * option.amount;
  };
  const deltas = input.get("deltas").exists
    ? input.get("deltas").list.map((delta) => delta.number)
    : [...perps.map(({ amount }) => amount), ...options.map(optionDelta)];
  const parameters = {
    ...PARADEX_PM,
    unhedgedFactor: input.get("unhedgedFactor").numberOr(PARADEX_PM.unhedgedFactor),
    hedgedFactor: input.get("hedgedFactor").numberOr(PARADEX_PM.hedgedFactor),
    maintenanceFactor: input.get("maintenanceFactor").numberOr(PARADEX_PM.maintenanceFactor),
  };
  const computed = evaluateParadex(parameters, {
    spot,
    scenarios: input.get("scenarios").list.map((field) => ({
      spotShock: field.get("spotShock").within(-0.999999, 1000),
      volShock: field.get("volShock").number,
      weight: field.get("weight").numberOr(1),
    })),
    expiries,
    linear: perps,
    deltas,
    fundingProvision: input.get("fundingProvision").numberOr(0),
    feeProvision: input.get("feeProvision").numberOr(0),
  });
  return { computed };
}

const KINDS: readonly Kind[] = [
  [/^buyOrders[A-Z]/, openOrders],
  [/^scenarios$/, portfolio],
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
    const markers = "buyOrders<Asset>, scenarios, deltas, shareStep, premiumRate, insuranceFund, sells or buys";
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

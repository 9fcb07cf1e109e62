/**
 * Replaces the Go symbols that the converted tables still carry by the values they stand for.
 *
 * `$call`, `$ref`, `$op` and `$new` mark what the converter could not evaluate. What is known here is replaced; what is
 * not stays as it is, and a case that needs it is reported as excluded.
 * @module
 */
import { shiftDecimals } from "./integer.ts";

type Json = unknown;
type Call = (args: readonly Json[]) => Json;

const isRecord = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isInteger = (value: Json): value is number | string =>
  (typeof value === "number" && Number.isSafeInteger(value)) || (typeof value === "string" && /^-?\d+$/.test(value));

const POSITION_UNITS: Readonly<Record<string, bigint>> = {
  BTC: 100_000_000n,
  Eth: 1_000_000_000n,
  ETH: 1_000_000_000n,
};
const POSITION_PARTS: Readonly<Record<string, bigint>> = { "": 1n, Tenth: 10n, Hundredth: 100n };

/** Base quantums of constants such as `PerpetualPosition_OneTenthBTCLong`. */
function positionConstant(name: string): string | undefined {
  const match = /PerpetualPosition_One(Tenth|Hundredth|)(BTC|Eth|ETH)(Long|Short)/.exec(name);
  const unit = POSITION_UNITS[match?.[2] ?? ""];
  const part = POSITION_PARTS[match?.[1] ?? ""];
  if (match === null || unit === undefined || part === undefined) return undefined;
  return String(((match[3] === "Short" ? -1n : 1n) * unit) / part);
}

/** A count that a generator may be asked for. */
const isCount = (value: Json): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= 10_000;

/** `count` copies of a value. */
const copies = (value: Json, count: Json): readonly Json[] =>
  isCount(count) ? Array.from({ length: count }, () => value) : [];

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

/** Options of `perptest.GeneratePerpetual`, already resolved to records, merged over the generator's defaults. */
const generatePerpetual: Call = (options) => {
  const params: Record<string, Json> = { Id: 0, MarketId: 0, AtomicResolution: 0, LiquidityTier: 0 };
  for (const option of options) if (isRecord(option)) Object.assign(params, option);
  return { Params: params, FundingIndex: 0, OpenInterest: 0 };
};

const CALLS: Readonly<Record<string, Call>> = {
  "math.Pow10": ([power]) => (isCount(power) && power <= 64 ? String(shiftDecimals(1n, BigInt(power))) : undefined),
  "big.NewInt": ([value]) => value,
  "dtypes.NewInt": ([value]) => value,
  "dtypes.NewIntFromUint64": ([value]) => value,
  "dtypes.NewIntFromBigInt": ([value]) => value,
  "dtypes.ZeroInt": () => 0,
  "lib.BigI": ([value]) => value,
  "lib.BigU": ([value]) => value,
  "testutil.CreateSingleAssetPosition": ([assetId, quantums]) => ({ assetId, quantums }),
  "testutil.CreateSinglePerpetualPosition": ([perpetualId, quantums, fundingIndex = 0, quoteBalance = 0]) => ({
    perpetualId,
    quantums,
    fundingIndex,
    quoteBalance,
  }),
  "testutil.CreateUsdcAssetPositions": ([quantums]) => [{ assetId: 0, quantums }],
  "testutil.CreateUsdcAssetUpdates": ([delta]) => [{ AssetId: 0, BigQuantumsDelta: delta }],
  "constants.BigNegMaxUint64": () => "-18446744073709551615",
  "constants.GenerateConstantFundingPremiums": ([value, count]) => copies(value, count),
  "constants.GenerateFundingSamplesWithValues": ([values, counts]) =>
    listOf(values).flatMap((value, index) => copies(value, listOf(counts)[index])),
  "margin.ZeroRisk": () => ({ NC: 0, IMR: 0, MMR: 0 }),
  "perptest.WithAtomicResolution": ([value]) => ({ AtomicResolution: value }),
  "perptest.WithId": ([value]) => ({ Id: value }),
  "perptest.WithMarketId": ([value]) => ({ MarketId: value }),
  "perptest.WithLiquidityTier": ([value]) => ({ LiquidityTier: value }),
  "perptest.GeneratePerpetual": generatePerpetual,
  "perp_testutil.CreatePerpInfo": ([id, resolution, price, exponent]) => ({
    Perpetual: { Params: { Id: id, MarketId: id, AtomicResolution: resolution }, FundingIndex: 0, OpenInterest: 0 },
    Price: { Price: price, Exponent: exponent },
    LiquidityTier: { InitialMarginPpm: 100_000, MaintenanceFractionPpm: 500_000 },
  }),
};

const REFERENCES: Readonly<Record<string, Json>> = {
  "constants.Usdc.Id": 0,
  "assettypes.AssetUsdc.Id": 0,
  "math.MaxUint64": "18446744073709551615",
  "math.MaxInt64": "9223372036854775807",
  "math.MaxInt32": 2_147_483_647,
  "math.MinInt32": -2_147_483_648,
};

const OPERATIONS: Readonly<Record<string, (left: bigint, right: bigint) => bigint>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
};

/** Methods of a new integer, which answer from their arguments alone. */
const METHODS: Readonly<Record<string, (args: readonly bigint[]) => string | undefined>> = {
  Neg: ([operand]) => (operand === undefined ? undefined : String(-operand)),
  SetUint64: ([operand]) => (operand === undefined ? undefined : String(operand)),
  SetInt64: ([operand]) => (operand === undefined ? undefined : String(operand)),
  Add: (args) => combined("+", args),
  Sub: (args) => combined("-", args),
  Mul: (args) => combined("*", args),
};

function combined(operation: string, [left, right]: readonly bigint[]): string | undefined {
  const combine = OPERATIONS[operation];
  return combine === undefined || left === undefined || right === undefined ? undefined : String(combine(left, right));
}

function resolveCall(value: Readonly<Record<string, Json>>): Json {
  const args = listOf(value.args).map(resolveSymbols);
  const callee = value.$call;
  if (isRecord(callee)) {
    const method =
      typeof callee.$meth === "string" && Object.hasOwn(METHODS, callee.$meth) ? METHODS[callee.$meth] : undefined;
    return method !== undefined && args.every(isInteger) ? (method(args.map(BigInt)) ?? value) : value;
  }
  if (typeof callee !== "string") return value;
  const known = Object.hasOwn(CALLS, callee) ? CALLS[callee] : undefined;
  if (known !== undefined) return known(args);
  return callee.endsWith(".GetBigQuantums") ? (positionConstant(callee) ?? value) : value;
}

/** The value with every known symbol replaced, depth first. */
export function resolveSymbols(value: Json): Json {
  if (Array.isArray(value)) return value.map(resolveSymbols);
  if (!isRecord(value)) return value;
  if (Object.hasOwn(value, "$call")) return resolveCall(value);
  if (value.$new === true) return 0;
  if (typeof value.$ref === "string") {
    return Object.hasOwn(REFERENCES, value.$ref) ? REFERENCES[value.$ref] : value;
  }
  if (typeof value.$op === "string") {
    const [left, right] = [resolveSymbols(value.l), resolveSymbols(value.r)];
    const operation = Object.hasOwn(OPERATIONS, value.$op) ? OPERATIONS[value.$op] : undefined;
    return operation !== undefined && isInteger(left) && isInteger(right)
      ? String(operation(BigInt(left), BigInt(right)))
      : value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveSymbols(item)]));
}

/** Last part of a symbol's name, such as `ErrFoo` of { $ref: "types.ErrFoo" } or of an error wrapped around it. */
export function symbolName(value: Json): string | undefined {
  if (!isRecord(value)) return undefined;
  if (typeof value.$ref === "string") return value.$ref.split(".").at(-1);
  if (Object.hasOwn(value, "$call")) return symbolName(listOf(value.args)[0]);
  return undefined;
}

/** Whether the way to `path`, such as `perpetuals[0].Params`, meets a symbol that could not be resolved. */
export function meetsSymbol(value: Json, path: string): boolean {
  let here = value;
  for (const step of [...(path.match(/[^.[\]]+/g) ?? []), ""]) {
    if (isRecord(here) && Object.keys(here).some((key) => key.startsWith("$") && key !== "$type")) return true;
    if (Array.isArray(here)) here = here[Number(step)];
    else if (isRecord(here)) here = Object.hasOwn(here, step) ? here[step] : undefined;
    else return false;
  }
  return false;
}

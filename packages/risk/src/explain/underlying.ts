/**
 * The explanation of one underlying: scan, minimum charge, liquidity, add-ons and ceilings, each with its parts.
 *
 * @module
 */
import { atoms } from "@novate/num";
import type { RiskBook } from "../book/book.ts";
import type { MarginContext } from "../book/context.ts";
import { INTEREST_WIDTH, type Interest } from "../book/interest.ts";
import { maximumLossAlone, maximumLossOf } from "./bounds.ts";
import { absolute, largest, least, leastBound, liquidityCharge, scaledUp, sumOf, toAtoms } from "./exact.ts";
import type { PositionExplanation, TiltLoss, UnderlyingExplanation } from "./explanation.ts";
import { greeksOf, type Holding, pnlIn, sumLots } from "./holding.ts";

/** Side of the aggregate interest; its index is its place in a row of `Interest`. */
const SIDES = ["deltaLong", "deltaShort", "vegaLong", "vegaShort"] as const;
type Side = (typeof SIDES)[number];

/** What is held in one underlying, and where its numbers stand. */
export interface UnderlyingHoldings {
  readonly book: RiskBook;
  readonly context: MarginContext;
  readonly interest: Interest;
  readonly index: number;
  readonly holdings: readonly Holding[];
}

/** Everything that explaining one underlying reads: with what the account itself holds on each side, gross. */
interface Scene extends UnderlyingHoldings {
  readonly own: Readonly<Record<Side, bigint>>;
}

const withoutCollateral = (holdings: readonly Holding[]): Holding[] =>
  holdings.filter(({ row }) => row.kind !== "collateral");

function ownInterest(holdings: readonly Holding[]): Record<Side, bigint> {
  const own = { deltaLong: 0n, deltaShort: 0n, vegaLong: 0n, vegaShort: 0n };
  for (const { row, quantity } of withoutCollateral(holdings)) {
    const delta = quantity * BigInt(row.deltaAtoms);
    const vega = quantity * BigInt(row.vegaShockAtoms);
    own[delta > 0n ? "deltaLong" : "deltaShort"] += absolute(delta);
    own[vega > 0n ? "vegaLong" : "vegaShort"] += absolute(vega);
  }
  return own;
}

function chargeLiquidity(scene: Scene, measure: "delta" | "vega", exposure: bigint) {
  const { context, interest, index } = scene;
  const side: Side = exposure > 0n ? `${measure}Long` : `${measure}Short`;
  const shared = BigInt(interest.values[interest.offset + index * INTEREST_WIDTH + SIDES.indexOf(side)] ?? 0);
  const size = exposure === 0n ? 0n : largest(scene.own[side], shared);
  return measure === "delta"
    ? liquidityCharge(exposure, size, context.deltaRatePpm[index]!, context.deltaDepth[index]!)
    : liquidityCharge(exposure, size, context.vegaRatePpm[index]!, context.vegaDepth[index]!);
}

const addOnOf = ({ row, quantity }: Holding): bigint =>
  absolute(quantity) * BigInt(quantity > 0n ? row.addOnLongAtoms : row.addOnShortAtoms);

/** Each position as if it stood alone (MARG-020). */
function explainPosition(scene: Scene, holding: Holding): PositionExplanation {
  const { book, context, index } = scene;
  const { row, quantity } = holding;
  const size = absolute(quantity);
  const isLong = quantity > 0n;
  const columns = Array.from({ length: book.gridCount + 2 }, (_, column) => pnlIn([holding], column));
  const scan = largest(0n, ...columns.map((pnl) => -pnl));
  const charged = size * absolute(BigInt(isLong ? row.chargedDeltaAtoms : row.deltaAtoms));
  const shortMinimum = isLong ? 0n : size * BigInt(row.shortOptionAtoms);
  const base = largest(scan, scaledUp(charged, context.charges.unhedgedPpm) + shortMinimum);

  const delta = quantity * BigInt(row.deltaAtoms);
  const vega = quantity * BigInt(row.vegaShockAtoms);
  const fixed =
    chargeLiquidity(scene, "delta", delta).charge + chargeLiquidity(scene, "vega", vega).charge + addOnOf(holding);
  const maximumLoss = maximumLossAlone(holding);
  return {
    instrumentId: row.instrumentId,
    lots: quantity,
    isPriced: row.isPriced,
    markValue: atoms(quantity * BigInt(row.markAtoms)),
    initialAlone: atoms(leastBound(maximumLoss, scaledUp(base, context.initialPpm[index]!) + fixed)),
    maintenanceAlone: atoms(leastBound(maximumLoss, scaledUp(base, context.maintenancePpm[index]!) + fixed)),
    maximumLoss: toAtoms(maximumLoss),
    greeks: greeksOf([holding]),
  };
}

function explainTilts({ book, holdings }: Scene): TiltLoss[] {
  const expiries = [...new Set(withoutCollateral(holdings).map(({ row }) => row.expiryMs))].sort((a, b) => a - b);
  return expiries.map((expiryMs) => {
    const group = holdings.filter(({ row }) => row.expiryMs === expiryMs);
    const pnlDown = pnlIn(group, book.gridCount);
    const pnlUp = pnlIn(group, book.gridCount + 1);
    return {
      expiryMs,
      pnlDown: atoms(pnlDown),
      pnlUp: atoms(pnlUp),
      loss: atoms(largest(0n, -pnlDown, -pnlUp)),
    };
  });
}

/** Delta of one side of the book as the minimum charge counts it (MARG-030). */
const chargedSide = (holdings: readonly Holding[], isUp: boolean): bigint =>
  sumOf(
    withoutCollateral(holdings).map(({ row, quantity }) => {
      const delta = quantity * BigInt(quantity > 0n ? row.chargedDeltaAtoms : row.deltaAtoms);
      return largest(isUp ? delta : -delta, 0n);
    }),
  );

export function explainUnderlying(given: UnderlyingHoldings): UnderlyingExplanation {
  const { book, context, index, holdings } = given;
  const scene = { ...given, own: ownInterest(holdings) };
  const { scenarios } = book.profile;
  const own = withoutCollateral(holdings);
  const positions = own.map((holding) => explainPosition(scene, holding));

  const pnls = scenarios.map((_, column) => pnlIn(holdings, column));
  const worst = -least(...pnls);
  const tilts = explainTilts(scene);
  const tilt = sumOf(tilts.map(({ loss }) => loss));
  const scan = largest(0n, worst, tilt);

  const long = chargedSide(holdings, true);
  const short = chargedSide(holdings, false);
  const collateral = holdings.filter(({ row }) => row.kind === "collateral");
  const cover = sumLots(collateral, (row) => row.deltaAtoms);
  const offset = (net: bigint): bigint => (net < 0n ? least(net + cover, 0n) : net);
  const hedged = least(long, short);
  const open = absolute(offset(long - short));
  const { hedgedPpm, unhedgedPpm } = context.charges;
  const shortMinimum = sumLots(
    own.filter(({ quantity }) => quantity < 0n),
    (row) => -row.shortOptionAtoms,
  );
  const minimum = scaledUp(hedged * BigInt(hedgedPpm) + open * BigInt(unhedgedPpm), 1) + shortMinimum;

  const net = offset(sumLots(own, (row) => row.deltaAtoms));
  const vega = sumLots(own, (row) => row.vegaShockAtoms);
  const deltaLiquidity = chargeLiquidity(scene, "delta", net);
  const vegaLiquidity = chargeLiquidity(scene, "vega", vega);
  const addOns = sumOf(own.map(addOnOf));
  const fixed = deltaLiquidity.charge + vegaLiquidity.charge + addOns;

  const base = largest(scan, minimum);
  const maximumLoss = maximumLossOf(own);
  const alone = {
    initial: atoms(sumOf(positions.map(({ initialAlone }) => initialAlone))),
    maintenance: atoms(sumOf(positions.map(({ maintenanceAlone }) => maintenanceAlone))),
  };
  const nettedInitial = scaledUp(base, context.initialPpm[index]!) + fixed;
  const nettedMaintenance = scaledUp(base, context.maintenancePpm[index]!) + fixed;
  const initialMargin = least(alone.initial, leastBound(maximumLoss, nettedInitial));
  return {
    underlyingId: holdings[0]!.row.underlyingId, // a scene has at least one holding
    positions,
    scenarios: scenarios.map(({ name }, column) => ({ name, pnl: atoms(pnls[column]!) })),
    tilts,
    bindingScenario: scan === 0n ? "none" : worst === scan ? scenarios[pnls.indexOf(-worst)]!.name : "tilt",
    scanLoss: atoms(scan),
    hedgedDelta: atoms(hedged),
    unhedgedDelta: atoms(open),
    shortOptionMinimum: atoms(shortMinimum),
    minimumCharge: atoms(minimum),
    deltaLiquidity,
    vegaLiquidity,
    addOns: atoms(addOns),
    initialFactorPpm: context.initialPpm[index]!,
    maximumLoss: toAtoms(maximumLoss),
    sumOfAlone: alone,
    binding:
      initialMargin === nettedInitial
        ? scan >= minimum
          ? "scan"
          : "minimumCharge"
        : initialMargin === maximumLoss
          ? "maximumLoss"
          : "sumOfAlone",
    initialMargin: atoms(initialMargin),
    maintenanceMargin: atoms(least(alone.maintenance, leastBound(maximumLoss, nettedMaintenance))),
    greeks: greeksOf(own),
  };
}

/**
 * One underlying's market under every scenario, worked out once per mark and shared by all its instruments.
 *
 * Columns: the profile's scenarios, tilt down, tilt up, the joint scenarios; one more, the last, is the market as it is.
 * @module
 */
import { ln, sqrt, YEAR_MS } from "@novate/num";
import type { MarginProfile } from "../profile/profile.ts";
import { rotateSkew, scaleVolatility } from "../surface/operators.ts";
import { createScenarioLanes, type ScenarioLanes, setLane } from "../surface/scenarioLanes.ts";
import { blendAt, type SliceBlend } from "../surface/surface.ts";
import { sviTotalVariance } from "../surface/svi.ts";
import { RowSlab } from "./rowSlab.ts";
import { scanRange, scenarioWeight, spotFactor, spotMove, termMultiplier, tiltOf, volFactor } from "./shock.ts";
import type { UnderlyingMarket } from "./terms.ts";

/** Columns that are not the profile's scenarios: the two tilts stand right after them. */
export const TILT_COLUMNS = 2;

/** Columns of a row: the profile's scenarios, the tilts and `jointCount` joint scenarios. */
export const columnCount = (profile: MarginProfile, jointCount: number): number =>
  profile.scenarios.length + TILT_COLUMNS + jointCount;

/** The smile and the forward of one expiry in every column. */
export interface PreparedExpiry {
  readonly forward: number;
  readonly yearsToExpiry: number;
  readonly discount: number;
  /** Shocked forward in each column; the last is the forward. */
  readonly forwards: Float64Array;
  /** At-the-forward volatility after a whole up-shock less before it. */
  readonly volRise: number;
  /** The smile as it is, and lanes of it in every column. Null without a surface: options cannot be priced. */
  readonly smile: SliceBlend | null;
  readonly lanes: ScenarioLanes | null;
}

export interface PreparedMarket {
  readonly profile: MarginProfile;
  readonly market: UnderlyingMarket;
  /** Scan range as a fraction of spot. */
  readonly range: number;
  readonly columns: number;
  /** What the spot is multiplied by in each column; the last, and the tilts, are 1. */
  readonly spotFactors: Float64Array;
  readonly weights: Float64Array;
  readonly vols: Float64Array;
  readonly skews: Float64Array;
  /** Filled on first use, keyed by expiry. */
  readonly expiries: Map<number, PreparedExpiry | null>;
  /** Scratch of one estimate, an entry a column and one more. */
  readonly pnl: Float64Array;
  /** Where the rows' entries are written. */
  readonly slab: RowSlab;
}

/** Works out spot, volatility, skew and weight of each column. The market's numbers were checked by `faultOfMarket`. */
export function prepareMarket(profile: MarginProfile, market: UnderlyingMarket): PreparedMarket {
  const range = scanRange(profile, market);
  const columns = columnCount(profile, market.jointShocks.length);
  const spotFactors = new Float64Array(columns + 1).fill(1);
  const weights = new Float64Array(columns + 1).fill(1);
  const vols = new Float64Array(columns + 1);
  const skews = new Float64Array(columns + 1);
  for (const [column, scenario] of profile.scenarios.entries()) {
    spotFactors[column] = spotFactor(spotMove(scenario, range, market.confidence));
    weights[column] = scenarioWeight(scenario, range);
    vols[column] = scenario.vol;
    skews[column] = scenario.skew;
  }
  const firstJoint = profile.scenarios.length + TILT_COLUMNS;
  for (const [index, shock] of market.jointShocks.entries()) {
    spotFactors[firstJoint + index] = spotFactor(shock.spot);
    vols[firstJoint + index] = shock.vol;
  }
  return {
    profile,
    market,
    range,
    columns,
    spotFactors,
    weights,
    vols,
    skews,
    expiries: new Map(),
    pnl: new Float64Array(columns + 1),
    slab: new RowSlab(columns),
  };
}

/** The prepared expiry, or null where the market quotes no forward for it. */
export function expiryOf(prepared: PreparedMarket, expiryMs: number): PreparedExpiry | null {
  const known = prepared.expiries.get(expiryMs);
  if (known !== undefined) return known;
  const expiry = prepareExpiry(prepared, expiryMs);
  prepared.expiries.set(expiryMs, expiry);
  return expiry;
}

function prepareExpiry(prepared: PreparedMarket, expiryMs: number): PreparedExpiry | null {
  const { profile, market, columns, spotFactors } = prepared;
  const quote = market.forwards.find((candidate) => candidate.expiryMs === expiryMs);
  if (quote === undefined || !(quote.forward > 0) || !(quote.discount > 0)) return null;
  const yearsToExpiry = Math.max(expiryMs - market.timeMs, 0) / YEAR_MS;

  const tilt = tiltOf(profile.tilt, yearsToExpiry);
  const forwards = spotFactors.map((factor) => factor * quote.forward);
  forwards[profile.scenarios.length] = quote.forward * (1 - tilt);
  forwards[profile.scenarios.length + 1] = quote.forward * (1 + tilt);

  const smile = market.surface === null ? null : blendAt(market.surface, yearsToExpiry);
  const term = termMultiplier(profile.volShock, yearsToExpiry * 365);
  const unshocked = { forward: quote.forward, yearsToExpiry, discount: quote.discount, forwards, smile, lanes: null };
  const atForwardVol = strikeVol({ ...unshocked, volRise: 0 }, quote.forward);
  const volRise = (volFactor(profile.volShock, 1, term, atForwardVol) - 1) * atForwardVol;
  if (smile === null) return { ...unshocked, volRise };

  const lanes = createScenarioLanes(columns + 1);
  const expiry = { ...unshocked, volRise, smile, lanes };
  fillLanes(expiry, prepared, (vol) => volFactor(profile.volShock, vol, term, atForwardVol));
  return expiry;
}

/** Writes the shocked smile of every column; columns that share a smile share the work. */
function fillLanes(
  expiry: PreparedExpiry & { readonly smile: SliceBlend; readonly lanes: ScenarioLanes },
  prepared: PreparedMarket,
  factorOf: (vol: number) => number,
): void {
  const { profile, columns, vols, skews } = prepared;
  const smiles = new Map<number, SliceBlend>();
  for (let column = 0; column <= columns; column += 1) {
    const vol = vols[column]!;
    const skew = skews[column]!;
    let smile = skew === 0 ? smiles.get(vol) : undefined;
    if (smile === undefined) {
      smile = shockSmile(expiry.smile, factorOf(vol), skew * profile.skewRotation);
      if (skew === 0) smiles.set(vol, smile);
    }
    const forward = expiry.forwards[column]!;
    const anchorForward = profile.smileAnchor === "shocked" ? forward : expiry.forward;
    setLane(expiry.lanes, column, { forward, anchorForward, discount: expiry.discount, smile, stdDevShift: 0 });
  }
}

function shockSmile(smile: SliceBlend, factor: number, rotation: number): SliceBlend {
  if (factor === 1 && rotation === 0) return smile;
  const turned =
    rotation === 0 ? smile : { ...smile, near: rotateSkew(smile.near, rotation), far: rotateSkew(smile.far, rotation) };
  return { ...turned, near: scaleVolatility(turned.near, factor), far: scaleVolatility(turned.far, factor) };
}

/** Volatility that the smile gives a strike of this expiry; 0 at expiry. Its lanes exist. */
export function strikeVol(expiry: PreparedExpiry, strike: number): number {
  const { yearsToExpiry, forward, smile } = expiry;
  if (yearsToExpiry === 0 || smile === null) return 0;
  const k = ln(strike / forward);
  const variance =
    smile.nearWeight * sviTotalVariance(smile.near, k) + smile.farWeight * sviTotalVariance(smile.far, k);
  return sqrt(variance / yearsToExpiry);
}

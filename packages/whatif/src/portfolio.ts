/**
 * From the document to a portfolio that the kernel can margin, or to the first field that stands in the way.
 *
 * @module
 */
import { type Atoms, atoms, E6 } from "@novate/num";
import { type Checked, type CreditPair, type Refused, refuse } from "@novate/risk";
import type { Detail, InstrumentDocument, PairDocument, PortfolioDocument } from "./document.ts";
import { faultOfPortfolio } from "./fields.ts";
import type { MarginPortfolio, PortfolioPosition, PortfolioUnderlying } from "./health/portfolio.ts";
import { markedInstrument } from "./instrument.ts";
import { marketOf } from "./market.ts";
import { standardProfileWith } from "./profile.ts";

const MOST_CREDIT_PPM = 500_000;

export interface AskedPortfolio {
  readonly portfolio: MarginPortfolio;
  readonly detail: Detail;
}

/** Field by field first, then what the fields say of each other: references, doubles, times, surfaces, credits. */
export function portfolioOf(untrusted: unknown): Checked<AskedPortfolio> {
  const fault = faultOfPortfolio(untrusted);
  if (fault !== undefined) return fault;
  const document = untrusted as PortfolioDocument; // every field checked by the line above
  const checkedProfile = standardProfileWith(document.parameters);
  if (!checkedProfile.ok) return checkedProfile;
  const underlyings = underlyingsOf(document);
  if (!underlyings.ok) return underlyings;
  const positions = positionsIn(document, underlyings.list);
  if (!positions.ok) return positions;
  const [low, middle, high] = endsOf(document);
  if (low > middle) return refuse("OutOfRange", "equityLowAtoms", "must be no more than equityAtoms");
  if (high < middle) return refuse("OutOfRange", "equityHighAtoms", "must be no less than equityAtoms");
  const pairs = document.pairs ?? [];
  const unpaired = faultOfPairs(pairs, underlyings.list);
  if (unpaired !== undefined) return unpaired;
  return {
    ok: true,
    detail: document.detail ?? "full",
    portfolio: {
      profile: checkedProfile.profile,
      method: document.method,
      underlyings: underlyings.list,
      positions: positions.list,
      pairs: pairs.map((pair): CreditPair => ({ ...pair, creditPpm: Number(pair.creditPpm) })),
      equity: middle,
      equityLow: low,
      equityHigh: high,
    },
  };
}

/** E−, E and E+. */
function endsOf({ equityAtoms, equityLowAtoms, equityHighAtoms }: PortfolioDocument): [Atoms, Atoms, Atoms] {
  const [low, middle, high] = [equityLowAtoms ?? equityAtoms, equityAtoms, equityHighAtoms ?? equityAtoms];
  return [atoms(BigInt(low)), atoms(BigInt(middle)), atoms(BigInt(high))];
}

function underlyingsOf(document: PortfolioDocument): Checked<{ readonly list: readonly PortfolioUnderlying[] }> {
  const list: PortfolioUnderlying[] = [];
  const seen = new Set<number>();
  const jointCount = document.underlyings[0]?.jointShocks?.length ?? 0;
  for (const [index, underlying] of document.underlyings.entries()) {
    const path = `underlyings[${index}]`;
    const { underlyingId, depth, crowd, jointShocks = [], openInterestScalePpm = E6 } = underlying;
    if (seen.has(underlyingId)) return refuse("OutOfOrder", `${path}.underlyingId`, "is stated twice");
    seen.add(underlyingId);
    if (jointShocks.length !== jointCount)
      return refuse(
        "OutOfRange",
        `${path}.jointShocks`,
        `must have ${jointCount} entries, as the first underlying has`,
      );
    const checked = marketOf(underlying, document.timeMs, path);
    if (!checked.ok) return checked;
    list.push({
      market: checked.market,
      openInterestScalePpm: Number(openInterestScalePpm),
      deltaDepthAtoms: Number(depth.deltaAtoms),
      vegaDepthAtoms: Number(depth.vegaAtoms),
      crowd: { deltaAtoms: Number(crowd?.deltaAtoms ?? 0), vegaAtoms: Number(crowd?.vegaAtoms ?? 0) },
    });
  }
  return { ok: true, list };
}

function positionsIn(
  document: PortfolioDocument,
  underlyings: readonly PortfolioUnderlying[],
): Checked<{ readonly list: readonly PortfolioPosition[] }> {
  const markets = new Map(underlyings.map(({ market }) => [market.underlyingId, market]));
  const instruments = new Map<number, readonly [InstrumentDocument, string]>();
  for (const [index, instrument] of document.instruments.entries()) {
    const path = `instruments[${index}]`;
    if (instruments.has(instrument.instrumentId))
      return refuse("OutOfOrder", `${path}.instrumentId`, "is stated twice");
    if (!markets.has(instrument.underlyingId))
      return refuse("FieldMissing", `${path}.underlyingId`, `underlyings has no feed of ${instrument.underlyingId}`);
    instruments.set(instrument.instrumentId, [instrument, path]);
  }
  const list: PortfolioPosition[] = [];
  const held = new Set<number>();
  for (const [index, position] of document.positions.entries()) {
    const path = `positions[${index}]`;
    const found = instruments.get(position.instrumentId);
    if (found === undefined)
      return refuse("FieldMissing", `${path}.instrumentId`, `instruments has no ${position.instrumentId}`);
    if (held.has(position.instrumentId)) return refuse("OutOfOrder", `${path}.instrumentId`, "is stated twice");
    held.add(position.instrumentId);
    const [instrument, instrumentPath] = found;
    const lots = Number(position.lots);
    if (instrument.kind === "collateral" && lots < 0)
      return refuse("Negative", `${path}.lots`, "collateral must be zero or more");
    const marked = markedInstrument(instrument, markets.get(instrument.underlyingId)!, instrumentPath); // checked above
    if (!marked.ok) return marked;
    list.push({ ...marked.instrument, lots });
  }
  // By id, so that the answer's text does not depend on the order in which the document names them.
  list.sort((left, right) => left.terms.instrumentId - right.terms.instrumentId);
  return { ok: true, list };
}

function faultOfPairs(
  pairs: readonly PairDocument[],
  underlyings: readonly PortfolioUnderlying[],
): Refused | undefined {
  const credited = new Map(underlyings.map(({ market }) => [market.underlyingId, 0]));
  for (const [index, { leftUnderlyingId, rightUnderlyingId, creditPpm }] of pairs.entries()) {
    const path = `pairs[${index}]`;
    if (leftUnderlyingId === rightUnderlyingId)
      return refuse("OutOfRange", `${path}.rightUnderlyingId`, "must be another underlying than the left one");
    for (const [name, id] of [["left", leftUnderlyingId] as const, ["right", rightUnderlyingId] as const]) {
      const before = credited.get(id);
      if (before === undefined)
        return refuse("FieldMissing", `${path}.${name}UnderlyingId`, `underlyings has no feed of ${id}`);
      const after = before + Number(creditPpm);
      if (after > MOST_CREDIT_PPM)
        return refuse("OutOfRange", `${path}.creditPpm`, `credits underlying ${id} by more than half in all`);
      credited.set(id, after);
    }
  }
  return undefined;
}

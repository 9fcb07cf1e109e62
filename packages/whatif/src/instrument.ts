/**
 * From an instrument of the document to its terms and its mark.
 *
 * @module
 */
import {
  type Checked,
  type InstrumentMark,
  type InstrumentTerms,
  modelValue,
  refuse,
  type UnderlyingMarket,
} from "@novate/risk";
import type { InstrumentDocument } from "./document.ts";
import { MOST_LOT_ATOMS } from "./fields.ts";

export interface MarkedInstrument {
  readonly terms: InstrumentTerms;
  readonly mark: InstrumentMark;
}

/**
 * The mark is the document's, or the model's value to the nearest atom.
 *
 * An instrument that the market cannot price keeps its mark and is margined at its maximum loss; without a mark there is
 * nothing to take that loss from, and the document is refused.
 */
export function markedInstrument(
  document: InstrumentDocument,
  market: UnderlyingMarket,
  path: string,
): Checked<{ readonly instrument: MarkedInstrument }> {
  if (document.expiryMs !== undefined && document.expiryMs < market.timeMs)
    return refuse("Negative", `${path}.expiryMs`, "lies before timeMs: no time is left to it");
  const terms = termsOf(document);
  const model = modelValue(terms, market);
  const valueAtoms = document.markAtoms === undefined ? model && Math.round(model) : Number(document.markAtoms);
  if (valueAtoms === undefined)
    return refuse("FieldMissing", `${path}.markAtoms`, "the market does not price this: state its last mark");
  if (!(Math.max(valueAtoms, highestPrice(document, market) * terms.atomsPerPoint) <= MOST_LOT_ATOMS))
    return refuse("OutOfRange", `${path}.atomsPerPoint`, "makes one lot worth more than 2^45 atoms");
  const mark = { valueAtoms, fundingRate8h: document.fundingRate8h ?? 0, isPriced: true };
  return { ok: true, instrument: { terms, mark } };
}

/** Of what the instrument may be worth, or struck at. */
function highestPrice({ expiryMs, strike = 0, fixing }: InstrumentDocument, market: UnderlyingMarket): number {
  const forward = market.forwards.find((quote) => quote.expiryMs === expiryMs)?.forward ?? 0;
  return Math.max(market.spot, forward, strike, fixing?.fixedAverage ?? 0);
}

function termsOf(document: InstrumentDocument): InstrumentTerms {
  const { instrumentId, underlyingId, kind, expiryMs = 0, strike = 0, fixing = null } = document;
  const common = { instrumentId, underlyingId, atomsPerPoint: Number(document.atomsPerPoint) };
  switch (kind) {
    case "perpetual":
      return { ...common, kind };
    case "future":
      return { ...common, kind, expiryMs, fixing };
    case "collateral":
      return { ...common, kind, haircutPpm: Number(document.haircutPpm) };
    default:
      return { ...common, kind: "option", expiryMs, strike, isCall: kind === "call", fixing };
  }
}

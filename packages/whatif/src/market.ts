/**
 * From an underlying of the document to the market that the kernel reads.
 *
 * @module
 */
import { YEAR_MS } from "@novate/num";
import {
  type Checked,
  createSurface,
  type Refused,
  refuse,
  type SviSlice,
  type UnderlyingMarket,
  type VolSurface,
} from "@novate/risk";
import type { SurfaceDocument, UnderlyingDocument } from "./document.ts";

/** Curvature of a smile with no slope: any positive number draws the same flat line. */
const FLAT_SIGMA = 0.1;

/** Checks what fields say of each other: order of expiries, none in the past, and a surface that is not crossed. */
export function marketOf(
  document: UnderlyingDocument,
  timeMs: number,
  path: string,
): Checked<{ readonly market: UnderlyingMarket }> {
  const late = faultOfOrder(document.forwards, timeMs, `${path}.forwards`, true);
  if (late !== undefined) return late;
  const checked = document.surface === null ? undefined : surfaceOf(document.surface, timeMs, `${path}.surface`);
  if (checked?.ok === false) return checked;
  return {
    ok: true,
    market: {
      underlyingId: document.underlyingId,
      timeMs,
      spot: document.spot ?? 0,
      forwards: document.forwards.map(({ expiryMs, forward, discount = 1 }) => ({ expiryMs, forward, discount })),
      surface: checked?.surface ?? null,
      volAnnual: document.volAnnual,
      rangeFloor: document.rangeFloor ?? 0,
      ageMs: document.ageMs ?? 0,
      confidence: document.confidence ?? 0,
      jointShocks: document.jointShocks ?? [],
    },
  };
}

function surfaceOf(document: SurfaceDocument, timeMs: number, path: string): Checked<{ readonly surface: VolSurface }> {
  const isFlat = "flat" in document;
  const nodes = isFlat ? document.flat : document.svi;
  const listPath = `${path}.${isFlat ? "flat" : "svi"}`;
  const fault = faultOfOrder(nodes, timeMs, listPath, false);
  if (fault !== undefined) return fault;
  const slices = nodes.map((node): SviSlice => {
    const yearsToExpiry = (node.expiryMs - timeMs) / YEAR_MS;
    if ("volAnnual" in node) {
      const a = node.volAnnual * node.volAnnual * yearsToExpiry;
      return { yearsToExpiry, a, b: 0, rho: 0, m: 0, sigma: FLAT_SIGMA };
    }
    const { a, b, rho, m, sigma } = node;
    return { yearsToExpiry, a, b, rho, m, sigma };
  });
  const checked = createSurface(slices);
  if (checked.ok) return checked;
  const field = checked.field.replace("slices", listPath);
  return { ...checked, field: isFlat ? field.replace(/\.\w+$/, ".volAnnual") : field }; // a flat node has no other
}

/** Expiries rise strictly and none lies before `timeMs`, nor at it unless `isNowAllowed`. */
function faultOfOrder(
  nodes: readonly { readonly expiryMs: number }[],
  timeMs: number,
  path: string,
  isNowAllowed: boolean,
): Refused | undefined {
  for (const [index, { expiryMs }] of nodes.entries()) {
    const field = `${path}[${index}].expiryMs`;
    if (expiryMs < timeMs) return refuse("Negative", field, "lies before timeMs: no time is left to it");
    if (expiryMs === timeMs && !isNowAllowed) return refuse("NotPositive", field, "must be later than timeMs");
    if (index > 0 && nodes[index - 1]!.expiryMs >= expiryMs)
      return refuse("OutOfOrder", field, "must be later than the expiry before");
  }
  return undefined;
}

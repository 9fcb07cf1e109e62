/**
 * Discount and forward curves, each interpolated where it is nearly straight: in the logarithm of its ratio.
 *
 * @module
 */
import { exp, ln } from "@novate/num";
import { type Checked, type Refused, refuse, refuseUnlessPositive } from "@novate/risk";

/** A node of a discount curve. */
export interface DiscountNode {
  readonly yearsToExpiry: number;
  /** Today's price of one unit paid then. */
  readonly discount: number;
}

/** A node of a forward curve. */
export interface ForwardNode {
  readonly yearsToExpiry: number;
  readonly forward: number;
}

/** Nodes of ln D or ln(F/S) over time; the curve passes through 0 at time 0. */
export interface LogCurve {
  readonly years: readonly number[];
  readonly logs: readonly number[];
}

const faultOfTimes = (nodes: readonly { readonly yearsToExpiry: number }[], path: string): Refused | undefined => {
  let previous = 0;
  for (const [index, node] of nodes.entries()) {
    const field = `${path}[${index}].yearsToExpiry`;
    const fault = refuseUnlessPositive(node.yearsToExpiry, field);
    if (fault !== undefined) return fault;
    if (node.yearsToExpiry <= previous) return refuse("OutOfOrder", field, "must be later than the node before");
    previous = node.yearsToExpiry;
  }
  return undefined;
};

/** Accepts discount factors above zero at increasing times. */
export function createDiscountCurve(nodes: readonly DiscountNode[]): Checked<{ readonly curve: LogCurve }> {
  const fault = faultOfTimes(nodes, "discounts");
  if (fault !== undefined) return fault;
  for (const [index, node] of nodes.entries()) {
    const bad = refuseUnlessPositive(node.discount, `discounts[${index}].discount`);
    if (bad !== undefined) return bad;
  }
  return {
    ok: true,
    curve: { years: nodes.map((node) => node.yearsToExpiry), logs: nodes.map((node) => ln(node.discount)) },
  };
}

/** Accepts forwards above zero at increasing times; the curve is the logarithm of the basis, ln(F/spot). */
export function createForwardCurve(spot: number, nodes: readonly ForwardNode[]): Checked<{ readonly curve: LogCurve }> {
  const fault = refuseUnlessPositive(spot, "spot") ?? faultOfTimes(nodes, "forwards");
  if (fault !== undefined) return fault;
  for (const [index, node] of nodes.entries()) {
    const bad = refuseUnlessPositive(node.forward, `forwards[${index}].forward`);
    if (bad !== undefined) return bad;
  }
  return {
    ok: true,
    curve: { years: nodes.map((node) => node.yearsToExpiry), logs: nodes.map((node) => ln(node.forward / spot)) },
  };
}

/**
 * The curve's logarithm at a time ≥ 0: linear between nodes and from 0 to the first; beyond the last in proportion to
 * time (a constant rate). Without nodes it is 0.
 */
function logAt(curve: LogCurve, yearsToExpiry: number): number {
  const { years, logs } = curve;
  const last = years.length - 1;
  if (last < 0 || !(yearsToExpiry > 0)) return 0;
  if (yearsToExpiry >= years[last]!) return (logs[last]! * yearsToExpiry) / years[last]!;
  let index = 0;
  while (years[index]! < yearsToExpiry) index += 1;
  const fromYears = years[index - 1] ?? 0; // time 0 before the first node
  const fromLog = logs[index - 1] ?? 0;
  const share = (yearsToExpiry - fromYears) / (years[index]! - fromYears);
  return fromLog + share * (logs[index]! - fromLog);
}

/** Discount factor: log-linear, so that forward rates are constant between nodes. */
export const discountAt = (curve: LogCurve, yearsToExpiry: number): number => exp(logAt(curve, yearsToExpiry));

/** Forward of `spot`: the logarithm of the basis is linear between nodes, and a shock of spot moves all forwards alike. */
export const forwardAt = (curve: LogCurve, spot: number, yearsToExpiry: number): number =>
  spot * exp(logAt(curve, yearsToExpiry));

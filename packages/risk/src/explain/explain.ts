/**
 * The whole answer to "why this margin?", computed in bigint by its own code: the kernel's reference.
 *
 * @module
 */
import { atoms, divUp } from "@novate/num";
import type { RiskBook } from "../book/book.ts";
import type { MarginContext } from "../book/context.ts";
import { type Interest, NO_INTEREST } from "../book/interest.ts";
import type { Positions } from "../book/positions.ts";
import type { MarginMethod, MarginRequirement } from "../book/requirement.ts";
import { largest, least, scaledDown, scaledUp, sumOf } from "./exact.ts";
import type { MarginExplanation, PairCreditExplanation, UnderlyingExplanation } from "./explanation.ts";
import { greeksOf, holdingsByUnderlying, pnlIn } from "./holding.ts";
import { explainUnderlying } from "./underlying.ts";

/**
 * Explains the requirement that `marginOf` answers for the same input, to the atom, at any size.
 *
 * Work: every scenario of every position in bigint; for people and for accounts beyond float64, not for the hot path.
 * Source: MARG-020 … MARG-042, MARG-050.
 */
export function explainMargin(
  book: RiskBook,
  context: MarginContext,
  positions: Positions,
  method: MarginMethod,
  interest: Interest = NO_INTEREST,
): MarginExplanation {
  const groups = holdingsByUnderlying(book, positions, method === "portfolio");
  const underlyings = groups.map(([underlyingId, holdings]) =>
    explainUnderlying({ book, context, interest, index: book.underlyingIndex(underlyingId), holdings }),
  );
  const holdings = groups.flatMap(([, group]) => group);
  const greeks = greeksOf(holdings.filter(({ row }) => row.kind !== "collateral"));
  const nothingJoint = { pairCredits: [], jointPnl: [], jointShortfall: atoms(0n), greeks };

  if (method === "isolated") {
    const initial = sumOf(underlyings.map(({ sumOfAlone }) => sumOfAlone.initial));
    const maintenance = sumOf(underlyings.map(({ sumOfAlone }) => sumOfAlone.maintenance));
    const requirement = levels(context, initial, maintenance);
    return { method, requirement, underlyings, ...nothingJoint, binding: "isolated" };
  }
  const crossInitial = sumOf(underlyings.map(({ initialMargin }) => initialMargin));
  const crossMaintenance = sumOf(underlyings.map(({ maintenanceMargin }) => maintenanceMargin));
  if (method === "cross") {
    const requirement = levels(context, crossInitial, crossMaintenance);
    return { method, requirement, underlyings, ...nothingJoint, binding: "sumOfUnderlyings" };
  }

  const pairCredits = explainCredits(book, context, underlyings);
  const jointPnl = Array.from({ length: book.jointCount }, (_, joint) => pnlIn(holdings, book.gridCount + 2 + joint));
  const jointShortfall = shortfallOf(jointPnl, context.charges.jointTailCount);
  const parts = (factors: Float64Array, credit: bigint) => {
    const factorOf = (id: number): number => factors[book.underlyingIndex(id)]!;
    const most = Math.max(0, ...underlyings.map(({ underlyingId }) => factorOf(underlyingId)));
    const scans = underlyings.map(({ underlyingId, scanLoss }) => scaledUp(scanLoss, factorOf(underlyingId)));
    const minima = underlyings.map(({ underlyingId, minimumCharge }) =>
      scaledUp(minimumCharge, factorOf(underlyingId)),
    );
    return { scan: sumOf(scans) - credit, joint: scaledUp(jointShortfall, most), minimum: sumOf(minima) };
  };
  const fixed = sumOf(
    underlyings.map(
      ({ deltaLiquidity, vegaLiquidity, addOns }) => deltaLiquidity.charge + vegaLiquidity.charge + addOns,
    ),
  );
  const initialParts = parts(context.initialPpm, sumOf(pairCredits.map(({ initial }) => initial)));
  const maintenanceParts = parts(context.maintenancePpm, sumOf(pairCredits.map(({ maintenance }) => maintenance)));
  const worstOf = ({ scan, joint, minimum }: typeof initialParts): bigint => largest(scan, joint, minimum);
  const initial = least(crossInitial, worstOf(initialParts) + fixed);
  const maintenance = least(crossMaintenance, worstOf(maintenanceParts) + fixed);
  return {
    method,
    requirement: levels(context, initial, maintenance),
    underlyings,
    pairCredits,
    jointPnl: jointPnl.map((pnl) => atoms(pnl)),
    jointShortfall: atoms(jointShortfall),
    binding: initial === crossInitial ? "sumOfUnderlyings" : bindingPart(initialParts),
    greeks,
  };
}

function bindingPart(parts: { scan: bigint; joint: bigint; minimum: bigint }): MarginExplanation["binding"] {
  if (parts.scan >= parts.joint && parts.scan >= parts.minimum) return "scanLessCredit";
  return parts.joint >= parts.minimum ? "jointShortfall" : "minimumCharge";
}

function levels(context: MarginContext, initial: bigint, maintenance: bigint): MarginRequirement {
  return {
    initialMargin: atoms(initial),
    maintenanceMargin: atoms(maintenance),
    closeOutLevel: atoms(scaledUp(maintenance, context.charges.closeOutFactorPpm)),
  };
}

/** Mean of the worst losses, each zero or more, rounded up (MARG-076). */
function shortfallOf(pnls: readonly bigint[], tailCount: number): bigint {
  const losses = pnls.map((pnl) => largest(-pnl, 0n)).sort((left, right) => (left < right ? 1 : left > right ? -1 : 0));
  const worst = losses.slice(0, tailCount);
  return worst.length === 0 ? 0n : divUp(sumOf(worst), BigInt(worst.length));
}

function explainCredits(
  book: RiskBook,
  context: MarginContext,
  underlyings: readonly UnderlyingExplanation[],
): PairCreditExplanation[] {
  const credits: PairCreditExplanation[] = [];
  for (const { left, right, creditPpm } of context.pairs) {
    const leftSide = underlyings.find(({ underlyingId }) => book.underlyingIndex(underlyingId) === left);
    const rightSide = underlyings.find(({ underlyingId }) => book.underlyingIndex(underlyingId) === right);
    if (leftSide === undefined || rightSide === undefined) continue;
    const creditAt = (factors: Float64Array) =>
      atoms(creditOf(directed(book, leftSide, factors[left]!), directed(book, rightSide, factors[right]!), creditPpm));
    credits.push({
      leftUnderlyingId: leftSide.underlyingId,
      rightUnderlyingId: rightSide.underlyingId,
      creditPpm,
      initial: creditAt(context.initialPpm),
      maintenance: creditAt(context.maintenancePpm),
    });
  }
  return credits;
}

type Directed = readonly [worst: bigint, down: bigint, flat: bigint, up: bigint];

/** Scaled losses by direction of the spot, each at least the tilt loss (MARG-022). */
function directed(book: RiskBook, side: UnderlyingExplanation, factorPpm: number): Directed {
  const tilt = sumOf(side.tilts.map(({ loss }) => loss));
  const worstIn = (from: number, to: number): bigint =>
    scaledUp(largest(tilt, ...side.scenarios.slice(from, to).map(({ pnl }) => -pnl)), factorPpm);
  const { downEnd, flatEnd, gridCount } = book;
  return [
    scaledUp(side.scanLoss, factorPpm),
    worstIn(0, downEnd),
    worstIn(downEnd, flatEnd),
    worstIn(flatEnd, gridCount),
  ];
}

const creditOf = (left: Directed, right: Directed, creditPpm: number): bigint =>
  scaledDown(left[0] + right[0] - largest(left[1] + right[1], left[2] + right[2], left[3] + right[3]), creditPpm);

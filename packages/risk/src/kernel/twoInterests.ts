/**
 * Requirements whose initial margin is of another interest than maintenance margin: that of the crowd (MARG-103).
 *
 * A thin part of a crowded contract is closed in the crowd's company, so that its initial margin pays the crowd's liquidity
 * rate, however many names the crowd has. Maintenance margin pays its own: nobody is closed out by others' trades.
 *
 * @module
 */
import type { RiskBook } from "../book/book.ts";
import type { MarginContext } from "../book/context.ts";
import type { Interest } from "../book/interest.ts";
import type { Positions } from "../book/positions.ts";
import type { MarginMethod, MarginRequirement } from "../book/requirement.ts";
import { explainMargin } from "../explain/explain.ts";
import type { MarginExplanation } from "../explain/explanation.ts";
import { marginOf } from "./margin.ts";

/** What stands behind the liquidity rates of the two margins; the first is nowhere greater than the second. */
export interface Interests {
  readonly maintenance: Interest;
  readonly initial: Interest;
}

/** `marginOf` with an interest for each margin. Work: two margins where the interests differ. */
export function marginAt(
  book: RiskBook,
  context: MarginContext,
  positions: Positions,
  method: MarginMethod,
  { maintenance, initial }: Interests,
): MarginRequirement {
  const requirement = marginOf(book, context, positions, method, maintenance);
  if (initial === maintenance || positions.from === positions.to) return requirement;
  return { ...requirement, initialMargin: marginOf(book, context, positions, method, initial).initialMargin };
}

/** `explainMargin` likewise: its charges are those of initial margin, and every level of maintenance is of its own interest. */
export function explainMarginAt(
  book: RiskBook,
  context: MarginContext,
  positions: Positions,
  method: MarginMethod,
  { maintenance, initial }: Interests,
): MarginExplanation {
  const explained = explainMargin(book, context, positions, method, initial);
  if (initial === maintenance) return explained;
  const plain = explainMargin(book, context, positions, method, maintenance);
  const { initialMargin } = explained.requirement;
  return {
    ...explained,
    requirement: { ...plain.requirement, initialMargin },
    underlyings: explained.underlyings.map((underlying, index) => {
      const { positions: alone, sumOfAlone, maintenanceMargin } = plain.underlyings[index]!; // of the same positions
      return {
        ...underlying,
        maintenanceMargin,
        sumOfAlone: { ...underlying.sumOfAlone, maintenance: sumOfAlone.maintenance },
        positions: underlying.positions.map((position, at) => ({
          ...position,
          maintenanceAlone: alone[at]!.maintenanceAlone,
        })),
      };
    }),
  };
}

/**
 * Every kind's rule, and the questions that are asked of any instrument.
 *
 * @module
 */
import type { InstrumentKind, InstrumentRow, InstrumentTerms } from "@novate/codec";
import type { Ticks } from "@novate/num";
import type { Dated } from "../gate/forwardView.ts";
import { future } from "./future.ts";
import { option } from "./option.ts";
import { perpetual } from "./perpetual.ts";
import type { InstrumentRule } from "./rule.ts";
import { spot } from "./spot.ts";

const rules: { readonly [K in InstrumentKind]: InstrumentRule<K> } = {
  Perpetual: perpetual,
  Future: future,
  Option: option,
  Spot: spot,
};

/** The rule of these terms, to be asked about them alone. */
export const ruleOf = ({ type }: InstrumentTerms): InstrumentRule<InstrumentKind> =>
  rules[type] as InstrumentRule<InstrumentKind>; // the table's key is the kind of the terms

/** Whether something of this kind may have this price. */
export const isPrice = ({ leastPriceTicks }: InstrumentRule<InstrumentKind>, priceTicks: Ticks): boolean =>
  leastPriceTicks === null || priceTicks >= leastPriceTicks;

/** Whether trades leave positions, which are marked, margined and settled. */
export const isHeld = ({ spec: { terms } }: Pick<InstrumentRow, "spec">): boolean =>
  ruleOf(terms).deliveryOf(terms) === null;

/** When it ends; null where it never does. */
export const datedOf = ({ spec: { terms } }: InstrumentRow): Dated | null => ruleOf(terms).datedOf(terms);

/** The dated ones among `instruments`. */
export const datedAmong = (instruments: Iterable<InstrumentRow>): Dated[] =>
  [...instruments].map(datedOf).filter((dated) => dated !== null);

/** The feeds of their own prices that `instruments` name, in order of listing. */
export const relativeFeedsAmong = (instruments: Iterable<InstrumentRow>): number[] =>
  [...instruments]
    .map(({ spec: { terms } }) => ruleOf(terms).relativeFeedOf(terms))
    .filter((feedId) => feedId !== null);

/**
 * Bundles for tests: changes carried by as many governors as are needed.
 *
 * @module
 */
import { approvalOf, type Change, type ChangeOf } from "@novate/codec";
import { activateBundles } from "../governance/activateBundles.ts";
import * as founding from "../governance/founding/prices.ts";
import { houseOf, type StateView } from "../state/state.ts";
import type { TestHouse } from "./testHouse.ts";
import { GOVERNORS, ownerSigner, SEGMENT, TEST_CHANGES } from "./testMarket.ts";

export const governor = (index: number) => ownerSigner(GOVERNORS[index]!);

export const proposal = (house: TestHouse, bundleId: number, ...changes: readonly Change[]) =>
  ({ type: "ProposeBundle", bundleId, parameterEpoch: houseOf(house.state).parameterEpoch, changes }) as const;

/** An approval of what the waiting bundle of this id says; of nothing where none waits. */
export function approval(state: StateView, bundleId: number) {
  return approvalOf(state.bundles.get(bundleId) ?? { bundleId, parameterEpoch: 0, changes: [] });
}

/** Proposes and approves with two governors, waits the delay, and opens the block in which the bundle is judged. */
export function enact(house: TestHouse, ...changes: readonly Change[]): void {
  const bundleId = 1_000 + houseOf(house.state).height;
  house.must(proposal(house, bundleId, ...changes), governor(0));
  house.must(approval(house.state, bundleId), governor(1));
  house.openBlock(house.state.bundles.get(bundleId)!.activatesAtMs + 1);
  activateBundles(house.house);
}

/** The genesis change of a type, to be varied. */
export function listed<T extends Change["type"]>(
  type: T,
  isIt: (change: ChangeOf<T>) => boolean = () => true,
): ChangeOf<T> {
  const found = TEST_CHANGES.find((change) => change.type === type && isIt(change as ChangeOf<T>));
  if (found === undefined) throw new Error(`the test market has no such ${type}`);
  return found as ChangeOf<T>; // the type was compared above
}

/** A forward feed with a new id. */
export const forwardFeed = (feedId: number): Change => founding.forwardFeed({ feedId, symbol: `forward ${feedId}` });

/** The segment's parameters with some of them replaced, as a change. */
export function withParameters(
  house: TestHouse,
  replace: (before: ChangeOf<"SetParameters">["parameters"]) => ChangeOf<"SetParameters">["parameters"],
): Change {
  const { parameters } = house.state.segments.get(SEGMENT)!;
  return { type: "SetParameters", segmentId: SEGMENT, parameters: replace(parameters) };
}

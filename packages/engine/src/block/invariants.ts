/**
 * What must hold after every command; a failure stops the node.
 *
 * @module
 */
import type { House } from "../house.ts";

/** I1 and I2 over everything touched since the last call. */
export function assertInvariants(house: House): void {
  house.derived.holdings.assertConserved();
  house.derived.positions.assertMatched();
}

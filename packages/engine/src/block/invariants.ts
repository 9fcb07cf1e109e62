/**
 * What must hold after every command; a failure stops the node.
 *
 * @module
 */
import { AccountStatus } from "@novate/codec";
import { assert } from "@novate/stdx";
import type { House } from "../command/house.ts";
import { mustBeManaged } from "../ledger/health.ts";
import { isEnding } from "../ledger/windUp.ts";
import { houseOf, mustGet } from "../state/state.ts";

/** INV-001 and INV-002 over everything touched since the last call. */
export function assertInvariants(house: House): void {
  house.derived.holdings.assertConserved();
  house.derived.positions.assertMatched();
}

/**
 * INV-005: outside default management and its entry queue nobody's equity is certainly negative. Work: what changed in the
 * block.
 */
export function assertSolvent({ derived, margin, state }: House): void {
  for (const accountId of derived.unwatched.take(derived.positions)) {
    const account = mustGet(state.accounts, accountId);
    if (isEnding(state, account.segmentId)) continue; // what is lacking is borne by what was struck (EXIT-206)
    if (account.status === AccountStatus.managed || margin.equityOf(state, account) >= 0n) continue;
    if (mustGet(state.segments, account.segmentId).entries.carriedHeight === houseOf(state).height) continue;
    assert(
      !mustBeManaged(margin.assess(state, account)),
      `INV-005: account ${accountId} ends the block with negative equity`,
    );
  }
}

/**
 * Books the claims that a vault in exit pays, account by account in the order of their ids: nobody leaves out what is against him (EXIT-111).
 *
 * @module
 */
import type { CommandOf, EventOf, ExitAssetRow, ExitLeaf } from "@novate/codec";
import { payableAtoms } from "@novate/evm";
import { atoms } from "@novate/num";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { relayFault } from "../custody/chains.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { bookedOf } from "./book.ts";
import { bookingFault, exitAssetsOf } from "./ready.ts";

export const decideBookExitClaims: Decide<"BookExitClaims"> = (state, command, context) => {
  const { accountId, vaultId, firstAccountId, leaves } = command;

  const fault = relayFault(state, accountId, context) ?? bookingFault(state, vaultId);
  if (fault !== null) return refused(fault);
  const { nextAccountId, lastAccountId } = mustGet(state.exitBooks, vaultId);
  if (nextAccountId > lastAccountId || firstAccountId + leaves.length <= nextAccountId) return accept(); // said before
  if (firstAccountId !== nextAccountId) return refuse("ExitOutOfOrder", { vaultId, nextAccountId });
  if (context.evidence !== mustGet(state.vaultExits, vaultId).claimsRoot) return refuse("ExitMismatch", { vaultId });
  const assets = exitAssetsOf(state, vaultId);
  const waiting = waitingOf(state, assets, command);
  if (waiting !== undefined) return refuse("ExitWaits", { vaultId, waitingAccountId: waiting });

  // From here on they are booked.
  const booked = leaves.flatMap((leaf, place) =>
    leaf === null ? [] : claimsOf(state, assets, firstAccountId + place, leaf),
  );
  const advanced = { vaultId, nextAccountId: firstAccountId + leaves.length };
  return accept(...booked, { type: "ExitClaimsAdvanced", ...advanced });
};

/** One whose settlement cash the book would take from under its positions: its segment winds up first. */
function waitingOf(state: StateView, assets: readonly ExitAssetRow[], command: CommandOf<"BookExitClaims">) {
  const here = new Set(assets.map(({ assetId }) => assetId));
  for (const [place, leaf] of command.leaves.entries()) {
    const account = leaf === null ? undefined : state.accounts.get(command.firstAccountId + place);
    if (account === undefined || account.positions.length === 0) continue;
    if (here.has(mustGet(state.segments, account.segmentId).settlementAssetId)) return account.accountId;
  }
  return undefined;
}

function claimsOf(
  state: StateView,
  assets: readonly ExitAssetRow[],
  accountId: number,
  leaf: ExitLeaf,
): EventOf<"ExitBooked">[] {
  const { segmentId } = leaf;
  const { settlementAssetId } = mustGet(state.segments, segmentId);
  return assets.flatMap(({ vaultId, assetId, rates }) => {
    const rate = rates.find((each) => each.segmentId === segmentId);
    const paidAtoms = atoms(payableAtoms(leaf, assetId, rate));
    if (paidAtoms === 0n) return [];
    const paid = { vaultId, accountId, segmentId, assetId, isRefund: false, paidAtoms };
    return [bookedOf(paid, state.accounts.get(accountId), settlementAssetId)];
  });
}

export const evolveExitClaimsAdvanced: Evolve<"ExitClaimsAdvanced"> = (state, { vaultId, nextAccountId }) =>
  state.exitBooks.put({ ...mustGet(state.exitBooks, vaultId), nextAccountId });

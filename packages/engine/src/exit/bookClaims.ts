/**
 * Books the claims that a vault in exit pays, account by account in the order of their ids: nobody leaves out what is against him (EXIT-111).
 *
 * @module
 */
import type { CommandOf, Event, ExitAssetRow, ExitLeaf } from "@novate/codec";
import { payableAtoms } from "@novate/evm";
import { atoms } from "@novate/num";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { relayFault } from "../custody/chains.ts";
import { mustGet, type StateView } from "../state/state.ts";
import { bookedOf, isCounted, type Paid } from "./book.ts";
import { venuesBooked } from "./bookVenue.ts";
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
  const paid = leaves.flatMap((leaf, place) =>
    leaf === null || !isPayable(state, vaultId, leaf) ? [] : claimsOf(assets, firstAccountId + place, leaf),
  );
  if (!isInHouse(state, paid)) return refuse("ExitMismatch", { vaultId });

  // From here on they are booked.
  const booked = paid.flatMap((each) => bookedAs(state, each));
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

/** As the vault has it: an address that counts on another chain is not paid here (EXIT-048, EXIT-127). */
const isPayable = (state: StateView, vaultId: number, { exitChain }: ExitLeaf): boolean =>
  exitChain === 0 || exitChain === mustGet(state.vaults, vaultId).spec.chainId;

interface Claimed extends Omit<Paid, "paidAtoms"> {
  readonly paidAtoms: bigint;
}

const claimsOf = (assets: readonly ExitAssetRow[], accountId: number, leaf: ExitLeaf): Claimed[] =>
  assets.flatMap(({ vaultId, assetId, rates }) => {
    const { segmentId } = leaf;
    const rate = rates.find((each) => each.segmentId === segmentId);
    const paidAtoms = payableAtoms(leaf, assetId, rate);
    return paidAtoms === 0n ? [] : [{ vaultId, accountId, segmentId, assetId, isRefund: false, paidAtoms }];
  });

/** No segment but the account's own, and no more than the house holds there (EXIT-126). */
function isInHouse(state: StateView, claims: readonly Claimed[]): boolean {
  const sums = new Map<number, bigint>();
  for (const { accountId, segmentId, assetId, paidAtoms } of claims) {
    if (!state.segments.has(segmentId)) return false;
    if ((state.accounts.get(accountId)?.segmentId ?? segmentId) !== segmentId) return false;
    const sum = (sums.get(assetId) ?? 0n) + paidAtoms;
    if (sum > mustGet(state.assets, assetId).escrowAtoms) return false;
    sums.set(assetId, sum);
  }
  return true;
}

/** A treasury's venues first. What no collateral row or pot counts in the account's segment is nobody's debt: others go without. */
function bookedAs(state: StateView, claim: Claimed): Event[] {
  const { vaultId, accountId, segmentId, assetId } = claim;
  const ofVenues = venuesBooked(state, { vaultId, accountId, assetId, paidAtoms: claim.paidAtoms });
  const paidAtoms = atoms(ofVenues.reduce((left, each) => left - each.paidAtoms, claim.paidAtoms));
  if (paidAtoms === 0n) return ofVenues;
  const account = isCounted(state, segmentId, assetId) ? state.accounts.get(accountId) : undefined;
  const { settlementAssetId } = mustGet(state.segments, segmentId);
  return [...ofVenues, bookedOf({ ...claim, paidAtoms }, account, settlementAssetId)];
}

export const evolveExitClaimsAdvanced: Evolve<"ExitClaimsAdvanced"> = (state, { vaultId, nextAccountId }) =>
  state.exitBooks.put({ ...mustGet(state.exitBooks, vaultId), nextAccountId });

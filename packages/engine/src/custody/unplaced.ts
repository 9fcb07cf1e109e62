/**
 * Deposits in a token that is no asset yet: passed over at once, and sent back once governance places the token (CSTD-034, CSTD-054).
 *
 * Nothing behind one waits for it, so that a token which the vault takes and the house does not know keeps nobody else back. What
 * was paid in stays in the vault, and the vault counts it as not yet heard.
 *
 * @module
 */
import { type Event, refusal, type UnplacedRow } from "@novate/codec";
import { atoms, ZERO_ATOMS } from "@novate/num";
import type { Step } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import type { House } from "../command/house.ts";
import { isExited } from "../ledger/vaultExit.ts";
import { unplacedKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import type { Entry } from "./entry.ts";

/** Rows that a block sends back. */
const RETURNED_A_BLOCK = 512;

export function passOver({ vaultId, index, place, item }: Entry): Step {
  const { token, sender, amountAtoms } = item;
  const why = refusal("TokenUnplaced", { vaultId, index, token });
  const events: Event[] =
    amountAtoms > 0n ? [{ type: "InboxUnplaced", vaultId, index, token, sender, amountAtoms }] : [];
  return { outcomes: [[place, { accepted: false, refusal: why }]], events };
}

/** Sends back what was paid in of tokens that have become assets since, by who paid it in. Work: the assets, and those rows. */
export function returnUnplaced(house: House): void {
  const { derived, state } = house;
  if (derived.unplaced.isEmpty) return;
  let left = RETURNED_A_BLOCK;
  const places = [...state.locations.values()].sort((one, other) => one.assetId - other.assetId);
  for (const { assetId, vaultId, token, leastAtoms } of places) {
    if (isExited(state, vaultId)) continue; // it pays back by itself what no checkpoint of its exit names
    const found: UnplacedRow[] = [];
    for (const row of derived.unplaced.of(vaultId, token)) if (found.push(row) >= left) break;
    const { chainId } = mustGet(state.vaults, vaultId).spec;
    for (const { sender, amountAtoms, index } of found) {
      house.emit({ type: "UnplacedFound", vaultId, token, sender, amountAtoms });
      const reason = refusal("TokenUnplaced", { vaultId, index, token }).number;
      const goes = { vaultId, index, assetId, amountAtoms, reason };
      if (amountAtoms < leastAtoms) house.emit({ type: "InboxKept", ...goes });
      else house.emit({ type: "InboxReturned", ...goes, chainId, recipient: sender });
    }
    left -= found.length;
    if (left <= 0) return;
  }
}

export const evolveInboxUnplaced: Evolve<"InboxUnplaced"> = (state, { type: _, amountAtoms, ...entry }) => {
  const before = state.unplaced.get(unplacedKey(entry.vaultId, entry.token, entry.sender))?.amountAtoms ?? ZERO_ATOMS;
  state.unplaced.put({ ...entry, amountAtoms: atoms(before + amountAtoms) });
};

export const evolveUnplacedFound: Evolve<"UnplacedFound"> = (state, { vaultId, token, sender }) =>
  state.unplaced.delete(unplacedKey(vaultId, token, sender));

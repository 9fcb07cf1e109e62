/**
 * Hears a vault's inbox in its order, as far as a proof shows it (CSTD-030 … CSTD-034).
 *
 * @module
 */
import { type CommandOf, type Hex, type InboxItem, InboxKind, refusal, type VaultRow } from "@novate/codec";
import { inboxNext } from "@novate/evm";
import type { Context, Decide } from "../command/context.ts";
import { refuse, refused, type Step } from "../command/decision.ts";
import { headerKey } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";
import { relayFault } from "./chains.ts";
import { assetsIn, type Entry } from "./entry.ts";
import { hearDeposit } from "./hearDeposit.ts";
import { hearRequest } from "./hearRequest.ts";

export const decideProveInbox: Decide<"ProveInbox"> = (state, command, context) => {
  const { accountId, vaultId, number, stateRoot, firstIndex, entries } = command;
  const { evidence } = context;

  const fault = relayFault(state, accountId, context);
  if (fault !== null) return refused(fault);
  const vault = state.vaults.get(vaultId);
  if (vault === undefined || vault.spec.vault !== command.vault) return refuse("VaultUnknown", { vaultId });
  const { chainId, codeHash } = vault.spec;
  if (vault.isGated) return refuse("ChainGated", { chainId });
  if (state.headers.get(headerKey(chainId, number))?.stateRoot !== stateRoot)
    return refuse("HeaderUnknown", { chainId, number });
  if (!evidence.ok) return refuse("ProofInvalid", { vaultId, fault: evidence.fault });
  if (evidence.codeHash !== codeHash) return refuse("VaultCodeMismatch", { vaultId });
  if (firstIndex !== vault.inboxCount) {
    const [expectedIndex, receivedIndex] = [vault.inboxCount, firstIndex];
    return refuse("InboxIndexMismatch", { vaultId, expectedIndex, receivedIndex });
  }
  const accs = foldsFrom(vault.inboxAcc, evidence.leaves);
  if (accs.at(-1) !== evidence.acc) return refuse("InboxMismatch", { vaultId, firstIndex });
  const heard = heardOf(state, vaultId, command);
  if (heard === 0) return refuse("EntryWaits", { vaultId, index: firstIndex, token: entries[0]!.token });

  // From here on the entries are heard.
  return { accepted: true, size: entries.length, steps: stepsOf(state, vault, command, accs, heard, context) };
};

/** What the inbox commits to after each of the entries. */
function foldsFrom(start: Hex, leaves: readonly Hex[]): Hex[] {
  let acc = start;
  return leaves.map((leaf) => {
    acc = inboxNext(acc, leaf);
    return acc;
  });
}

/** Entries before the first that brings a token which is no asset: nothing is passed over, so the rest waits with it. */
function heardOf(state: StateView, vaultId: number, { entries }: CommandOf<"ProveInbox">): number {
  const assets = assetsIn(state, vaultId);
  const first = entries.findIndex(({ kind, token }) => kind === InboxKind.deposit && !assets.has(token));
  return first === -1 ? entries.length : first;
}

// wide: what was found out about the entries once
function* stepsOf(
  state: StateView,
  { spec: { vaultId, chainId } }: VaultRow,
  { firstIndex, entries }: CommandOf<"ProveInbox">,
  accs: readonly Hex[],
  most: number,
  context: Context,
): Iterable<Step> {
  const assets = assetsIn(state, vaultId);
  let heard = 0;
  for (const item of entries.slice(0, most)) {
    const entry: Entry = { vaultId, chainId, place: heard, index: firstIndex + BigInt(heard), item };
    if (item.kind === InboxKind.deposit)
      yield* hearDeposit(state, entry, assets.get(item.token)!, context); // the first unknown token ends what is heard
    else {
      const step = hearRequest(state, entry, context);
      if (step === null) break;
      yield step;
    }
    heard += 1;
  }
  yield { outcomes: waiting(vaultId, firstIndex, entries, heard), events: advanced(vaultId, firstIndex, heard, accs) };
}

/** The answers to the entries that are not heard yet. */
const waiting = (vaultId: number, firstIndex: bigint, entries: readonly InboxItem[], heard: number): Step["outcomes"] =>
  entries.slice(heard).map(({ token }, place) => {
    const index = firstIndex + BigInt(heard + place);
    return [heard + place, { accepted: false, refusal: refusal("EntryWaits", { vaultId, index, token }) }];
  });

const advanced = (vaultId: number, firstIndex: bigint, heard: number, accs: readonly Hex[]): Step["events"] =>
  heard === 0 ? [] : [{ type: "InboxAdvanced", vaultId, count: firstIndex + BigInt(heard), acc: accs[heard - 1]! }];

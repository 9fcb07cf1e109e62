/**
 * Hears a vault's inbox in its order, as far as a proof shows it (CSTD-030 … CSTD-034).
 *
 * @module
 */

import { type CommandOf, type Hex, type InboxItem, InboxKind, refusal, type VaultRow } from "@novate/codec";
import { inboxNext } from "@novate/evm";
import { assert } from "@novate/stdx";
import type { Context, Decide } from "../command/context.ts";
import { refuse, refused, type Step } from "../command/decision.ts";
import { isExited } from "../ledger/vaultExit.ts";
import type { StateView } from "../state/state.ts";
import { assetsIn, type Entry } from "./entry.ts";
import { hearDeposit } from "./hearDeposit.ts";
import { hearRequest } from "./hearRequest.ts";
import { passOver } from "./unplaced.ts";
import { vaultProven } from "./vaultProof.ts";

export const decideProveInbox: Decide<"ProveInbox"> = (state, command, context) => {
  const { vaultId, firstIndex, entries } = command;
  const { evidence } = context;

  const vault = vaultProven(state, command, evidence, context);
  if ("code" in vault) return refused(vault);
  assert(evidence.ok, "inbox: a proof that does not hold was taken");
  if (isExited(state, vaultId)) return refuse("VaultInExit", { vaultId });
  if (firstIndex !== vault.inboxCount) {
    const [expectedIndex, receivedIndex] = [vault.inboxCount, firstIndex];
    return refuse("InboxIndexMismatch", { vaultId, expectedIndex, receivedIndex });
  }
  const accs = foldsFrom(vault.inboxAcc, evidence.leaves);
  if (accs.at(-1) !== evidence.acc) return refuse("InboxMismatch", { vaultId, firstIndex });

  // From here on the entries are heard.
  return { accepted: true, size: entries.length, steps: stepsOf(state, vault, command, accs, context) };
};

/** What the inbox commits to after each of the entries. */
function foldsFrom(start: Hex, leaves: readonly Hex[]): Hex[] {
  let acc = start;
  return leaves.map((leaf) => {
    acc = inboxNext(acc, leaf);
    return acc;
  });
}

// wide: what was found out about the entries once
function* stepsOf(
  state: StateView,
  { spec: { vaultId, chainId } }: VaultRow,
  { firstIndex, entries, number }: CommandOf<"ProveInbox">,
  accs: readonly Hex[],
  context: Context,
): Iterable<Step> {
  const assets = assetsIn(state, vaultId);
  let heard = 0;
  for (const item of entries) {
    const entry: Entry = { vaultId, chainId, place: heard, index: firstIndex + BigInt(heard), item };
    if (item.kind === InboxKind.deposit) {
      const assetId = assets.get(item.token);
      if (assetId === undefined) yield passOver(entry);
      else yield* hearDeposit(state, entry, assetId, context);
    } else {
      const step = hearRequest(state, entry, context);
      if (step === null) break;
      yield step;
    }
    heard += 1;
  }
  const count = firstIndex + BigInt(heard);
  const advanced = { type: "InboxAdvanced", vaultId, count, acc: accs[heard - 1]!, number } as const;
  yield { outcomes: waiting(vaultId, firstIndex, entries, heard), events: heard === 0 ? [] : [advanced] };
}

/** The answers to the entries that are not heard yet. */
const waiting = (vaultId: number, firstIndex: bigint, entries: readonly InboxItem[], heard: number): Step["outcomes"] =>
  entries.slice(heard).map(({ token }, place) => {
    const index = firstIndex + BigInt(heard + place);
    return [heard + place, { accepted: false, refusal: refusal("EntryWaits", { vaultId, index, token }) }];
  });

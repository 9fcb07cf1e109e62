/**
 * A deposit of a vault's inbox: it is credited as a custodian's would be, or goes back whence it came (CSTD-035 … CSTD-037).
 *
 * @module
 */
import { AccountRole, type AccountRow, type InboxItem, MarginMethod, type Refusal, refusal } from "@novate/codec";
import { atoms } from "@novate/num";
import { debtsCounted } from "../collateral/countedDebts.ts";
import { raisedByArrival } from "../collateral/haircuts.ts";
import type { Context } from "../command/context.ts";
import type { Step } from "../command/decision.ts";
import { balanceOf, withBalance } from "../ledger/balances.ts";
import { leastAtomsOf, opensWithLittle } from "../ledger/leastAmount.ts";
import { houseOf, mustGet, type StateView } from "../state/state.ts";
import { creditFault } from "./credit.ts";
import { accountOf, type Entry, isOwnersCall, ownersContext } from "./entry.ts";
import { keyDecision } from "./hearRequest.ts";

/** Each step is decided upon what the one before it wrote. */
export function* hearDeposit(state: StateView, entry: Entry, assetId: number, context: Context): Iterable<Step> {
  const { vaultId, chainId, place, index, item } = entry;
  const { amountAtoms, owner, segmentId, sender, data } = item;
  const why = faultOf(state, item, assetId);
  if (why !== null) {
    const refusedEntry = { vaultId, index, assetId, amountAtoms, reason: why.number };
    const isLittle = amountAtoms < leastAtomsOf(state, assetId);
    const event = isLittle
      ? ({ type: "InboxKept", ...refusedEntry } as const)
      : ({ type: "InboxReturned", ...refusedEntry, chainId, recipient: sender } as const);
    const events = amountAtoms > 0n ? [event] : [];
    yield { outcomes: [[place, { accepted: false, refusal: why }]], events };
    return;
  }

  // From here on the deposit is credited.
  let { accountId } = item;
  if (accountId === 0) {
    accountId = houseOf(state).nextAccountId;
    const ownerChain = ownersChain(state, item)!; // one that the house does not hear is a fault
    const opened = { accountId, owner, ownerChain, segmentId, method: MarginMethod.cross, role: AccountRole.trader };
    yield { outcomes: [], events: [{ type: "AccountOpened", ...opened }] };
  }
  const account = mustGet(state.accounts, accountId);
  const balanceAfterAtoms = atoms(balanceOf(account, assetId) + amountAtoms);
  const credited = { vaultId, index, accountId, assetId, amountAtoms, balanceAfterAtoms };
  const counted = debtsCounted(state, context.margin, withBalance(account, assetId, balanceAfterAtoms));
  const raised = raisedByArrival(state, account.segmentId, assetId, amountAtoms);
  const events = [{ type: "InboxCredited", ...credited } as const, ...raised, ...counted];
  yield { outcomes: [[place, { accepted: true }]], events };
  if (data === "0x" || !isOwnersCall(entry)) return;
  // A key that may not be granted is no reason to keep the money back.
  const granted = keyDecision(state, entry, accountId, ownersContext(entry, context));
  if (granted.accepted) yield { outcomes: [], events: granted.events };
}

/** Why the deposit may not be credited, or null. */
function faultOf(state: StateView, item: InboxItem, assetId: number): Refusal | null {
  if (item.amountAtoms === 0n) return refusal("AmountNotPositive", { amountAtoms: item.amountAtoms });
  const target = targetOf(state, item);
  if ("code" in target) return target;
  if (target.segmentId !== item.segmentId) return refusal("SegmentMismatch", { accountId: item.accountId });
  if (opensWithLittle(state, target, assetId, item.amountAtoms))
    return refusal("AmountTooSmall", { assetId, leastAtoms: leastAtomsOf(state, assetId) });
  return creditFault(state, target, assetId, item.amountAtoms);
}

/** The account, or the one that would be opened: of an owner that could ever act for it, so on a chain that the house hears. */
function targetOf(
  state: StateView,
  item: InboxItem,
): Pick<AccountRow, "segmentId" | "balances" | "positions"> | Refusal {
  const { accountId, segmentId } = item;
  if (accountId !== 0) return accountOf(state, item);
  if (!state.segments.has(segmentId)) return refusal("SegmentUnknown", { segmentId });
  if (ownersChain(state, item) === undefined) return refusal("ChainUnknown", { chainId: item.ownerChain });
  return { segmentId, balances: [], positions: [] };
}

/** 0 of a key; of a contract its chain, if the house hears it. */
function ownersChain({ vaults }: StateView, { ownerChain }: InboxItem): number | undefined {
  if (ownerChain === 0n) return 0;
  for (const { spec } of vaults.values()) if (BigInt(spec.chainId) === ownerChain) return spec.chainId;
  return undefined;
}

/**
 * Brings the steps of the house's validators to a vault, and proves to the house that the vault has taken them.
 *
 * @module
 */

import { type ChainWriter, readColdSet, readVault, type VaultState, vaultCalls } from "@novate/chains";
import type { CommandOf, HeaderRow, Hex, RotationSignature, ValidatorSet, VaultRow } from "@novate/codec";
import { compactSignature, packSignatures, SET_KINDS, type SetKind, signersOf, vaultSlots } from "@novate/evm";
import type { CustodyRows } from "../custody/rows.ts";
import { isRefusedByVault, type RelayPlace } from "./place.ts";
import { provenAt } from "./provenAt.ts";

interface Step {
  readonly from: ValidatorSet;
  readonly to: ValidatorSet;
  readonly signatures: readonly RotationSignature[];
}

/** Signed steps: those that the house has taken, and the one that it waits with. */
function signedSteps({ rotations, validators }: CustodyRows): Step[] {
  const next = validators?.next;
  if (validators === null || next === null || next === undefined || next.completeAtMs === 0) return [...rotations];
  if (next.isReplacement) return [...rotations]; // vaults ask cold keys for it, each for itself
  return [...rotations, { from: validators, to: next, signatures: next.signatures }];
}

const hashOf = (kind: SetKind, { hotHash, coldHash }: ValidatorSet): Hex => (kind === "hot" ? hotHash : coldHash);

/** The steps that lead on from a set, in their order. */
function stepsFrom(kind: SetKind, hash: Hex, rows: CustodyRows): Step[] {
  const steps = new Map(
    signedSteps(rows)
      .filter(({ from, to }) => hashOf(kind, from) !== hashOf(kind, to))
      .map((step) => [hashOf(kind, step.from), step]),
  );
  const found: Step[] = [];
  for (let step = steps.get(hash); step !== undefined; step = steps.get(hashOf(kind, step.to))) {
    found.push(step);
    steps.delete(hashOf(kind, step.from)); // a set that came again would lead round
  }
  return found;
}

function linkOf(kind: SetKind, { from, to, signatures }: Step) {
  const compacts = new Map(
    signatures
      .filter((signed) => signed.kind === SET_KINDS.indexOf(kind))
      .map(({ key, signature }) => [key, compactSignature(signature)])
      .filter((entry): entry is [Hex, Hex] => entry[1] !== undefined),
  );
  const [fromSet, toSet] = [signersOf(kind, from), signersOf(kind, to)];
  return {
    from: fromSet,
    fromSignatures: packSignatures(fromSet, compacts),
    to: toSet,
    toSignatures: packSignatures(toSet, compacts),
  };
}

/** Takes a vault on to the house's newest signed sets: brings what it lacks, and lets take over what has waited. */
export async function rotateVault(
  rows: CustodyRows,
  place: RelayPlace,
  vault: VaultRow,
  at: VaultState,
): Promise<void> {
  if (signedSteps(rows).length === 0) return;
  const { sets } = vault.spec;
  const { source, writer } = place;
  for (const kind of SET_KINDS) {
    const hash = kind === "hot" ? at.hotSet : await readColdSet(source, sets);
    const steps = stepsFrom(kind, hash, rows);
    if (steps.length === 0) continue;
    // What waits at the vault goes first; where nothing waits, or not for long enough, the contract says so.
    if (await isTaken(writer, vaultCalls.activate(sets, kind))) continue;
    await isTaken(
      writer,
      vaultCalls.rotate(
        sets,
        kind,
        steps.map((step) => linkOf(kind, step)),
      ),
    );
  }
}

async function isTaken(writer: ChainWriter, call: Parameters<ChainWriter["sendOnce"]>[0]): Promise<boolean> {
  try {
    await writer.sendOnce(call);
    return true;
  } catch (failure) {
    if (isRefusedByVault(failure)) return false;
    throw failure;
  }
}

/** Proves whose signatures a vault takes, while the house waits to hear it; null where it has heard it, or does not wait. */
export async function proveHotSet(
  { validators }: CustodyRows,
  { source }: RelayPlace,
  vault: VaultRow,
  header: HeaderRow,
  accountId: number,
): Promise<CommandOf<"ProveHotSet"> | null> {
  const { vault: address } = vault.spec;
  const next = validators?.next;
  if (next === null || next === undefined || next.completeAtMs === 0 || vault.hotHash === next.hotHash) return null;
  if (next.isReplacement) return null; // it waits for no vault
  const { hotSet } = await readVault(source, header, address);
  if (hotSet !== next.hotHash || header.number <= vault.hotNumber) return null;
  const { accountNodes, slots } = await source.proof(header, address, [vaultSlots.hotSet]);
  const proven = provenAt(vault, header, accountId, accountNodes);
  return { type: "ProveHotSet", ...proven, hotSetProof: [...slots[0]!.nodes] };
}

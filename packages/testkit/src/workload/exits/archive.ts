/**
 * What an archive keeps of the house: the claims of its last checkpoints, and what became of each deposit of a vault.
 *
 * @module
 */
import type { CheckpointRow, Event, ExitHead, HeardDeposit, Hex } from "@novate/codec";
import { type ClaimsTree, type Engine, exitHeadOf, NO_CREDITS, nextCredit, type StateView } from "@novate/engine";

/** Checkpoints of which the claims are kept. */
const KEPT = 8;

export interface Kept {
  readonly row: CheckpointRow;
  readonly head: ExitHead;
  readonly claims: ClaimsTree;
}

/** A deposit with what all before it hash to, and what they hash to with it. */
export interface Noted {
  readonly deposit: HeardDeposit;
  readonly before: Hex;
  readonly acc: Hex;
}

export class Archive {
  #kept: Kept[] = [];
  readonly #noted = new Map<number, Noted[]>();

  /** Takes down what a block did; the engine stands as the block left it. */
  follow({ state, house }: Engine, events: readonly Event[]): void {
    for (const event of events) {
      if (event.type === "CheckpointStruck") this.#keep(state, event.checkpoint, house.derived.claims.tree);
      if (event.type === "InboxCredited") this.#note(event.vaultId, event);
      if (event.type === "InboxKept" || event.type === "InboxReturned")
        this.#note(event.vaultId, { ...event, accountId: 0 });
    }
  }

  /** Those that vaults take, the oldest first. */
  signed(state: StateView): Kept[] {
    return this.#kept.filter(({ row }) => state.checkpoints.get(row.epoch)?.isSigned === true);
  }

  get kept(): readonly Kept[] {
    return this.#kept;
  }

  /** All that was heard of a vault, as it was noted. */
  notedOf(vaultId: number): readonly Noted[] {
    return this.#noted.get(vaultId) ?? [];
  }

  #keep(state: StateView, row: CheckpointRow, claims: ClaimsTree): void {
    const { house } = state.house.get(0)!;
    const validators = state.validators.get(0) ?? null;
    const rows = { house, validators, rotations: state.rotations.values(), outbox: state.outbox.values() };
    const head = exitHeadOf(rows, row);
    if (head !== null && claims.root() === row.claimsRoot)
      this.#kept = [...this.#kept, { row, head, claims }].slice(-KEPT);
  }

  #note(vaultId: number, { index, accountId, assetId, amountAtoms }: HeardDeposit): void {
    const all = this.#noted.get(vaultId) ?? [];
    this.#noted.set(vaultId, all);
    const deposit = { index, accountId, assetId, amountAtoms };
    const before = all.at(-1)?.acc ?? NO_CREDITS;
    all.push({ deposit, before, acc: nextCredit(before, deposit) });
  }
}

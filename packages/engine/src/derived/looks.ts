/**
 * How many positions commands have had looked at in a block: margins of wide accounts are what a command costs (INV-034, INV-035).
 *
 * Counted for whoever asks, whatever comes of it, and before anything is worked out: what a node remembers changes nothing.
 * Once all together have had their part, everybody is still heard: a crowd shuts out no one else.
 *
 * @module
 */

/** Positions looked at in a block for one account: at 512 of them 128 commands, at one as many as a block holds. */
export const ACCOUNT_LOOKS = 65_536;
/** For all accounts together: about half a second's work. */
export const BLOCK_LOOKS = 524_288;
/** For one account once all have had theirs: a command of the widest account. A thousand such accounts are another half second. */
export const LEAST_LOOKS = 512;

export class Looks {
  readonly #ofAccount = new Map<number, number>();
  #all = 0;

  /** A block begins. */
  begin(): void {
    this.#ofAccount.clear();
    this.#all = 0;
  }

  /** Counts `positions` more for the account, and says whether there is room for them; always for its first command. */
  take(accountId: number, positions: number): boolean {
    const used = this.#ofAccount.get(accountId) ?? 0;
    const most = this.#all < BLOCK_LOOKS ? ACCOUNT_LOOKS : LEAST_LOOKS;
    if (used > 0 && used + positions > most) return false;
    this.#ofAccount.set(accountId, used + positions);
    this.#all += positions;
    return true;
  }
}

/**
 * A bookkeeper: shows the house what vaults in exit pay, so that it leaves the house's books.
 *
 * It remembers X's leaves alone, which anybody who archived them tells. What it says is compared with roots that vaults have proven, and
 * anybody else may say the same: a thing said twice changes nothing.
 *
 * @module
 */
import { type Command, type ExitBookRow, ExitPhase, type VaultExitRow } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import type { NovateClient } from "@novate/sdk";
import type { Duty, OnDoubt } from "../custody/duty.ts";
import type { CustodyRows } from "../custody/rows.ts";
import { bookClaims, bookRefunds, showAssets } from "./commands.ts";
import { type Shown, shownOf } from "./shown.ts";

const NOTHING: Shown = { claims: new ClaimsTree(), assets: [] };

interface BookkeeperOptions {
  readonly client: Pick<NovateClient, "exitClaims">;
  /** As a relayer's. */
  readonly accountId: number;
  readonly onDoubt?: OnDoubt;
}

export function createBookkeeper({ client, accountId, onDoubt = () => {} }: BookkeeperOptions): Duty {
  const known = new Map<bigint, Promise<Shown>>();
  /** Asked for once; a failure is asked for again at the next look. */
  const shownAt = (epoch: bigint): Promise<Shown> => {
    const shown = known.get(epoch) ?? shownOf(client, Number(epoch));
    known.set(epoch, shown);
    shown.catch(() => known.delete(epoch));
    return shown;
  };

  const lookAt = async (rows: CustodyRows, exit: VaultExitRow, book: ExitBookRow): Promise<Command[]> => {
    const { vaultId } = exit;
    const refunds = bookRefunds(rows, vaultId, book, accountId);
    // Where no checkpoint was ever in force there is nothing to show.
    const shown = exit.epoch === 0n ? NOTHING : await shownAt(exit.epoch);
    const assets = showAssets(rows, vaultId, shown, accountId);
    return assets.length > 0 ? assets : [...bookClaims(vaultId, book, shown, accountId), ...refunds];
  };

  const told = new Set<number>();
  /** Once a vault: deposits stand in no row, so that whoever did not replay them cannot bring them home. */
  const tellBlind = ({ deposits }: CustodyRows, exit: VaultExitRow, book: ExitBookRow, refunds: number): void => {
    const { vaultId, heardCount } = exit;
    if (book.isRefunded || refunds > 0 || told.has(vaultId)) return;
    told.add(vaultId);
    const why =
      deposits === undefined
        ? "rows alone do not show which deposits it pays back: a relayer that replays does, by its genesis"
        : `this replay began after its entry ${heardCount}: one from the genesis shows which deposits it pays back`;
    onDoubt(new Error(`RefundsUnseen: ${why}`), `refunds of vault ${vaultId}`);
  };

  return {
    async look(rows) {
      const commands: Command[] = [];
      for (const exit of rows.vaultExits) {
        const book = rows.exitBooks.find(({ vaultId }) => vaultId === exit.vaultId);
        if (exit.phase !== ExitPhase.exit || exit.isForeign || book === undefined) continue;
        const found = await lookAt(rows, exit, book).catch((failure: unknown) => {
          onDoubt(failure, `exit of vault ${exit.vaultId}`);
          return [];
        });
        tellBlind(rows, exit, book, bookRefunds(rows, exit.vaultId, book, accountId).length);
        commands.push(...found);
      }
      return commands;
    },
  };
}

/**
 * An archivist: keeps all leaves of each signed checkpoint, so that everybody's claim can be proven with no node left.
 *
 * Where the house is replayed they are its own; else a node tells them. Either way they hash to what was signed, or it says that they were
 * withheld: then a challenge of the checkpoint is due, while it is pending.
 *
 * @module
 */
import type { CheckpointRow } from "@novate/codec";
import { epochsPaidBy, exitHeadOf } from "@novate/engine";
import type { NovateClient } from "@novate/sdk";
import type { Duty, OnDoubt } from "../custody/duty.ts";
import type { LeafStore } from "../custody/leafStore.ts";
import type { CustodyRows } from "../custody/rows.ts";
import { toldClaims } from "../custody/toldClaims.ts";
import { ClaimsWithheld } from "./claimsWithheld.ts";

export interface ArchivistOptions {
  readonly client: Pick<NovateClient, "exitClaims">;
  readonly store: LeafStore;
  /** Ten days of a house that never rested unless told: an exit by silence begins at most so long after what was last put in force was signed. */
  readonly epochsKept?: number;
  readonly onDoubt?: OnDoubt;
}

const TEN_DAYS = 1_440;
/** Signed epochs that one look takes up, the newest first: an older one is missed, and no other waits for it. */
const EPOCHS_A_LOOK = 4;

/** A duty that says nothing to the house. */
export function createArchivist({ client, store, epochsKept = TEN_DAYS, onDoubt = () => {} }: ArchivistOptions): Duty {
  const keep = async (rows: CustodyRows, row: CheckpointRow): Promise<void> => {
    const { epoch, claimsRoot } = row;
    const own = rows.claims?.get(epoch);
    const tree = own?.root() === claimsRoot ? own : (await toldClaims(client, epoch)).tree;
    if (tree.root() !== claimsRoot) throw new ClaimsWithheld(epoch);
    const head = exitHeadOf(rows, row);
    if (head === null) return; // its signers are known no more
    await store.putClaims(epoch, tree.claims);
    await store.putHead(head);
  };
  return {
    async look(rows) {
      const signed = rows.checkpoints.filter(({ isSigned }) => isSigned).sort((one, other) => other.epoch - one.epoch);
      for (const row of signed.slice(0, EPOCHS_A_LOOK)) {
        if (store.hasHead(row.epoch)) continue;
        await keep(rows, row).catch((failure: unknown) => onDoubt(failure, `claims of epoch ${row.epoch}`));
      }
      const newest = signed[0]?.epoch ?? 0;
      const isPaidBy = epochsPaidBy(rows.vaultExits, newest);
      let left = epochsKept; // however far apart: after a long silence the one in force is among them
      store.prune((epoch) => left-- > 0 || isPaidBy(epoch));
      return [];
    },
  };
}

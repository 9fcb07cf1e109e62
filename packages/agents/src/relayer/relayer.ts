/**
 * A relayer: carries proofs from vaults to the house, and signed checkpoints, rotations and payments from the house to vaults.
 *
 * It can delay and nothing else: what it carries is proven or signed, and anybody may carry it. All that it remembers can be found
 * again, so it may be killed at any time, and several may run.
 *
 * @module
 */

import { readVault } from "@novate/chains";
import type { Command, VaultRow } from "@novate/codec";
import type { Duty, OnDoubt } from "../custody/duty.ts";
import { type CustodyRows, newestHeader } from "../custody/rows.ts";
import { acceptNewest, matureNewest } from "./checkpoints.ts";
import { InboxReader, proveInbox } from "./inbox.ts";
import { inForce, payOpen, provePayments } from "./payments.ts";
import { isRefusedByVault, type RelayPlace } from "./place.ts";
import { proveHotSet, rotateVault } from "./rotations.ts";

export interface RelayerOptions {
  /** By chain id. */
  readonly places: ReadonlyMap<number, RelayPlace>;
  /** The relayer's own account, that it may speak to the house with; 0 where a validator's key signs for it. */
  readonly accountId: number;
  readonly onDoubt?: OnDoubt;
}

export function createRelayer({ places, accountId, onDoubt = () => {} }: RelayerOptions): Duty {
  const readers = new Map<number, InboxReader>();
  const readerOf = (vaultId: number, { fromBlock }: RelayPlace): InboxReader => {
    const reader = readers.get(vaultId) ?? new InboxReader(fromBlock);
    readers.set(vaultId, reader);
    return reader;
  };

  /** What one vault has to say; a failure at one vault holds up no other. */
  const toHouse = async (rows: CustodyRows, vault: VaultRow, place: RelayPlace): Promise<Command[]> => {
    const header = newestHeader(rows, vault.spec.chainId);
    if (header === undefined || vault.isGated) return [];
    const reader = readerOf(vault.spec.vaultId, place);
    const entries = await proveInbox({ place, reader, accountId }, vault, header);
    const paid = await provePayments(rows, place, vault, header, accountId);
    const signers = await proveHotSet(rows, place, vault, header, accountId);
    return [...entries, ...(paid === null ? [] : [paid]), ...(signers === null ? [] : [signers])];
  };

  const toVault = async (rows: CustodyRows, vault: VaultRow, place: RelayPlace): Promise<void> => {
    const latest = await place.source.header("latest");
    const at = await readVault(place.source, latest, vault.spec.vault);
    await acceptNewest(rows, place, vault, at).catch(passRefusal);
    await rotateVault(rows, place, vault, at);
    if (at.stopEndsAt !== 0n) return;
    await matureNewest(rows, place, vault, at);
    const owed = inForce(rows, vault.spec.vaultId, at);
    if (owed !== undefined) await payOpen(place, vault, owed, latest);
  };

  return {
    async look(rows) {
      const commands: Command[] = [];
      for (const vault of rows.vaults) {
        const place = places.get(vault.spec.chainId);
        if (place === undefined) continue;
        const about = `vault ${vault.spec.vaultId}`;
        await toHouse(rows, vault, place).then(
          (found) => commands.push(...found),
          (failure) => onDoubt(failure, about),
        );
        await toVault(rows, vault, place).catch((failure) => onDoubt(failure, about));
      }
      return commands;
    },
  };
}

function passRefusal(failure: unknown): false {
  if (isRefusedByVault(failure)) return false;
  throw failure;
}

/**
 * A relayer: carries proofs from vaults to the house, and signed checkpoints, rotations and payments from the house to vaults.
 *
 * It can delay and nothing else: what it carries is proven or signed, and anybody may carry it. All that it remembers can be found
 * again, so it may be killed at any time, and several may run.
 *
 * @module
 */

import { readVault, vaultCalls } from "@novate/chains";
import { type Command, ExitPhase, type HeaderRow, type VaultRow } from "@novate/codec";
import { MINUTE_MS } from "@novate/num";
import type { Duty, OnDoubt } from "../custody/duty.ts";
import { type CustodyRows, newestHeader } from "../custody/rows.ts";
import { within } from "../custody/within.ts";
import { acceptNewest, matureNewest } from "./checkpoints.ts";
import { proveImpairments } from "./impairments.ts";
import { InboxReader, proveInbox } from "./inbox.ts";
import { inForce, payOpen, provePayments } from "./payments.ts";
import type { Refusals } from "./payOrder.ts";
import { isRefusedByVault, type RelayPlace } from "./place.ts";
import { proveExit } from "./proveExit.ts";
import { proveRewrite } from "./rewrite.ts";
import { proveHotSet, rotateVault } from "./rotations.ts";
import { type SyncTimes, syncTokens } from "./syncTokens.ts";

export interface RelayerOptions {
  /** By chain id, one of each operator at least; looks go by turns, so that one who lies or is silent holds up every other look alone. */
  readonly places: ReadonlyMap<number, readonly RelayPlace[]>;
  /** The relayer's own account, that it may speak to the house with; 0 where a validator's key signs for it. */
  readonly accountId: number;
  readonly onDoubt?: OnDoubt;
  /** How long a look at one vault through one source is waited for; two minutes unless told. */
  readonly mostLookMs?: number;
}

const MOST_LOOK_MS = 2 * MINUTE_MS;

export function createRelayer({
  places,
  accountId,
  onDoubt = () => {},
  mostLookMs = MOST_LOOK_MS,
}: RelayerOptions): Duty {
  const readers = new Map<string, InboxReader>();
  const readerOf = (vaultId: number, turn: number, { fromBlock }: RelayPlace): InboxReader => {
    const name = `${vaultId}/${turn}`;
    const reader = readers.get(name) ?? new InboxReader(fromBlock);
    readers.set(name, reader);
    return reader;
  };
  const synced: SyncTimes = new Map();
  const refusals: Refusals = new Map();
  /** Looks that were not waited for to their end: a source that holds one up has no other. */
  const running = new Set<string>();
  let looks = 0;

  /** What one vault has to say; a failure at one vault holds up no other. */
  const toHouse = async (
    rows: CustodyRows,
    vault: VaultRow,
    place: RelayPlace,
    reader: InboxReader,
  ): Promise<Command[]> => {
    const header = newestHeader(rows, vault.spec.chainId);
    if (header === undefined || vault.isGated) return [];
    const rewrite = await proveRewrite(place.source, vault, header, accountId);
    const last = rewrite ?? (await proveExit(rows, place.source, vault, header, accountId));
    if (last !== null) return [last]; // the house would refuse what it says beside that
    const entries = await proveInbox({ place, reader, accountId }, vault, header);
    return [...entries, ...(await wordsOf(rows, place, vault, header, accountId))];
  };

  const toVault = async (rows: CustodyRows, vault: VaultRow, place: RelayPlace): Promise<void> => {
    const latest = await place.source.header("latest");
    const at = await readVault(place.source, latest, vault.spec.vault);
    await acceptNewest(rows, place, vault, at).catch(passRefusal);
    await rotateVault(rows, place, vault, at);
    if (at.stopEndsAt > latest.timeSec) return;
    if (at.stopEndsAt !== 0n) await place.writer.sendOnce(vaultCalls.resume(vault.spec.vault)).catch(passRefusal);
    await matureNewest(rows, place, vault, at);
    const owed = inForce(rows, vault.spec.vaultId, at);
    if (owed !== undefined) await payOpen(place, vault, owed, latest, refusals);
    await syncTokens(rows, place, vault, latest, synced);
  };

  const lookAt = async (rows: CustodyRows, vault: VaultRow, look: number): Promise<Command[]> => {
    const { vaultId, chainId } = vault.spec;
    const own = places.get(chainId) ?? [];
    const turn = look % own.length;
    const place = own[turn];
    const name = `${vaultId}/${turn}`;
    if (place === undefined || running.has(name)) return [];
    const passOn = (failure: unknown): Command[] => {
      onDoubt(failure, `vault ${vaultId}`);
      return [];
    };
    running.add(name);
    const work = Promise.all([
      toHouse(rows, vault, place, readerOf(vaultId, turn, place)).catch(passOn),
      toVault(rows, vault, place).catch(passOn),
    ]).finally(() => running.delete(name));
    return await within(
      mostLookMs,
      work.then(([commands]) => commands),
    ).catch(passOn);
  };

  return {
    async look(rows) {
      const look = looks++;
      const found = await Promise.all(
        rows.vaults.filter((vault) => !isInExit(rows, vault)).map((vault) => lookAt(rows, vault, look)),
      );
      return found.flat();
    },
  };
}

/** What a vault says beside its inbox: of its tokens, of what it paid, of whose signatures it takes. */
async function wordsOf(
  rows: CustodyRows,
  place: RelayPlace,
  vault: VaultRow,
  header: HeaderRow,
  accountId: number,
): Promise<Command[]> {
  const paid = await provePayments(rows, place, vault, header, accountId);
  const signers = await proveHotSet(rows, place, vault, header, accountId);
  const impairments = await proveImpairments(rows, place.source, vault, header, accountId);
  return [...impairments, ...(paid === null ? [] : [paid]), ...(signers === null ? [] : [signers])];
}

/** It takes nothing of the house any more, and the house nothing of it but what it is shown of X. */
const isInExit = ({ vaultExits }: CustodyRows, { spec }: VaultRow): boolean =>
  vaultExits.some(({ vaultId, phase }) => vaultId === spec.vaultId && phase === ExitPhase.exit);

function passRefusal(failure: unknown): false {
  if (isRefusedByVault(failure)) return false;
  throw failure;
}

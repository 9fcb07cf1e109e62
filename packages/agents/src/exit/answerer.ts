/**
 * Shows vaults the leaves that anybody asks for, from a replay of one's own or from what a node tells: while nobody does, no word of the
 * house comes into force, and in a week an honest house's vault is in exit.
 *
 * @module
 */
import { challengeCalls, isChainError, type OpenChallenge, readAcceptances, readOpenChallenges } from "@novate/chains";
import { ExitPhase, type VaultRow } from "@novate/codec";
import { exitHeadOf } from "@novate/engine";
import { checkpointDigest, ExitBook } from "@novate/evm";
import { MINUTE_MS } from "@novate/num";
import type { NovateClient } from "@novate/sdk";
import type { Duty, OnDoubt } from "../custody/duty.ts";
import type { CustodyRows } from "../custody/rows.ts";
import { toldClaims } from "../custody/toldClaims.ts";
import { answerOf } from "./answers.ts";
import type { ExitPlace } from "./place.ts";

interface AnswererOptions {
  readonly client: Pick<NovateClient, "exitClaims">;
  /** By chain id; sources are asked by turns. */
  readonly places: ReadonlyMap<number, readonly ExitPlace[]>;
  readonly onDoubt?: OnDoubt;
  /** Milliseconds of the machine; a vault is looked at once a minute. */
  readonly nowMs?: () => number;
}

/** A duty that says nothing to the house. Whoever shows a leaf has its bond. */
export function createAnswerer({ client, places, onDoubt = () => {}, nowMs = Date.now }: AnswererOptions): Duty {
  let looks = 0;
  let nextMs = 0;

  const lookAt = async (rows: CustodyRows, { spec }: VaultRow, look: number): Promise<void> => {
    const own = places.get(spec.chainId) ?? [];
    const place = own[look % own.length];
    if (place === undefined) return;
    const latest = await place.source.header("latest");
    const open = await readOpenChallenges(place.source, latest, spec.vault, place.fromBlock);
    if (open.length === 0) return;
    const acceptances = await readAcceptances(place.source, latest, spec.vault, place.fromBlock);
    for (const pending of acceptances) {
      const asked = open.filter(({ number }) => number === pending.number);
      if (asked.length === 0) continue;
      await showAll(rows, place, spec, pending, asked).catch((failure) => onDoubt(failure, aboutOf(spec))); // others may be had
    }
  };

  const showAll = async (
    rows: CustodyRows,
    place: ExitPlace,
    spec: VaultRow["spec"],
    pending: Pending,
    asked: readonly OpenChallenge[],
  ): Promise<void> => {
    const book = await bookOf(rows, client, pending.accepted);
    for (const one of asked) await show(place, spec, pending, book, one);
  };

  return {
    async look(rows) {
      if (nowMs() < nextMs) return [];
      nextMs = nowMs() + MINUTE_MS;
      const look = looks++;
      const isLeft = ({ spec }: VaultRow): boolean =>
        rows.vaultExits.some(({ vaultId, phase }) => vaultId === spec.vaultId && phase === ExitPhase.exit);
      const living = rows.vaults.filter((vault) => !isLeft(vault));
      for (const vault of living)
        await lookAt(rows, vault, look).catch((failure) => onDoubt(failure, aboutOf(vault.spec)));
      return [];
    },
  };
}

const aboutOf = ({ vaultId }: VaultRow["spec"]): string => `leaves of vault ${vaultId}`;

type Pending = Parameters<typeof challengeCalls.answer>[1];

// wide: what is shown, of what, and where
async function show(
  { writer }: ExitPlace,
  { vaultId, vault }: VaultRow["spec"],
  pending: Pending,
  book: ExitBook,
  { tree, index }: OpenChallenge,
): Promise<void> {
  if (writer === undefined) return;
  const call = challengeCalls.answer(vault, pending, answerOf(book, vaultId, tree, index), writer.address);
  await writer.sendOnce(call).catch((failure) => {
    if (!isChainError(failure, "Reverted")) throw failure; // else somebody was faster
  });
}

/** All leaves of what a vault took. Rejects where neither the replay nor the node has what hashes to it. */
async function bookOf(
  rows: CustodyRows,
  client: AnswererOptions["client"],
  { epoch, digest }: Pending["accepted"],
): Promise<ExitBook> {
  const row = rows.checkpoints.find((each) => each.epoch === Number(epoch));
  const own = row === undefined ? undefined : rows.claims?.get(row.epoch);
  const head = row === undefined || own === undefined ? null : exitHeadOf(rows, row);
  const shown = head !== null && own !== undefined ? { head, tree: own } : await toldClaims(client, Number(epoch));
  const book = shown.head === null ? null : new ExitBook(shown.head, shown.tree);
  if (book === null || checkpointDigest(book.head.house, book.head.checkpoint) !== digest || book.fault() !== null)
    throw new Error(`nobody gives the leaves of epoch ${epoch} as the vault took it`);
  return book;
}

/**
 * Reads everything that a store of the counting chain holds and compares it with what must be there.
 *
 * @module
 */
import { bytesToHex } from "@novate/codec";
import { ClearingError } from "../failures.ts";
import {
  eventsAt,
  headAt,
  IDENTITY,
  receiptsAt,
  rootOf,
  transactionHash,
  transactionsAt,
} from "./countingChain.fixture.ts";
import { Store } from "./store.ts";
import type { Row } from "./types.ts";

/** `height` when the store is whole, the code of its refusal, or what it returned that nobody wrote. */
export type Audit = { height: number } | { refused: string } | { wrong: string };

export async function auditStore(path: string): Promise<Audit> {
  let store: Store | undefined;
  try {
    store = await Store.open({ path, identity: IDENTITY });
    if (store.head === null) return { height: -1 };
    return await auditOpen(store);
  } catch (failure) {
    if (failure instanceof ClearingError) return { refused: failure.code };
    throw failure;
  } finally {
    await store?.close();
  }
}

async function auditOpen(store: Store): Promise<Audit> {
  const head = store.head!;
  const rows: Row[] = [];
  for await (const page of store.rows()) rows.push(...page);
  // What a node does at its start: rebuild the state and compare roots.
  if (rootOf(rows) !== head.stateRoot) return { refused: "StateRootMismatch" };
  if (head.stateRoot !== headAt(head.height).stateRoot) return { wrong: "head" };
  for await (const block of store.blocks(Math.max(store.history.earliestHeight, 1))) {
    if (!sameBytes(block.transactions, transactionsAt(block.height))) return { wrong: `block ${block.height}` };
    for (const [index, transaction] of block.transactions.entries()) {
      const place = await store.history.place(transactionHash(transaction));
      if (place !== null && (place.height !== block.height || place.index !== index)) return { wrong: "place" };
      const receipt = JSON.stringify(await store.history.receipt({ height: block.height, index }));
      if (receipt !== receiptsAt(block.height)[index]) return { wrong: `receipt ${block.height}` };
    }
    const events = await store.history.eventPage(block.height, 0);
    if (events.length > 0 && !sameBytes(events, eventsAt(block.height))) return { wrong: "events" };
  }
  return { height: head.height };
}

const sameBytes = (left: readonly Uint8Array[], right: readonly Uint8Array[]): boolean =>
  left.length === right.length && left.every((bytes, index) => bytesToHex(bytes) === bytesToHex(right[index]!));

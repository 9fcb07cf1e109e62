/**
 * Whether a proposed block may be voted for (INV-025).
 *
 * @module
 */
import type { PreparedTransaction } from "../command/prepared.ts";
import { houseOf, type StateView } from "../state/state.ts";
import { BLOCK_LIMITS } from "./limits.ts";

/** A transaction as it travels, and what was found in its bytes. */
export interface ProposedTransaction {
  readonly bytes: Uint8Array;
  readonly prepared: PreparedTransaction;
}

/**
 * The first thing wrong with the proposal, such as `transaction 3 is not signed`, or null.
 *
 * A pure function of the committed state and the bytes. Every correct proposer's block passes, and every validator finds the
 * same, so that a proposal that fails proves its proposer faulty. Bytes of an earlier block are no fault: a validator that
 * began with a snapshot cannot know them, and the engine makes them harmless (INV-022, INV-023).
 *
 * Work: one pass; no signature is checked here.
 */
export function checkProposal(state: StateView, transactions: readonly ProposedTransaction[]): string | null {
  const { house } = houseOf(state);
  if (transactions.length > BLOCK_LIMITS.transactions) return `${transactions.length} transactions`;
  const hashes = new Set<string>();
  let totalBytes = 0;
  for (const [index, { bytes, prepared }] of transactions.entries()) {
    const { hash, transaction, isSigned } = prepared;
    if (bytes.length > BLOCK_LIMITS.transactionBytes) return `transaction ${index} has ${bytes.length} bytes`;
    totalBytes += bytes.length;
    if (totalBytes > BLOCK_LIMITS.bytes) return `more than ${BLOCK_LIMITS.bytes} bytes up to transaction ${index}`;
    if (hashes.has(hash)) return `transaction ${index} comes a second time`;
    hashes.add(hash);
    if (transaction === null) return `transaction ${index} does not decode`;
    if (transaction.house !== house) return `transaction ${index} names house ${transaction.house}`;
    if (!isSigned) return `transaction ${index} is not signed`;
  }
  return null;
}

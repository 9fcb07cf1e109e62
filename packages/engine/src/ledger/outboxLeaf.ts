/**
 * A payment's place and leaf in the outbox of its vault.
 *
 * @module
 */
import type { Hex, OutboxRow } from "@novate/codec";
import { LANES, outboxIndex, outboxLeaf } from "@novate/evm";

/** What a vault hashes of the payment, or null of one that is none of a vault's, or not released. */
export function leafOf({ vaultId, token, recipient, amountAtoms, payment }: OutboxRow): Hex | null {
  if (vaultId === 0 || payment === null) return null;
  const { nonce, lane, cumulativeAtoms } = payment;
  const name = LANES[lane]!; // releases name one of the three
  return outboxLeaf({ nonce, token, recipient, amount: amountAtoms, lane: name, cumulative: cumulativeAtoms });
}

/** Where it stands in the tree, once it is released. */
export const indexOf = ({ payment }: OutboxRow): number => outboxIndex(payment!.nonce);

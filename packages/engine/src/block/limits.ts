/**
 * How large a block may be: parameters of consensus, the same for every driver.
 *
 * @module
 */

export const BLOCK_LIMITS = {
  transactions: 4_096,
  /** Of all transactions together. */
  bytes: 2 * 1024 * 1024,
  /** Of one transaction; several fit into a block. */
  transactionBytes: 512 * 1024,
} as const;

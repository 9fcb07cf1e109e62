/**
 * What a transaction costs before it may be heard, in signatures to check: its own, and those of what it carries.
 *
 * @module
 */
import type { Authority, Command, CommandOf, Transaction } from "@novate/codec";
import type { ProvenType } from "../command/evidence.ts";

const inner: { readonly [T in ProvenType]: (command: CommandOf<T>) => number } = {
  ReportTrades: ({ trades }) => trades.reduce((sum, { buyer, seller }) => sum + ordersIn(buyer) + ordersIn(seller), 0),
  // A few hundred hashes at most: about as long as these take.
  ProveInbox: ({ entries }) => 2 + Math.ceil(entries.length / ENTRIES_A_SIGNATURE),
  SignRotation: () => 1,
  ProveRewrite: () => 2,
  ProveHotSet: () => 1,
  SignCheckpoint: () => 1,
  ProveImpairment: () => 2,
  ProveExit: () => 3,
  ProveExitAsset: ({ rates }) => 2 + Math.ceil(rates.length / ENTRIES_A_SIGNATURE),
  BookExitClaims: ({ leaves }) => 2 + Math.ceil(leaves.length / ENTRIES_A_SIGNATURE),
  BookExitRefunds: ({ deposits }) => 1 + Math.ceil(deposits.length / ENTRIES_A_SIGNATURE),
  ProvePayment: ({ words }) => words.length, // a path of hashes takes about as long
};

/** Leaves that are hashed in about the time of a signature. */
const ENTRIES_A_SIGNATURE = 16;

const ordersIn = ({ type }: Authority): number => (type === "Order" ? 1 : 0);

export const signaturesIn = ({ command }: Pick<Transaction, "command">): number =>
  1 + ((inner as Partial<Record<string, (command: Command) => number>>)[command.type]?.(command) ?? 0);

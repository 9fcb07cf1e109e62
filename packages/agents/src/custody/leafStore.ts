/**
 * Where all leaves of signed checkpoints are kept, so that they can be shown with no node left.
 *
 * @module
 */
import type { ExitClaim, ExitHead } from "@novate/codec";

/** Where leaves are kept, such as a node's archive. */
export interface LeafStore {
  hasHead(epoch: number): boolean;
  putClaims(epoch: number, claims: Iterable<ExitClaim>): Promise<void>;
  putHead(head: ExitHead): Promise<void>;
  /** Forgets what is not to be kept; asks of the newest first. */
  prune(isKept: (epoch: number) => boolean): void;
}

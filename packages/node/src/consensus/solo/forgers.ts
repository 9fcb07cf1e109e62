/**
 * Addresses from which wrong signatures came: anybody can name any signer, so the address answers for it (ADM-011).
 *
 * @module
 */
import { type Rate, TokenBuckets } from "../../admission/tokenBuckets.ts";

/** Wrong signatures forgiven: a client with a fault in it, several clients behind one address. */
const FORGIVEN: Rate = { perSecond: 0.2, burst: 8 };

export class Forgers {
  readonly #forgiven = new TokenBuckets(FORGIVEN);

  /** Counts a wrong signature against the address that sent it; null is this machine, which its operator answers for. */
  blame(source: string | null): void {
    if (source !== null) this.#forgiven.take(source, performance.now());
  }

  /** Whether the address has used up what is forgiven. */
  isSuspect(source: string | null): boolean {
    return source !== null && this.#forgiven.isEmpty(source, performance.now());
  }
}

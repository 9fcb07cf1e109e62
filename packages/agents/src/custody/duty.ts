/**
 * An agent's duty: it looks at the house and at chains, and says what the house should be told. Whoever runs it signs and sends.
 *
 * @module
 */
import type { Command } from "@novate/codec";
import type { CustodyRows } from "./rows.ts";

export interface Duty {
  /**
   * One look. What it answers may be sent twice or never: the next look finds what is still to be done. Rejects only for bugs;
   * what chains get wrong goes to `onDoubt`.
   */
  look(rows: CustodyRows): Promise<readonly Command[]>;
}

/** Told what an agent could not do, and why; it goes on with the next look. */
export type OnDoubt = (failure: unknown, about: string) => void;

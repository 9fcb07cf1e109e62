/**
 * What became of submissions, lane by lane.
 *
 * @module
 */
import { LANES, type Lane } from "../../admission/index.ts";
import { codeOf } from "../../failures.ts";

export class LaneCounts {
  readonly #signatures = new Map<Lane, number>();
  readonly #refused = new Map<Lane, Map<string, number>>(LANES.map((lane) => [lane, new Map()]));

  /** Signatures that were sent to be checked in the lane's share. */
  checked(lane: Lane, signatures: number): void {
    this.#signatures.set(lane, this.signaturesOf(lane) + signatures);
  }

  refused(lane: Lane, failure: unknown): void {
    const code = codeOf(failure);
    const counts = this.#refused.get(lane)!; // made for every lane
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }

  signaturesOf(lane: Lane): number {
    return this.#signatures.get(lane) ?? 0;
  }

  refusedOf(lane: Lane): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#refused.get(lane)!);
  }
}

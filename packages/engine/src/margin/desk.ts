/**
 * The margin desk: prices of risk kept beside the state, and the health of any account against them.
 *
 * Derived and rebuildable: nothing here is committed, and every answer is a function of the rows.
 *
 * @module
 */
import type { AccountRow, Event } from "@novate/codec";
import type { StateView } from "../state/state.ts";
import type { Health } from "./health.ts";

/** Which price: this instant's mark, or the median of the last seconds (LIQ-001). */
export type Clock = "instant" | "median";

export class MarginDesk {
  readonly #state: StateView;

  constructor(state: StateView) {
    this.#state = state;
  }

  /** Drops what the event made stale; it is priced again when next asked for. */
  follow(_event: Event): void {}

  /** The account as `state` has it (which may be a scratch copy), at the desk's prices. */
  assess(_state: StateView, _account: AccountRow, _clock: Clock = "instant"): Health {
    void this.#state;
    throw new Error("being built");
  }
}

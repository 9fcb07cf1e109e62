/**
 * What the segments' accounts lack in cash, summed by the cursor that visits them all: a debt that waits for a cycle is one (NOV-069).
 *
 * @module
 */
import type { EventOf } from "@novate/codec";
import { type Atoms, atoms, ZERO_ATOMS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { mustGet, type StateView } from "../state/state.ts";

interface Sums {
  owedAtoms: Atoms;
  sweptOwedAtoms: Atoms;
}

export class DebtCount {
  readonly #state: StateView;
  readonly #sums = new Map<number, Sums>();

  constructor(state: StateView) {
    this.#state = state;
    for (const { segmentId, owedAtoms, sweptOwedAtoms } of state.segments.values())
      this.#sums.set(segmentId, { owedAtoms, sweptOwedAtoms });
  }

  /** A sweep begins: what the last one found holds until it ends. */
  turn(): void {
    for (const sums of this.#sums.values()) {
      sums.owedAtoms = sums.sweptOwedAtoms;
      sums.sweptOwedAtoms = ZERO_ATOMS;
    }
  }

  count(segmentId: number, shortAtoms: Atoms): void {
    const sums = this.#sums.get(segmentId)!; // an account's segment has a row
    sums.sweptOwedAtoms = atoms(sums.sweptOwedAtoms + shortAtoms);
  }

  /** One for each segment whose sums moved, ascending. */
  events(): EventOf<"DebtsCounted">[] {
    return [...this.#sums]
      .sort(([left], [right]) => left - right)
      .filter(([segmentId, sums]) => {
        const { owedAtoms, sweptOwedAtoms } = mustGet(this.#state.segments, segmentId);
        return sums.owedAtoms !== owedAtoms || sums.sweptOwedAtoms !== sweptOwedAtoms;
      })
      .map(([segmentId, sums]) => ({ type: "DebtsCounted", segmentId, ...sums }));
  }
}

export const evolveDebtsCounted: Evolve<"DebtsCounted"> = (state, { segmentId, owedAtoms, sweptOwedAtoms }) => {
  state.segments.put({ ...mustGet(state.segments, segmentId), owedAtoms, sweptOwedAtoms });
};

/**
 * Rises of a range that were announced long enough ago to bind: by the judge's own clock, whatever time the house says.
 *
 * @module
 */
import type { InstrumentRow, UnderlyingRow } from "@novate/codec";
import type { StateView } from "@novate/engine";
import type { Played } from "../stage/playhouse.ts";
import type { Stage } from "../stage/stage.ts";

/** A requirement that rises binds what is held after this long. */
export const NOTICE_MS = 900_000;

interface Rise {
  readonly underlyingId: number;
  readonly rangePpm: bigint;
  readonly timeMs: number;
}
/** The ranges that bind what is held, by underlying. */
export type Ranges = ReadonlyMap<number, bigint>;

export class Notices {
  #rises: readonly Rise[] = [];

  follow({ state, timeMs }: Stage, { events }: Pick<Played, "events">): void {
    const announced = events
      .filter((event) => event.type === "ScanRangeAnnounced")
      .map(({ underlyingId, announced: { rangePpm } }) => ({ underlyingId, rangePpm, timeMs }));
    if (announced.length === 0 && this.#rises.length === 0) return;
    // A fall takes back what was announced above it.
    this.#rises = [...this.#rises, ...announced].map((rise) => {
      const coming = comingOf(state.underlyings.get(rise.underlyingId)!);
      return rise.rangePpm > coming ? { ...rise, rangePpm: coming } : rise;
    });
  }

  /** How often a requirement on these instruments may have grown since `bound` were the ranges: 1 where nothing was announced in time. */
  growth(instruments: readonly InstrumentRow[], bound: Ranges, timeMs: number): number {
    let most = 1;
    for (const { underlyingId, rangePpm, timeMs: saidAtMs } of this.#rises) {
      if (timeMs - saidAtMs < NOTICE_MS) continue;
      if (instruments.some(({ spec }) => spec.underlyingId === underlyingId))
        most = Math.max(most, Number(rangePpm) / Number(bound.get(underlyingId)!));
    }
    return most;
  }
}

const comingOf = ({ announced, scanRangePpm }: UnderlyingRow): bigint => announced.at(-1)?.rangePpm ?? scanRangePpm;

export const rangesOf = ({ underlyings }: StateView): Ranges =>
  new Map([...underlyings.values()].map(({ spec, scanRangePpm }) => [spec.underlyingId, scanRangePpm]));

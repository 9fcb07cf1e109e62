/**
 * How much of a block's work is done, so that a block does what it can and carries the rest over (INV-011, LIQ-051).
 *
 * Work is counted in what is committed: about one unit a row written, and for a search of a slice a fixed price by the
 * number of positions. Never in margins worked out: a node that was just restarted works out more, and must do the same.
 *
 * @module
 */
import type { SegmentRow } from "@novate/codec";

/**
 * Kinds of default management in the order in which a block comes to them, with their reserved parts, in twentieths.
 *
 * `closing`: entries of those whom the block itself broke. What settlement pays has a bound of its own (SETL-028).
 */
const SHARES = { entry: 5, closeOut: 8, tearUp: 7, closing: 0 } as const;
const WHOLE = 20;
export type WorkClass = keyof typeof SHARES;
const CLASSES = Object.keys(SHARES) as readonly WorkClass[]; // in the order in which they are written

/** A class may use its own part and what the ones before it left. */
const REACHES = new Map<WorkClass, number>();
for (let reached = 0, index = 0; index < CLASSES.length; index += 1) {
  reached += SHARES[CLASSES[index]!];
  REACHES.set(CLASSES[index]!, reached);
}

/** What a segment's block has done so far. */
interface Done {
  units: number;
  readonly classes: Set<WorkClass>;
  entries: number;
}

export class Work {
  readonly #done = new Map<number, Done>();

  /** A block begins. */
  begin(): void {
    this.#done.clear();
  }

  /** Units that a class of the segment may still use in this block; at least one while it has used none. */
  roomFor({ segmentId, parameters }: SegmentRow, name: WorkClass): number {
    const { units, classes } = this.#doneBy(segmentId);
    const most = Math.floor((parameters.clearing.workPerBlock * REACHES.get(name)!) / WHOLE);
    return Math.max(most - units, classes.has(name) ? 0 : 1);
  }

  /** Uses `units` if any room is left, and says so: the last piece of work may go beyond it, so that each class advances. */
  take(segment: SegmentRow, name: WorkClass, units: number): boolean {
    if (this.roomFor(segment, name) <= 0) return false;
    const done = this.#doneBy(segment.segmentId);
    done.units += units;
    done.classes.add(name);
    return true;
  }

  /** The same for an entry into default management, of which a block takes in so many. */
  takeEntry(segment: SegmentRow, name: "entry" | "closing", units: number): boolean {
    const done = this.#doneBy(segment.segmentId);
    if (done.entries >= segment.parameters.clearing.entriesPerBlock || !this.take(segment, name, units)) return false;
    done.entries += 1;
    return true;
  }

  #doneBy(segmentId: number): Done {
    let done = this.#done.get(segmentId);
    if (done === undefined) {
      done = { units: 0, classes: new Set(), entries: 0 };
      this.#done.set(segmentId, done);
    }
    return done;
  }
}

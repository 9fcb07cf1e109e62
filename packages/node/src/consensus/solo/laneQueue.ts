/**
 * A queue in lanes: each has its share, parties take turns inside one, and none takes what a newcomer needs.
 *
 * @module
 */
import { LANE_PERCENT, LANES, type Lane } from "../../admission/index.ts";
import { Meter, type Room } from "./meter.ts";

/** The most that waits at once. */
export interface Capacity {
  readonly transactions: number;
  readonly bytes: number;
}

export interface Place {
  readonly lane: Lane;
  readonly party: string;
  readonly bytes: number;
  /** To be checked before it may enter a block. */
  readonly signatures: number;
}

interface Waiting<T> {
  readonly place: Place;
  readonly item: T;
}

/** What one party has waiting in a lane, in order of arrival. */
interface Line<T> {
  readonly waiting: Waiting<T>[];
  bytes: number;
}

interface LaneState<T> {
  readonly capacity: Capacity;
  /** In order of turns: the first is next, and goes behind all others after it. */
  readonly lines: Map<string, Line<T>>;
  transactions: number;
  bytes: number;
}

const shareOf = (amount: number, lane: Lane): number => Math.ceil((amount * LANE_PERCENT[lane]) / 100);

export class LaneQueue<T> {
  readonly #lanes: Readonly<Record<Lane, LaneState<T>>>;

  constructor(capacity: Capacity) {
    const open = (lane: Lane): LaneState<T> => ({
      capacity: { transactions: shareOf(capacity.transactions, lane), bytes: shareOf(capacity.bytes, lane) },
      lines: new Map(),
      transactions: 0,
      bytes: 0,
    });
    this.#lanes = Object.fromEntries(LANES.map((lane) => [lane, open(lane)])) as Record<Lane, LaneState<T>>; // all of them
  }

  get size(): number {
    return LANES.reduce((sum, lane) => sum + this.#lanes[lane].transactions, 0);
  }

  sizeOf(lane: Lane): number {
    return this.#lanes[lane].transactions;
  }

  capacityOf(lane: Lane): Capacity {
    return this.#lanes[lane].capacity;
  }

  /**
   * Whether the lane takes so much more of the party: never more than it then leaves free (ADM-007). Alone a party fills half
   * a lane; of many each leaves as much as it has, so that whoever comes next finds room. Shares of a queue do not flow,
   * because what waits is not sent away again.
   */
  hasRoom({ lane, party, bytes }: Omit<Place, "signatures">): boolean {
    const { capacity, lines, ...used } = this.#lanes[lane];
    const line = lines.get(party);
    return (
      (line?.waiting.length ?? 0) < capacity.transactions - used.transactions &&
      (line?.bytes ?? 0) + bytes <= capacity.bytes - used.bytes
    );
  }

  /** Adds behind the party's others. The caller has asked {@link hasRoom}, or answers for the excess. */
  push(place: Place, item: T): void {
    const lane = this.#lanes[place.lane];
    let line = lane.lines.get(place.party);
    if (line === undefined) {
      line = { waiting: [], bytes: 0 };
      lane.lines.set(place.party, line);
    }
    line.waiting.push({ place, item });
    line.bytes += place.bytes;
    lane.transactions += 1;
    lane.bytes += place.bytes;
  }

  /**
   * Takes what fits into `room`: of each lane its share, then what is left of the room in order of the lanes (ADM-009).
   *
   * A lane's first transaction fits its share whatever its size. With `isExact` the room is never exceeded; without, the
   * last transaction of a lane may.
   */
  take(room: Room, isExact: boolean): T[] {
    const whole = new Meter(room, isExact);
    const taken: T[] = [];
    for (const lane of LANES) {
      const share: Room = {
        transactions: shareOf(room.transactions, lane),
        bytes: shareOf(room.bytes, lane),
        signatures: shareOf(room.signatures, lane),
      };
      this.#drain(lane, [whole, new Meter(share, isExact, { takesFirst: true })], taken);
    }
    for (const lane of LANES) this.#drain(lane, [whole], taken);
    return taken;
  }

  clear(): void {
    for (const lane of Object.values(this.#lanes)) {
      lane.lines.clear();
      lane.transactions = 0;
      lane.bytes = 0;
    }
  }

  #drain(name: Lane, meters: readonly Meter[], taken: T[]): void {
    const lane = this.#lanes[name];
    for (;;) {
      const [next] = lane.lines;
      if (next === undefined) return;
      const [party, line] = next;
      const [{ place, item }] = line.waiting as [Waiting<T>]; // a line without anybody is taken away
      if (!meters.every((meter) => meter.fits(place))) return;
      for (const meter of meters) meter.add(place);
      taken.push(item);
      line.waiting.shift();
      line.bytes -= place.bytes;
      lane.transactions -= 1;
      lane.bytes -= place.bytes;
      lane.lines.delete(party);
      if (line.waiting.length > 0) lane.lines.set(party, line);
    }
  }
}

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
  /** Whose turn it takes. */
  readonly party: string;
  /** Whose places it takes; the party's unless given. */
  readonly holder?: string;
  readonly bytes: number;
  /** To be checked before it may enter a block. */
  readonly signatures: number;
}

interface Waiting<T> {
  readonly place: Place;
  readonly item: T;
}

/** What of a lane a holder has. */
interface Held {
  transactions: number;
  bytes: number;
}

interface LaneState<T> {
  readonly capacity: Capacity;
  /** In order of turns: the first is next, and goes behind all others after it. */
  readonly lines: Map<string, Waiting<T>[]>;
  readonly holders: Map<string, Held>;
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
      holders: new Map(),
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
   * Whether the lane takes so much more of the holder: never more than it then leaves free (ADM-007). Alone one fills half a
   * lane; of many each leaves as much as it has, so that whoever comes next finds room. Shares of a queue do not flow,
   * because what waits is not sent away again.
   */
  hasRoom({ lane, party, holder = party, bytes }: Omit<Place, "signatures">): boolean {
    const { capacity, holders, ...used } = this.#lanes[lane];
    const held = holders.get(holder);
    return (
      (held?.transactions ?? 0) < capacity.transactions - used.transactions &&
      (held?.bytes ?? 0) + bytes <= capacity.bytes - used.bytes
    );
  }

  /** Adds behind the party's others. The caller has asked {@link hasRoom}, or answers for the excess. */
  push(place: Place, item: T): void {
    const lane = this.#lanes[place.lane];
    const line = lane.lines.get(place.party);
    if (line === undefined) lane.lines.set(place.party, [{ place, item }]);
    else line.push({ place, item });
    count(lane, place, 1);
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
      lane.holders.clear();
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
      const [{ place, item }] = line as [Waiting<T>]; // a line without anybody is taken away
      if (!meters.every((meter) => meter.fits(place))) return;
      for (const meter of meters) meter.add(place);
      taken.push(item);
      line.shift();
      count(lane, place, -1);
      lane.lines.delete(party);
      if (line.length > 0) lane.lines.set(party, line);
    }
  }
}

/** A place more of the lane and of its holder, or one fewer. */
function count<T>(lane: LaneState<T>, { party, holder = party, bytes }: Place, by: 1 | -1): void {
  const held = lane.holders.get(holder) ?? { transactions: 0, bytes: 0 };
  lane.holders.set(holder, held);
  for (const counted of [lane, held]) {
    counted.transactions += by;
    counted.bytes += by * bytes;
  }
  if (held.transactions === 0) lane.holders.delete(holder);
}

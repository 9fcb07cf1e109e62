/**
 * The rules that are announced: what the approved bundle that is next due makes of the rows that margin is made of.
 *
 * New risk is judged by the stricter of today's rules and these, from the announcement on (GOV-039). One bundle is enough:
 * whichever takes effect ends the parameter epoch, and with it all others (GOV-014). A credit that was lost, and counts for
 * what is held until its notice is over, is announced as well (MARG-101).
 *
 * @module
 */
import type {
  BundleRow,
  Change,
  ChangeOf,
  CollateralRow,
  CreditPairRow,
  SegmentRow,
  UnderlyingRow,
} from "@novate/codec";
import { maxOf } from "@novate/num";
import { isHeldBy, isLapsing } from "../../gate/creditView.ts";
import { haircutTargetPpm } from "../../gate/haircutView.ts";
import { rangesUnder } from "../../gate/rangesUnder.ts";
import { collateralKey, keyOf, pairKey } from "../../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../../state/state.ts";
import type { Key, TableView } from "../../state/table.ts";

/** Changes that move what is required or what collateral counts for, by the key of the row that they move. */
const movedRowOf = {
  SetParameters: ({ segmentId }: ChangeOf<"SetParameters">): Key => segmentId,
  SetCollateral: ({ segmentId, assetId }: ChangeOf<"SetCollateral">): Key => collateralKey(segmentId, assetId),
  ListUnderlying: ({ underlyingId }: ChangeOf<"ListUnderlying">): Key => underlyingId,
  SetCreditPair: ({ segmentId, leftUnderlyingId, rightUnderlyingId }: ChangeOf<"SetCreditPair">): Key =>
    pairKey(segmentId, leftUnderlyingId, rightUnderlyingId),
};
type Moving = keyof typeof movedRowOf;

const isAnnounced = ({ activatesAtMs, isTried, parameterEpoch }: BundleRow, epoch: number): boolean =>
  activatesAtMs !== 0 && isTried && parameterEpoch === epoch;

/** The next bundle to take effect, where it moves margin: what new risk is judged by already (GOV-039); null mostly. Work: the bundles that wait. */
export function announcedBundle(state: StateView): BundleRow | null {
  if (state.bundles.size === 0) return null;
  const { parameterEpoch } = houseOf(state);
  let next: BundleRow | null = null;
  for (const bundle of state.bundles.values()) {
    if (!isAnnounced(bundle, parameterEpoch)) continue;
    const isSooner =
      next === null ||
      bundle.activatesAtMs < next.activatesAtMs ||
      (bundle.activatesAtMs === next.activatesAtMs && bundle.bundleId < next.bundleId);
    if (isSooner) next = bundle;
  }
  return next?.changes.some(({ type }) => type in movedRowOf) ? next : null;
}

/** Today's rows under the rules of a bundle; each is worked out from the row that stands, when it is asked for. */
export class AnnouncedRules {
  readonly #changes = new Map<Moving, Map<Key, ChangeOf<Moving>>>();
  /** A forecast is long to look at, and its row moves every five minutes. */
  readonly #moved = new WeakMap<UnderlyingRow, UnderlyingRow>();

  private constructor(changes: readonly Change[]) {
    for (const change of changes) {
      if (!(change.type in movedRowOf)) continue;
      const moving = change as ChangeOf<Moving>; // the table's keys are the changes' types
      const rows = this.#changes.get(moving.type) ?? new Map<Key, ChangeOf<Moving>>();
      rows.set((movedRowOf[moving.type] as (change: ChangeOf<Moving>) => Key)(moving), moving);
      this.#changes.set(moving.type, rows);
    }
  }

  /** Null where neither a bundle is announced nor a credit was lost that still counts for what is held. */
  static of(state: StateView): AnnouncedRules | null {
    const bundle = announcedBundle(state);
    const isLost = [...state.creditPairs.values()].some((row) => isLapsing(state, row));
    return bundle === null && !isLost ? null : new AnnouncedRules(bundle?.changes ?? []);
  }

  /** `state`, which may be a scratch copy, as it would be under these rules. Rows that they would add are left out: nobody holds them. */
  over(state: StateView): StateView {
    const segmentOf = (segmentId: number): SegmentRow => this.#segment(mustGet(state.segments, segmentId));
    return {
      ...state,
      segments: new MovedTable(state.segments, (row) => this.#segment(row)),
      collaterals: new MovedTable(state.collaterals, (row) => this.#collateral(state, segmentOf, row)),
      underlyings: new MovedTable(state.underlyings, (row) => this.#underlying(state, segmentOf, row)),
      creditPairs: new MovedTable(state.creditPairs, (row) => this.#pair(row)),
    };
  }

  #changeOf<T extends Moving>(type: T, key: Key): ChangeOf<T> | undefined {
    return this.#changes.get(type)?.get(key) as ChangeOf<T> | undefined; // the outer key is the change's type
  }

  #segment(row: SegmentRow): SegmentRow {
    const change = this.#changeOf("SetParameters", row.segmentId);
    return change === undefined ? row : { ...row, parameters: change.parameters };
  }

  /** A haircut counts where its walk ends. */
  #collateral(state: StateView, segmentOf: (segmentId: number) => SegmentRow, row: CollateralRow): CollateralRow {
    const change = this.#changeOf("SetCollateral", keyOf.collaterals(row));
    if (change === undefined && this.#changeOf("SetParameters", row.spec.segmentId) === undefined) return row;
    const { type: _, ...spec } = change ?? { type: "", ...row.spec };
    const target = haircutTargetPpm(state, segmentOf(row.spec.segmentId), { ...row, spec });
    const haircutPpm = maxOf(row.haircutPpm, target);
    return { ...row, spec, haircutPpm, newRiskHaircutPpm: maxOf(row.newRiskHaircutPpm, haircutPpm) };
  }

  #underlying(state: StateView, segmentOf: (segmentId: number) => SegmentRow, row: UnderlyingRow): UnderlyingRow {
    const { underlyingId, segmentId } = row.spec;
    const change = this.#changeOf("ListUnderlying", underlyingId);
    if (change === undefined && this.#changeOf("SetParameters", segmentId) === undefined) return row;
    const known = this.#moved.get(row);
    if (known !== undefined) return known;
    const { type: _, ...spec } = change ?? { type: "", ...row.spec };
    const after = { ...row, spec };
    const { margin } = mustGet(state.segments, segmentId).parameters;
    const ranges = rangesUnder(
      { underlying: row, margin },
      { underlying: after, margin: segmentOf(segmentId).parameters.margin },
    );
    const moved = { ...after, ...ranges };
    this.#moved.set(row, moved);
    return moved;
  }

  #pair(row: CreditPairRow): CreditPairRow {
    const change = this.#changeOf("SetCreditPair", keyOf.creditPairs(row));
    if (change === undefined) return { ...row, lapsesAtMs: 0 };
    const { type: _, ...spec } = change;
    return { ...row, spec, isHolding: row.judgedAtMs > 0 && isHeldBy(spec, row), lapsesAtMs: 0 };
  }
}

/** A table whose rows are seen as something else makes of them. */
class MovedTable<Row> implements TableView<Row> {
  readonly #base: TableView<Row>;
  readonly #move: (row: Row) => Row;

  constructor(base: TableView<Row>, move: (row: Row) => Row) {
    this.#base = base;
    this.#move = move;
  }

  get size(): number {
    return this.#base.size;
  }

  get(key: Key): Row | undefined {
    const row = this.#base.get(key);
    return row === undefined ? undefined : this.#move(row);
  }

  has(key: Key): boolean {
    return this.#base.has(key);
  }

  *values(): IterableIterator<Row> {
    for (const row of this.#base.values()) yield this.#move(row);
  }

  *written(): IterableIterator<readonly [Row | undefined, Row | undefined]> {
    for (const [before, after] of this.#base.written())
      yield [before && this.#move(before), after && this.#move(after)];
  }
}

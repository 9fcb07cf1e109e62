/**
 * What a changed row makes stale at the margin desk.
 *
 * Every field counts unless it is named here as one that no price of risk is made of, so that a new field is followed by
 * itself. A new table must be named as well: the compiler asks for it.
 *
 * @module
 */
import type { RowOf, TableName } from "@novate/codec";
import type { State } from "../../state/state.ts";

/** What the desk can drop; each is made anew when next asked for. */
export interface Staleness {
  /** Time moved, and with it whatever ages. */
  everything(): void;
  /** The segment's book: its parameters or its listings are others. */
  book(segmentId: number): void;
  /** Every book, where a row belongs to no one segment. */
  books(): void;
  instrument(instrumentId: number): void;
  /** Open lots of the instrument changed, and nothing that its row is made of. */
  interest(instrumentId: number): void;
  underlying(underlyingId: number): void;
  collateral(segmentId: number, assetId: number): void;
  samples(segmentId: number): void;
  credits(segmentId: number): void;
  /** What the house holds of the asset, which a haircut on its way is made of. */
  held(segmentId: number, assetId: number): void;
  /** Another bundle may be the next one due. */
  announced(): void;
}

type Follow<T extends TableName> = (drop: Staleness, before: RowOf<T> | undefined, after: RowOf<T>) => void;

/** Of a market: what trades and payments move, and no row of risk is made of. */
const UNPRICED: readonly (keyof RowOf<"markets">)[] = [
  "openLots",
  "printedLots",
  "printedTicks",
  "strike",
  "tearUp",
  "expiredLots",
  "expiredAtoms",
];

/** Null: nothing of the table is in a price of risk. Rows that are deleted hold nothing that the desk has kept. */
const followers: { readonly [T in TableName]: Follow<T> | null } = {
  house: (drop, before, after) => {
    if (before?.height !== after.height || before.timeMs !== after.timeMs) drop.everything();
    if (before?.parameterEpoch !== after.parameterEpoch) drop.announced();
  },
  assets: (drop, before, after) => isOther(before, after, ["escrowAtoms", "outboxAtoms"]) && drop.books(),
  segments: (drop, before, after) => before?.parameters !== after.parameters && drop.book(after.segmentId),
  collaterals: (drop, before, after) => {
    if (before?.spec !== after.spec) drop.book(after.spec.segmentId);
    else if (before.haircutPpm !== after.haircutPpm) drop.collateral(after.spec.segmentId, after.spec.assetId);
    else if (before.heldAtoms !== after.heldAtoms) drop.held(after.spec.segmentId, after.spec.assetId);
  },
  feeds: (drop, before, after) =>
    isOther(before, after, ["sources", "pendingValue", "pendingAtMs", "sourceCount", "ratioAtMs"]) && drop.everything(),
  underlyings: (drop, before, after) =>
    before?.spec === after.spec ? drop.underlying(after.spec.underlyingId) : drop.book(after.spec.segmentId),
  instruments: (drop, _, after) => drop.book(after.segmentId),
  markets: (drop, before, after) => {
    if (isOther(before, after, UNPRICED)) drop.instrument(after.instrumentId);
    else if (before !== undefined && before.openLots !== after.openLots) drop.interest(after.instrumentId);
  },
  moves: (drop, _, after) => drop.samples(after.segmentId),
  creditPairs: (drop, _, after) => drop.credits(after.spec.segmentId),
  accounts: null, // the desk is asked with the account's row
  governors: null,
  custodians: null,
  keys: null,
  nonces: null,
  mandates: null,
  orders: null,
  trades: null,
  venues: null,
  publishers: null,
  managed: null,
  calls: null,
  debts: null,
  deposits: null,
  outbox: null,
  queues: null,
  checkpoints: null,
  claimCounts: null,
  claims: null,
  unplaced: null,
  leaving: null,
  voids: null,
  struckRoots: null,
  windUps: null, // what ends with it changes its own rows
  impairments: (drop) => drop.everything(), // haircuts to come
  vaultExits: (drop) => drop.everything(), // haircuts to come
  vaultCredits: null,
  exitBooks: null,
  exitAssets: null,
  exitPots: null,
  exitDebts: null,
  exits: null,
  liquidity: null,
  validators: null,
  vaults: (drop, before, after) => before?.headerTimeMs !== after.headerTimeMs && drop.everything(), // haircuts to come
  locations: (drop, before) => before === undefined && drop.everything(),
  headers: null,
  headerVotes: null,
  rotations: null,
  stakes: null,
  bundles: null, // one that is gone counts no more: told of by itself below
  surfaces: null, // what is taken of them stands on the underlying
};

/** Tells `drop` of every change of `state` from now on. */
export function followRows(state: State, drop: Staleness): void {
  for (const name of Object.keys(followers) as TableName[]) {
    const follow = followers[name] as Follow<TableName> | null; // the table's key is the row's table
    if (follow === null) continue;
    const observe = (before: RowOf<TableName> | undefined, after: RowOf<TableName> | undefined) => {
      if (after !== undefined) follow(drop, before, after);
    };
    (state[name].observe as (observer: typeof observe) => void).call(state[name], observe);
  }
  state.bundles.observe(() => drop.announced());
}

/** Whether a field differs that is not among `unread`. */
function isOther<Row extends object>(before: Row | undefined, after: Row, unread: readonly (keyof Row)[]): boolean {
  if (before === undefined) return true;
  const keys = Object.keys(after) as (keyof Row)[];
  return keys.some((key) => before[key] !== after[key] && !unread.includes(key));
}

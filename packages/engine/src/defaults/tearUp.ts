/**
 * Tear-up: positions that nobody takes are ended against those on the other side, exactly and pro rata (LIQ-010, LIQ-012, LIQ-037 … LIQ-043).
 *
 * One tear-up an instrument and block: what all its givers give is one quantity, and their deficits one sum, borne over
 * the lots that pass. So it has one price, and costs one pass over the holders however many accounts are spent.
 *
 * Quantity: exactly what a spent account holds; of one that is not spent, what restores its initial margin. Price: the
 * mark, and in cash the deficits, shared over the lots without rounding. A price is never below zero: what shorts'
 * deficits would need beyond that stays uncovered.
 *
 * @module
 */
import type { TearUpLap } from "@novate/codec";
import { type Atoms, absOf, atoms, type Lots, lots, minOf, type Ticks } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { positionOf, withPosition, withPositions } from "../ledger/balances.ts";
import { mustMark } from "../ledger/mark.ts";
import { notionalAtoms, tradedPosition } from "../ledger/position.ts";
import { payCycleOf } from "../settlement/variationCycle.ts";
import { mustGet } from "../state/state.ts";
import { bearersOf } from "./bearers.ts";
import { type Opposing, rankHolders } from "./opposing.ts";
import { withPassablePositions } from "./passable.ts";
import { passageOf } from "./passage.ts";
import { isRatioKept } from "./ratio.ts";
import { isRelieved } from "./relief.ts";
import { accountOf, cashOf, certainEquityOf, hasPassableLots, type Round, writeCash } from "./round.ts";
import { shareInOrder, shareOut } from "./shareOut.ts";
import { leastThat, onceASlice, PARTS, type Piece, sliceOf } from "./slice.ts";

/** Who is torn up, and who would bear it; made before a haircut vests the gains by which the bearers are ranked. */
export interface TearUpPlan {
  readonly accountIds: readonly number[];
  readonly opposingOf: ReadonlyMap<number, Opposing>;
}

/** What an account gives of one instrument, and the part of its deficit that stands against it. */
interface Gift {
  readonly accountId: number;
  /** The giver's place in the queue. */
  readonly sequence: number;
  /** Signed like the position. */
  readonly size: bigint;
  readonly lossAtoms: bigint;
}

/** A holder that is ranked costs about as much as so great a part of a row. */
const RANKS_A_UNIT = 8;

/**
 * Ranks the holders of as many instruments as the block has room to tear up: those with a lap first, for they are not
 * traded, then in the order of the queue. What waits is first when its givers are, and what is served is given no more.
 */
export function planTearUp(round: Round, accountIds: readonly number[]): TearUpPlan {
  const { state, derived } = round.house;
  const segment = mustGet(state.segments, round.segmentId);
  const givers = new Set(accountIds);
  const opposingOf = new Map<number, Opposing>();
  let reserved = 0; // a row for each holder and giver, as if all of them took part
  for (const instrumentId of givenBy(round, accountIds)) {
    if (opposingOf.size > 0 && derived.work.roomFor(segment, "tearUp") <= reserved) break;
    const count = derived.positions.countOf(instrumentId);
    derived.work.take(segment, "tearUp", Math.ceil(count / RANKS_A_UNIT));
    reserved += count;
    opposingOf.set(instrumentId, rankHolders(round, instrumentId, givers));
  }
  return { accountIds, opposingOf };
}

/** Instruments of which the accounts hold something that may pass. */
function givenBy(round: Round, accountIds: readonly number[]): number[] {
  const { state } = round.house;
  const instrumentIds = new Set<number>();
  for (const accountId of accountIds)
    for (const { instrumentId, lots: held } of withPassablePositions(state, accountOf(round, accountId)).positions)
      if (held !== 0n) instrumentIds.add(instrumentId);
  const hasLap = (instrumentId: number) => mustGet(state.markets, instrumentId).tearUp !== null;
  const all = [...instrumentIds];
  return [...all.filter(hasLap), ...all.filter((instrumentId) => !hasLap(instrumentId))];
}

/** Tears up what the plan's accounts are to give of the plan's instruments; what else they hold, and its losses, wait. */
export function tearUp(round: Round, { accountIds, opposingOf }: TearUpPlan): void {
  const gifts = new Map<number, Gift[]>([...opposingOf.keys()].map((instrumentId) => [instrumentId, []]));
  for (const accountId of accountIds) {
    if (!hasPassableLots(round, accountOf(round, accountId))) continue;
    for (const { instrumentId, ...gift } of giftsOf(round, accountId)) gifts.get(instrumentId)?.push(gift);
  }
  for (const [instrumentId, given] of gifts)
    tearUpInstrument(round, instrumentId, given, opposingOf.get(instrumentId)!);
}

function giftsOf(round: Round, accountId: number): (Gift & { readonly instrumentId: number })[] {
  const equityAtoms = certainEquityOf(round, accountId);
  const { state } = round.house;
  const pieces = sliceOf(state, accountOf(round, accountId), equityAtoms > 0n ? partsToCure(round, accountId) : PARTS);
  const losses = lossesOf(round, pieces, atoms(equityAtoms < 0n ? -equityAtoms : 0n));
  return pieces.map(({ instrumentId, lots: size }, index) => ({
    instrumentId,
    accountId,
    sequence: mustGet(state.managed, accountId).sequence,
    size,
    lossAtoms: losses[index]!,
  }));
}

/** The fewest parts that restore initial margin, or all that they can, when they leave at the mark. */
function partsToCure(round: Round, accountId: number): number {
  const { margin, state } = round.house;
  const account = accountOf(round, accountId);
  const before = margin.assess(state, account);
  const isCure = onceASlice(state, account, (parts) => {
    const left = sliceOf(state, account, parts).map(({ instrumentId, lots: size }) => {
      const markTicks = mustMark(state, instrumentId);
      return passageOf(state, account, account, instrumentId, size, markTicks).giverAfter;
    });
    const giver = withPositions(account, left);
    const health = margin.assess(state, giver);
    return isRelieved(round, giver, health) && isRatioKept(before, health);
  });
  return leastThat(PARTS, isCure);
}

/** The deficit over the pieces by their value at mark; nothing while they are worth nothing. */
function lossesOf({ house }: Round, pieces: readonly Piece[], deficit: Atoms): bigint[] {
  const values = pieces.map(({ instrumentId, lots: size }) =>
    notionalAtoms(mustGet(house.state.instruments, instrumentId), size, mustMark(house.state, instrumentId)),
  );
  if (values.every((value) => value === 0n)) return values.map(() => 0n);
  return shareOut(deficit, values);
}

/**
 * What longs and shorts give crosses, the rest passes to the ranks in turn, within a rank pro rata to what each holds.
 *
 * Work: one pass over givers and holders; nobody is paired with anybody.
 */
function tearUpInstrument(round: Round, instrumentId: number, given: readonly Gift[], opposing: Opposing): void {
  const { gifts, known } = servedOf(mustGet(round.house.state.markets, instrumentId).tearUp, given);
  const [long, short] = [totalOf(gifts, 1n), totalOf(gifts, -1n)];
  if (long === 0n && short === 0n) return;
  const side = long >= short ? 1n : -1n; // of the givers whose lots pass to holders
  const size = absOf<bigint>(long - short);
  const segment = mustGet(round.house.state.segments, round.segmentId);
  const room = round.house.derived.work.roomFor(segment, "tearUp") - gifts.length;
  const { bearers, lap } = bearersOf(round, instrumentId, opposing, { size, isLong: side > 0n, room, lap: known });
  round.house.derived.work.take(segment, "tearUp", gifts.length + bearers.length);
  const passed = bearers.reduce((sum, { size }) => sum + size, 0n);
  const markTicks = mustMark(round.house.state, instrumentId);
  const all = gifts.reduce((sum, { lossAtoms }) => sum + lossAtoms, 0n);
  const deficit = size === 0n ? all : (all * passed) / size; // what is not borne yet stays with its lots
  const value = notionalAtoms(mustGet(round.house.state.instruments, instrumentId), lots(passed), markTicks);
  // A long of the holders that sells at a price below zero would pay for being relieved of it.
  const borne = passed === 0n ? 0n : side > 0n ? deficit : minOf<bigint>(deficit, value);

  const crossed = minOf(long, short);
  const longGiven = shareInOrder(crossed + (side > 0n ? passed : 0n), sizesOf(gifts, 1n));
  const shortGiven = shareInOrder(crossed + (side > 0n ? 0n : passed), sizesOf(gifts, -1n));
  const paid = shareInOrder(
    borne,
    gifts.map(({ lossAtoms }) => lossAtoms),
  );
  const leg = { instrumentId, markTicks };
  for (const [index, { accountId }] of gifts.entries())
    emitTornUp(round, leg, accountId, lots(shortGiven[index]! - longGiven[index]!), atoms(-paid[index]!), true);
  const losses = shareInOrder(
    borne,
    bearers.map(({ size }) => size),
  );
  for (const [index, { accountId, size }] of bearers.entries())
    emitTornUp(round, leg, accountId, lots(side * size), atoms(losses[index]!), false);
  const givers = known?.givers ?? gifts.map(({ sequence }) => sequence).sort((left, right) => left - right);
  emitClosed(round, leg, lots(crossed + passed), atoms(borne), lap && { ...lap, givers });
}

/** While a lap is under way it serves its own givers alone, and others wait for its end; a lap without any is none. */
function servedOf(lap: TearUpLap | null, given: readonly Gift[]): { gifts: readonly Gift[]; known: TearUpLap | null } {
  const own = lap === null ? [] : given.filter(({ sequence }) => lap.givers.includes(sequence));
  const net = totalOf(own, 1n) - totalOf(own, -1n);
  return lap !== null && (lap.isLong ? net > 0n : net < 0n)
    ? { gifts: own, known: lap }
    : { gifts: given, known: null };
}

const totalOf = (gifts: readonly Gift[], side: bigint): bigint =>
  gifts.reduce((sum, { size }) => (size * side > 0n ? sum + size * side : sum), 0n);

const sizesOf = (gifts: readonly Gift[], side: bigint): bigint[] =>
  gifts.map(({ size }) => (size * side > 0n ? size * side : 0n));

interface Leg {
  readonly instrumentId: number;
  readonly markTicks: Ticks;
}

/** `received`: signed lots that the account gets, against those it holds; `lossAtoms`: what it pays, or is paid below zero. */
function emitTornUp(
  round: Round,
  { instrumentId, markTicks }: Leg,
  accountId: number,
  received: Lots,
  lossAtoms: Atoms,
  isGiver: boolean,
): void {
  if (received === 0n && lossAtoms === 0n) return;
  const { state } = round.house;
  payStruck(round, accountId); // at what a cycle was struck at, before it holds something else
  const instrument = mustGet(state.instruments, instrumentId);
  const market = mustGet(state.markets, instrumentId);
  const held = positionOf(accountOf(round, accountId), instrumentId);
  round.house.emit({
    type: "PositionTornUp",
    accountId,
    isGiver,
    lots: received,
    priceTicks: markTicks,
    positionAfter: tradedPosition(instrument, market, held, received, markTicks).position,
    lossAtoms,
    cashAfterAtoms: atoms(cashOf(round, accountId) - lossAtoms),
  });
}

/** What a cycle struck in this block pays the account, at the cost of what cycles may pay in it. */
function payStruck(round: Round, accountId: number): void {
  round.house.derived.payments.cycles.spend(payCycleOf(round.house, accountOf(round, accountId)));
}

/** Every lot given was received: only now do longs equal shorts again. */
function emitClosed(
  { house }: Round,
  { instrumentId, markTicks }: Leg,
  tornLots: Lots,
  lossAtoms: Atoms,
  lap: TearUpLap | null,
): void {
  const openLotsAfter = lots(house.derived.positions.longOf(instrumentId));
  house.emit({ type: "TearUpClosed", instrumentId, priceTicks: markTicks, tornLots, lossAtoms, openLotsAfter, lap });
}

export const evolvePositionTornUp: Evolve<"PositionTornUp"> = (state, event) => {
  const { accountId, positionAfter, cashAfterAtoms } = event;
  state.accounts.put(withPosition(mustGet(state.accounts, accountId), positionAfter));
  writeCash(state, accountId, cashAfterAtoms);
};

export const evolveTearUpClosed: Evolve<"TearUpClosed"> = (state, { instrumentId, openLotsAfter, lap }) => {
  state.markets.put({ ...mustGet(state.markets, instrumentId), openLots: openLotsAfter, tearUp: lap });
};

/**
 * Tear-up: positions that nobody takes are ended against those on the other side, exactly and pro rata (LIQ-010, LIQ-012, LIQ-037 … LIQ-043).
 *
 * Quantity: exactly what the defaulter holds; of a backstop that is not spent, what restores its initial margin. Price:
 * the bankruptcy price, at which the defaulter's equity is zero: the mark, and in cash its deficit, shared over the lots
 * without rounding. A price is never below zero: what a short's deficit would need beyond that stays uncovered.
 *
 * @module
 */
import { type Atoms, absOf, atoms, type Lots, lots, minOf, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import type { Evolve } from "../command/evolver.ts";
import { positionOf, withPosition } from "../ledger/balances.ts";
import { hasInitialMargin } from "../ledger/health.ts";
import { mustMark } from "../ledger/mark.ts";
import { notionalAtoms } from "../ledger/position.ts";
import { mustGet } from "../state/state.ts";
import { isOpposite, type Ranks, rankOpposing } from "./opposing.ts";
import { passageOf, writePassage } from "./passage.ts";
import { isRatioKept } from "./ratio.ts";
import { accountOf, cashOf, healthOf, type Round, writeCash } from "./round.ts";
import { shareOut } from "./shareOut.ts";
import { leastThat, PARTS, type Piece, sliceOf } from "./slice.ts";

/** Who would bear the tear-up of an account; made before a haircut vests the gains by which they are ranked. */
export interface TearUpPlan {
  readonly accountId: number;
  readonly ranksOf: ReadonlyMap<number, Ranks>;
}

export function planTearUp(round: Round, accountId: number): TearUpPlan {
  const held = accountOf(round, accountId).positions.filter((position) => position.lots !== 0n);
  return {
    accountId,
    ranksOf: new Map(held.map((position) => [position.instrumentId, rankOpposing(round, accountId, position)])),
  };
}

export function tearUp(round: Round, { accountId, ranksOf }: TearUpPlan): void {
  const { equityAtoms } = healthOf(round, accountId);
  const pieces = sliceOf(accountOf(round, accountId), equityAtoms > 0n ? partsToCure(round, accountId) : PARTS);
  const losses = lossesOf(round, pieces, atoms(equityAtoms < 0n ? -equityAtoms : 0n));
  for (const [index, piece] of pieces.entries())
    tearUpPiece(round, accountId, piece, ranksOf.get(piece.instrumentId) ?? [], losses[index]!);
}

/** The fewest parts that restore initial margin when they leave at the mark. */
function partsToCure(round: Round, accountId: number): number {
  const { margin, state } = round.house;
  const account = accountOf(round, accountId);
  const before = margin.assess(state, account);
  return leastThat(PARTS, (parts) => {
    let after = account;
    for (const { instrumentId, lots: size } of sliceOf(account, parts)) {
      const markTicks = mustMark(state, instrumentId);
      const { giverAfter } = passageOf(state, after, after, instrumentId, size, markTicks);
      after = withPosition(after, giverAfter);
    }
    const health = margin.assess(state, after);
    return hasInitialMargin(health) && isRatioKept(before, health);
  });
}

/** The deficit over the pieces by their value at mark; a short bears at most its value, which is a price of zero. */
function lossesOf({ house }: Round, pieces: readonly Piece[], deficit: Atoms): Atoms[] {
  const values = pieces.map(({ instrumentId, lots: size }) =>
    notionalAtoms(mustGet(house.state.instruments, instrumentId), size, mustMark(house.state, instrumentId)),
  );
  if (values.every((value) => value === 0n)) return pieces.map(() => ZERO_ATOMS);
  return shareOut(deficit, values).map((share, index) =>
    pieces[index]!.lots > 0n ? atoms(share) : minOf(atoms(share), values[index]!),
  );
}

/** Ends the piece against the ranks in turn, within a rank pro rata to what each holds now. */
function tearUpPiece(round: Round, accountId: number, piece: Piece, ranks: Ranks, lossAtoms: Atoms): void {
  const torn: { readonly accountId: number; readonly size: bigint }[] = [];
  let left = absOf<bigint>(piece.lots);
  for (const rank of ranks) {
    const held = rank.map((otherId) => opposingLots(round, otherId, piece));
    const size = minOf(
      left,
      held.reduce((sum, lot) => sum + lot, 0n),
    );
    for (const [index, share] of shareOut(size, held).entries())
      if (share > 0n) torn.push({ accountId: rank[index]!, size: share });
    left -= size;
  }
  assert(left === 0n, `LIQ-037: tearing up instrument ${piece.instrumentId} left ${left} lots`);
  const losses = shareOut(
    lossAtoms,
    torn.map(({ size }) => size),
  );
  for (const [index, { accountId: otherId, size }] of torn.entries()) {
    const signed = lots(piece.lots > 0n ? size : -size);
    emitTearUp(round, accountId, otherId, { ...piece, lots: signed }, atoms(losses[index]!));
  }
}

/** What the account holds against the piece now: an earlier tear-up of this block may have taken some. */
function opposingLots(round: Round, accountId: number, { instrumentId, lots: size }: Piece): bigint {
  const held: Lots = positionOf(accountOf(round, accountId), instrumentId)?.lots ?? lots(0n);
  return isOpposite(held, size) ? absOf<bigint>(held) : 0n;
}

function emitTearUp(round: Round, accountId: number, counterpartyAccountId: number, piece: Piece, loss: Atoms): void {
  const { state } = round.house;
  const [giver, taker] = [accountOf(round, accountId), accountOf(round, counterpartyAccountId)];
  const markTicks = mustMark(state, piece.instrumentId);
  round.house.emit({
    type: "PositionTornUp",
    accountId,
    counterpartyAccountId,
    passage: passageOf(state, giver, taker, piece.instrumentId, piece.lots, markTicks),
    lossAtoms: loss,
    cashAfterAtoms: atoms(cashOf(round, accountId) + loss),
    counterpartyCashAfterAtoms: atoms(cashOf(round, counterpartyAccountId) - loss),
  });
}

export const evolvePositionTornUp: Evolve<"PositionTornUp"> = (state, event) => {
  const { accountId, counterpartyAccountId, passage } = event;
  writePassage(state, accountId, counterpartyAccountId, passage);
  writeCash(state, accountId, event.cashAfterAtoms);
  writeCash(state, counterpartyAccountId, event.counterpartyCashAfterAtoms);
};

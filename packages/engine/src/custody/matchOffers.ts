/**
 * Which offers a move meets: the cheapest first, slice by slice (MOVE-012, MOVE-013).
 *
 * @module
 */
import { AccountRole, type AccountRow, AccountStatus, type LiquidityOffer } from "@novate/codec";
import { type Atoms, atoms, divUp, maxOf, minOf, mulPpmDown, ZERO_ATOMS } from "@novate/num";
import { balanceOf } from "../ledger/balances.ts";
import { type Owing, ownerOwes } from "../ledger/exitDebt.ts";
import { collateralKey, liquidityKey } from "../state/keys.ts";
import { mustGet, type StateView } from "../state/state.ts";
import type { ClaimPair } from "./claimPair.ts";
import { feeOf, type PriceOfPair } from "./offerPrice.ts";

/** A move is met in so many slices: offers get dearer as they give, so that a second one may be cheaper halfway. */
const SLICES = 16n;

/** What one volunteer takes of a move, and what it keeps of that. */
export interface Fill {
  readonly accountId: number;
  readonly amountAtoms: Atoms;
  readonly feeAtoms: Atoms;
}

/** An offer in the course of a match. */
interface Seat {
  readonly offer: LiquidityOffer;
  /** What it takes at most. */
  readonly roomAtoms: Atoms;
  takenAtoms: Atoms;
  /** The next slice of it, if it were the whole of one; null until asked for. */
  next: { readonly amountAtoms: Atoms; readonly feeAtoms: Atoms } | null;
}

/**
 * Whether an account may stand behind an offer: a trader's, without positions, that owes nothing. So no margin rests on what it gives, and none
 * has to be worked out (MOVE-004).
 */
export const mayVolunteer = ({ role, status, positions, balances }: AccountRow): boolean =>
  role === AccountRole.trader &&
  status === AccountStatus.active &&
  positions.length === 0 &&
  balances.every(({ amountAtoms }) => amountAtoms >= 0n);

/** How much the account really gives of what it offers: no more than it has, and nothing if it may not (MOVE-005). */
export function backedAtoms(
  state: StateView,
  owing: Owing,
  { accountId, stockAtoms }: LiquidityOffer,
  toAssetId: number,
): Atoms {
  const account = state.accounts.get(accountId);
  if (account === undefined || !mayVolunteer(account) || ownerOwes(state, owing, account) !== null) return ZERO_ATOMS;
  return minOf(stockAtoms, balanceOf(account, toAssetId));
}

/**
 * The fills of a move of `amountAtoms` by an account, by account id; of less, if offers take less. Each slice goes to the offer that
 * takes the least of it, the lowest account id first.
 *
 * Work: 32 offers and 16 slices at most, so 48 rounds over 32 seats and a price each.
 */
export function matchOffers(
  state: StateView,
  owing: Owing,
  { accountId, segmentId }: AccountRow,
  pair: ClaimPair,
  amountAtoms: Atoms,
  prices: PriceOfPair,
): Fill[] {
  const book = state.liquidity.get(liquidityKey(segmentId, pair.fromAssetId, pair.toAssetId));
  const seats = (book?.offers ?? [])
    .filter((offer) => offer.accountId !== accountId)
    .map(
      (offer): Seat => ({
        offer,
        roomAtoms: roomOf(state, owing, segmentId, pair, offer),
        takenAtoms: ZERO_ATOMS,
        next: null,
      }),
    )
    .filter(({ roomAtoms }) => roomAtoms > 0n);
  const sliceAtoms = atoms(divUp(amountAtoms, SLICES));
  let leftAtoms = amountAtoms;
  while (leftAtoms > 0n) {
    const best = cheapest(seats, minOf(sliceAtoms, leftAtoms), prices);
    if (best === null) break;
    const taken = minOf(best.next!.amountAtoms, leftAtoms);
    best.takenAtoms = atoms(best.takenAtoms + taken);
    best.next = null;
    leftAtoms = atoms(leftAtoms - taken);
  }
  return seats
    .filter(({ takenAtoms }) => takenAtoms > 0n)
    .map(({ offer, takenAtoms }) => ({
      accountId: offer.accountId,
      amountAtoms: takenAtoms,
      feeAtoms: feeOf(offer, takenAtoms, prices),
    }));
}

/** What the offer takes at most: what it gives is there, and what it takes fits its share of the cap (COLL-038). */
function roomOf(
  state: StateView,
  owing: Owing,
  segmentId: number,
  { fromAssetId, toAssetId }: ClaimPair,
  offer: LiquidityOffer,
): Atoms {
  const backed = backedAtoms(state, owing, offer, toAssetId);
  if (backed === 0n) return backed;
  const { spec } = mustGet(state.collaterals, collateralKey(segmentId, fromAssetId));
  const limitAtoms = mulPpmDown(spec.capAtoms, spec.accountSharePpm);
  const heldAtoms = balanceOf(mustGet(state.accounts, offer.accountId), fromAssetId);
  return minOf(backed, maxOf(atoms(limitAtoms - heldAtoms), ZERO_ATOMS));
}

/** The seat whose next `sliceAtoms`, or what is left of it, costs the least an atom; the first of equals. */
function cheapest(seats: readonly Seat[], sliceAtoms: Atoms, prices: PriceOfPair): Seat | null {
  let best: Seat | null = null;
  for (const seat of seats) {
    const { offer, roomAtoms, takenAtoms } = seat;
    const amountAtoms = minOf(sliceAtoms, atoms(roomAtoms - takenAtoms));
    if (amountAtoms === 0n) continue;
    if (seat.next?.amountAtoms !== amountAtoms) {
      const rest = { ...offer, stockAtoms: atoms(offer.stockAtoms - takenAtoms) };
      seat.next = { amountAtoms, feeAtoms: feeOf(rest, amountAtoms, prices) };
    }
    const isCheaper =
      best === null || seat.next.feeAtoms * best.next!.amountAtoms < best.next!.feeAtoms * seat.next.amountAtoms;
    if (isCheaper) best = seat;
  }
  return best;
}

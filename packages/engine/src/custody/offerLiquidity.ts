/**
 * Stands ready to give claims on one vault for claims on another of the same currency, at a price (MOVE-001 … MOVE-006).
 *
 * What is offered stays in its account and may leave it: an offer gives what is there when somebody asks.
 *
 * @module
 */
import { type AccountRow, type EventOf, KeyScope, type LiquidityOffer } from "@novate/codec";
import { type Atoms, atoms, PPM_ONE, ZERO_ATOMS } from "@novate/num";
import { authorise } from "../account/authority.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse, refused } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { balanceOf } from "../ledger/balances.ts";
import type { Owing } from "../ledger/exitDebt.ts";
import { endingFault } from "../ledger/windUp.ts";
import { liquidityKey } from "../state/keys.ts";
import type { StateView, WritableState } from "../state/state.ts";
import { type ClaimPair, faultOfPair } from "./claimPair.ts";
import { backedAtoms, mayVolunteer } from "./matchOffers.ts";

/** Offers of a pair: what one move looks at. */
const MOST_OFFERS = 32;

export const decideOfferLiquidity: Decide<"OfferLiquidity"> = (state, command, context) => {
  const { accountId, fromAssetId, toAssetId, stockAtoms, targetAtoms, basePpm, slopePpm } = command;
  const pair = { fromAssetId, toAssetId };

  const account = state.accounts.get(accountId);
  if (account === undefined) return refuse("AccountUnknown", { accountId });
  const authority = authorise(state, account, context.signer, KeyScope.liquidity, context.timeMs);
  if (!authority.granted) return refused(authority.refusal);
  const { segmentId } = account;
  const offers = offersOf(state, segmentId, pair);
  if (targetAtoms === 0n) {
    const isStanding = offers.some((offer) => offer.accountId === accountId);
    return isStanding ? accept(withdrawn(account, accountId, pair)) : refuse("OfferUnknown", { accountId });
  }
  const ending = endingFault(state, segmentId);
  if (ending !== null) return refused(ending);
  const fault = faultOfPair(state, segmentId, pair);
  if (fault !== null) return refused(fault);
  if (stockAtoms < 0n || targetAtoms < 0n || basePpm < 0n || slopePpm < 0n || basePpm + slopePpm > PPM_ONE)
    return refuse("OfferTermsInvalid", { accountId });
  if (!mayVolunteer(account)) return refuse("AccountNotFree", { accountId });
  const balanceAtoms = balanceOf(account, toAssetId);
  if (balanceAtoms < stockAtoms)
    return refuse("BalanceTooLow", { accountId, assetId: toAssetId, balanceAtoms, neededAtoms: stockAtoms });
  const offer = { accountId, stockAtoms, targetAtoms, basePpm, slopePpm };
  const offered = { type: "LiquidityOffered", segmentId, ...pair, offer } as const;
  if (offers.length < MOST_OFFERS || offers.some((offer) => offer.accountId === accountId)) return accept(offered);
  const least = leastBacked(state, context.owing, offers, toAssetId);
  if (stockAtoms <= least.atoms) return refuse("OffersFull", { limit: MOST_OFFERS, leastAtoms: least.atoms });

  // From here on the offer stands, in the place of the least.
  return accept(withdrawn(account, least.accountId, pair), offered);
};

/** The offer of another account of the same segment, which may be gone by then. */
const withdrawn = ({ segmentId }: AccountRow, accountId: number, pair: ClaimPair) =>
  ({ type: "LiquidityWithdrawn", accountId, segmentId, ...pair }) as const;

/** What takes back every offer of an account (MOVE-009), by pair. Work: the pairs that have offers. */
export const offersTakenBack = (state: StateView, accountId: number): EventOf<"LiquidityWithdrawn">[] =>
  [...state.liquidity.values()]
    .filter(({ offers }) => offers.some((offer) => offer.accountId === accountId))
    .map(({ segmentId, fromAssetId, toAssetId }) => ({ segmentId, fromAssetId, toAssetId }))
    .sort((left, right) => left.fromAssetId - right.fromAssetId || left.toAssetId - right.toAssetId)
    .map((pair) => ({ type: "LiquidityWithdrawn", accountId, ...pair }));

const offersOf = (state: StateView, segmentId: number, pair: ClaimPair): readonly LiquidityOffer[] =>
  state.liquidity.get(keyOf(segmentId, pair))?.offers ?? [];

const keyOf = (segmentId: number, { fromAssetId, toAssetId }: ClaimPair): string =>
  liquidityKey(segmentId, fromAssetId, toAssetId);

/** The offer with the least behind it, of equals the highest account id. Work: the offers of the pair. */
function leastBacked(state: StateView, owing: Owing, offers: readonly LiquidityOffer[], toAssetId: number) {
  let least: { accountId: number; atoms: Atoms } | null = null;
  for (const offer of offers) {
    const backed = backedAtoms(state, owing, offer, toAssetId);
    if (least === null || backed <= least.atoms) least = { accountId: offer.accountId, atoms: backed };
  }
  return least ?? { accountId: 0, atoms: ZERO_ATOMS };
}

/** Writes the offers of a pair, in order of their accounts; without one the row goes. */
function putOffers(state: WritableState, segmentId: number, pair: ClaimPair, offers: readonly LiquidityOffer[]): void {
  if (offers.length === 0) state.liquidity.delete(keyOf(segmentId, pair));
  else state.liquidity.put({ segmentId, ...pair, offers });
}

export const evolveLiquidityOffered: Evolve<"LiquidityOffered"> = (state, { segmentId, offer, ...event }) => {
  const pair = pairOf(event);
  const others = offersOf(state, segmentId, pair).filter(({ accountId }) => accountId !== offer.accountId);
  const offers = [...others, offer].sort((left, right) => left.accountId - right.accountId);
  putOffers(state, segmentId, pair, offers);
};

export const evolveLiquidityWithdrawn: Evolve<"LiquidityWithdrawn"> = (state, { accountId, segmentId, ...event }) => {
  const pair = pairOf(event);
  const others = offersOf(state, segmentId, pair).filter((each) => each.accountId !== accountId);
  putOffers(state, segmentId, pair, others);
};

const pairOf = ({ fromAssetId, toAssetId }: ClaimPair): ClaimPair => ({ fromAssetId, toAssetId });

/**
 * A volunteer's stock after a move: less by what was taken, the fee included, so that its price follows what moved. What it took in is
 * stock of its offer the other way round, if it has one: so an account that offers both ways is a rebalancer of its own stock (MOVE-007).
 */
export function moveStock(state: WritableState, account: AccountRow, pair: ClaimPair, amountAtoms: Atoms): void {
  addStock(state, account, pair, -amountAtoms);
  addStock(state, account, { fromAssetId: pair.toAssetId, toAssetId: pair.fromAssetId }, amountAtoms);
}

function addStock(
  state: WritableState,
  { accountId, segmentId }: AccountRow,
  pair: ClaimPair,
  changeAtoms: bigint,
): void {
  const offers = offersOf(state, segmentId, pair);
  if (!offers.some((offer) => offer.accountId === accountId)) return;
  const changed = offers.map((offer) =>
    offer.accountId === accountId ? { ...offer, stockAtoms: atoms(offer.stockAtoms + changeAtoms) } : offer,
  );
  putOffers(state, segmentId, pair, changed);
}

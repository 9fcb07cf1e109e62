/**
 * Claims that move from vault to vault: atom for atom, at the volunteer's price, between accounts that may.
 *
 * @module
 */
import { AccountRole, AccountStatus, type LiquidityOffer } from "@novate/codec";
import { atoms, PPM_ONE } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { ceil, floor, least, most } from "../sums.ts";
import { isFeedFresh } from "../worth.ts";
import type { Entries } from "./entry.ts";
import { bookMoved } from "./exits.ts";
import { checkNeededCash } from "./neededCash.ts";

/** Stated here once more, so that the engine's own number is judged. */
const MOST_OFFERS = 32;

export const liquidityEntries: Entries<"LiquidityOffered" | "LiquidityWithdrawn" | "ClaimMoved"> = {
  LiquidityOffered(ledger, { type: _, offer, ...pair }) {
    const { accountId, stockAtoms } = offer;
    checkEqual("MOVE-001", pair.segmentId, ledger.account(accountId).segmentId, "segment of an offer");
    checkPair(ledger, pair);
    checkVolunteer(ledger, accountId);
    check("MOVE-005", stockAtoms <= ledger.balance(accountId, pair.toAssetId), () => `${stockAtoms} are not there`);
    const others = offersOf(ledger, pair).filter((other) => other.accountId !== accountId);
    check("MOVE-006", others.length < MOST_OFFERS, () => `${others.length + 1} offers of a pair`);
    putOffers(ledger, pair, [...others, offer]);
  },

  LiquidityWithdrawn(ledger, { type: _, accountId, ...pair }) {
    const offers = offersOf(ledger, pair);
    const others = offers.filter((other) => other.accountId !== accountId);
    checkEqual("MOVE-008", others.length, offers.length - 1, "offers beside one that was taken back");
    putOffers(ledger, pair, others);
  },

  ClaimMoved(ledger, event) {
    const { accountId, volunteerAccountId, fromAssetId, toAssetId, amountAtoms, feeAtoms } = event;
    const { segmentId } = ledger.account(accountId);
    const pair = { segmentId, fromAssetId, toAssetId };
    checkPair(ledger, pair);
    for (const assetId of [fromAssetId, toAssetId]) checkHeard(ledger, assetId);
    check("MOVE-004", volunteerAccountId !== accountId, () => `account ${accountId} met its own offer`);
    checkEqual("MOVE-001", segmentId, ledger.account(volunteerAccountId).segmentId, "segment of a volunteer");
    checkVolunteer(ledger, volunteerAccountId);
    const offer = offersOf(ledger, pair).find((each) => each.accountId === volunteerAccountId);
    check("MOVE-001", offer !== undefined, () => `account ${volunteerAccountId} had offered nothing`);
    check("MOVE-005", amountAtoms > 0n && amountAtoms <= offer!.stockAtoms, () => `${amountAtoms} beyond a stock`);
    const fee = most(priceOf(offer!, amountAtoms), discountOf(ledger, pair, amountAtoms));
    checkEqual("MOVE-020", feeAtoms, fee, `fee of account ${volunteerAccountId}`);
    const cashBefore = ledger.cash(accountId);
    for (const [id, assetId, change, after] of [
      [accountId, fromAssetId, -amountAtoms, event.fromAfterAtoms],
      [accountId, toAssetId, amountAtoms - feeAtoms, event.toAfterAtoms],
      [volunteerAccountId, fromAssetId, amountAtoms, event.volunteerFromAfterAtoms],
      [volunteerAccountId, toAssetId, feeAtoms - amountAtoms, event.volunteerToAfterAtoms],
    ] as const) {
      checkEqual("MOVE-011", after, ledger.balance(id, assetId) + change, `account ${id} in asset ${assetId}`);
      check("MOVE-011", after >= 0n || change > 0n, () => `account ${id} gave more of asset ${assetId} than it had`);
      bookMoved(ledger, id, assetId, after);
    }
    checkNeededCash(ledger, accountId, cashBefore);
    addStock(ledger, pair, volunteerAccountId, -amountAtoms);
    const back = { segmentId, fromAssetId: toAssetId, toAssetId: fromAssetId };
    addStock(ledger, back, volunteerAccountId, amountAtoms);
  },
};

interface Pair {
  readonly segmentId: number;
  readonly fromAssetId: number;
  readonly toAssetId: number;
}

const keyOf = ({ segmentId, fromAssetId, toAssetId }: Pair) => `${segmentId}/${fromAssetId}/${toAssetId}`;

const offersOf = (ledger: Ledger, pair: Pair): readonly LiquidityOffer[] =>
  ledger.get("liquidity", keyOf(pair))?.offers ?? [];

function putOffers(ledger: Ledger, pair: Pair, offers: readonly LiquidityOffer[]): void {
  ledger.put("liquidity", { ...pair, offers: [...offers].sort((left, right) => left.accountId - right.accountId) });
  if (offers.length === 0) ledger.remove("liquidity", keyOf(pair));
}

function addStock(ledger: Ledger, pair: Pair, accountId: number, change: bigint): void {
  const offers = offersOf(ledger, pair);
  const offer = offers.find((each) => each.accountId === accountId);
  if (offer === undefined) return;
  const others = offers.filter((each) => each !== offer);
  putOffers(ledger, pair, [...others, { ...offer, stockAtoms: atoms(offer.stockAtoms + change) }]);
}

/** MOVE-002: two assets of one currency and unit, each in a vault. */
function checkPair(ledger: Ledger, { fromAssetId, toAssetId }: Pair): void {
  const [from, to] = [ledger.must("locations", fromAssetId), ledger.must("locations", toAssetId)];
  const isOne = from.currency === to.currency && fromAssetId !== toAssetId;
  const isUnit = ledger.must("assets", fromAssetId).decimals === ledger.must("assets", toAssetId).decimals;
  check("MOVE-002", isOne && isUnit, () => `assets ${fromAssetId} and ${toAssetId} are two currencies`);
}

/** MOVE-003: what is in doubt stays with who has it. */
function checkHeard(ledger: Ledger, assetId: number): void {
  const { isGated, headerTimeMs, spec } = ledger.must("vaults", ledger.must("locations", assetId).vaultId);
  const isHeard = !isGated && ledger.timeMs <= headerTimeMs + spec.staleAfterMs;
  const lost = ledger.get("impairments", assetId);
  const isWhole = lost === undefined || (lost.shortfallAtoms === 0n && lost.frozenSince === 0n);
  check("MOVE-003", isHeard && isWhole, () => `asset ${assetId} is in doubt`);
}

/** MOVE-004: an active trader without positions that owes nothing. */
function checkVolunteer(ledger: Ledger, accountId: number): void {
  const { role, status, positions, balances } = ledger.account(accountId);
  const isFree = role === AccountRole.trader && status === AccountStatus.active && positions.length === 0;
  const owes = balances.some(({ amountAtoms }) => amountAtoms < 0n);
  check("MOVE-004", isFree && !owes, () => `account ${accountId} may not volunteer`);
}

/** By the antiderivative s − s²/t + s³/3t² of (1 − s/t)², which is nothing from the target on. */
function priceOf({ stockAtoms, targetAtoms: target, basePpm, slopePpm }: LiquidityOffer, amount: bigint): bigint {
  const scale = 3n * target * target;
  const upTo = (stock: bigint): bigint => {
    const s = least(stock, target);
    return s * scale - 3n * s * s * target + s * s * s;
  };
  const steep = upTo(stockAtoms) - upTo(stockAtoms - amount);
  return ceil(basePpm * amount * scale + slopePpm * steep, PPM_ONE * scale);
}

/** MOVE-022: what is taken is worth no less than what is given, at the middles of two known prices. */
function discountOf(ledger: Ledger, { fromAssetId, toAssetId }: Pair, amount: bigint): bigint {
  const [fromId, toId] = [fromAssetId, toAssetId].map((id) => ledger.must("assets", id).priceFeedId);
  if (fromId === toId) return 0n;
  const [from, to] = [ledger.must("feeds", fromId!), ledger.must("feeds", toId!)];
  for (const { spec } of [from, to])
    check("MOVE-003", isFeedFresh(ledger, spec.feedId), () => `feed ${spec.feedId} is late`);
  const given = to.value * 10n ** BigInt(from.spec.decimals);
  const worth = floor(amount * from.value * 10n ** BigInt(to.spec.decimals), given);
  return most(amount - worth, 0n);
}

/**
 * A leveraged directional trader of perpetuals: builds the position that its opinion and its nerve ask for, holds on
 * while it loses, and comes back smaller, or not at all, after a close-out.
 *
 * @module
 */
import { atoms } from "@novate/num";
import type { Random } from "@novate/stdx";
import { between, fatTailed, happens, pick, pickSome, pickWeighted } from "./chance.ts";
import { type Agent, type Floor, grossNotional, heldLots, type Listing, lotNotional, trade } from "./floor.ts";
import { createOpinion, type DirectionalKind } from "./opinion.ts";
import { createTreasury, type MarginResponse } from "./treasury.ts";
import type { AccountView } from "./types.ts";

/** Leverage wanted and how many of a hundred traders want it: a fat tail at what margin just allows. */
const LEVERAGES: readonly (readonly [number, number])[] = [
  [2, 16],
  [3, 20],
  [5, 24],
  [8, 12],
  [10, 14],
  [15, 6],
  [20, 8],
];
const RESPONSES: readonly (readonly [MarginResponse, number])[] = [
  ["topUp", 20],
  ["cut", 30],
  ["freeze", 50],
];
/** Margin expected per notional before the account shows what the house asks. */
const FIRST_MARGIN_RATE = 0.12;
/** A trader never plans to use more than this share of its equity as initial margin. */
const MARGIN_USE = 0.85;
const SLIPPAGE = 0.004;

export interface TraderSetting {
  readonly participantId: number;
  readonly kind: DirectionalKind;
  readonly random: Random;
  /** Listings that have a perpetual; at least one. */
  readonly listings: readonly Listing[];
  readonly settlementAsset: string;
  /** The stake of the smallest trader, in settlement atoms. */
  readonly smallestStakeAtoms: number;
}

// long: a closure over what the agent remembers; each of its parts is short
export function createTrader(setting: TraderSetting): Agent {
  const { participantId, kind, random, listings } = setting;
  const stake = Math.floor(fatTailed(random, setting.smallestStakeAtoms, 100));
  const wantedLeverage = pickWeighted(random, LEVERAGES);
  const leverage = kind === "holder" ? Math.min(5, wantedLeverage) : wantedLeverage;
  const followed = pickSome(
    random,
    listings,
    pickWeighted(random, [
      [1, 5],
      [2, 3],
      [3, 2],
    ] as const),
  );
  const patienceMs = between(random, 90_000, kind === "holder" ? 5_400_000 : 1_200_000);
  const opinion = createOpinion(kind, random);
  const response = pickWeighted(random, RESPONSES);
  const treasury = createTreasury(participantId, random, response, stake, stake * between(random, 0, 1.5));
  const isIsolated = followed.length === 1 && random.nextInt(1, 3) === 1;

  /** Shrinks when the house refuses, recovers when it accepts. */
  let appetite = 1;
  let awaited: { readonly instrumentId: number; readonly lots: number } | undefined;
  let awayUntilMs = 0;

  const learn = (account: AccountView): void => {
    if (awaited === undefined) return;
    const isDone = heldLots(account, awaited.instrumentId) !== awaited.lots;
    appetite = isDone ? Math.min(1, appetite * 1.1) : Math.max(0.2, appetite * 0.7);
    awaited = undefined;
  };

  /** Wiped out: stay away for a while, then perhaps return with half of what is left to lose. */
  const leaveOrReturn = (floor: Floor): void => {
    if (awayUntilMs === 0) awayUntilMs = floor.timeMs + Math.floor(between(random, 1_200_000, 10_800_000));
    if (floor.timeMs < awayUntilMs) return;
    const amountAtoms = treasury.draw(stake / 2);
    appetite = 0.4;
    awayUntilMs = amountAtoms > 0n ? 0 : Number.MAX_SAFE_INTEGER;
    if (amountAtoms > 0n) floor.emit({ type: "Deposit", participantId, amountAtoms });
  };

  const rebalance = (floor: Floor, account: AccountView): void => {
    const { perpetual, underlying } = pick(random, followed);
    const sense = floor.sense(underlying);
    if (perpetual === undefined || sense === undefined) return;
    const equity = Number(account.equityAtoms);
    const gross = grossNotional(floor, account);
    const marginRate = gross > 0 ? Number(account.initialMarginAtoms) / gross : FIRST_MARGIN_RATE;
    const affordable = marginRate > 0 ? (MARGIN_USE * equity) / marginRate : leverage * equity;
    const view = opinion(sense);
    const wanted = (appetite * Math.min(leverage * equity, affordable)) / followed.length;
    const target = (view * wanted) / lotNotional(perpetual, sense);
    const held = heldLots(account, perpetual.instrumentId);
    const isSameWay = held * target > 0;
    // A loser that still believes neither adds nor takes its loss.
    if (isSameWay && (Math.abs(target) < Math.abs(held) ? Math.abs(view) > 0.3 : equity < 0.9 * stake)) return;
    const change = target - held;
    if (Math.abs(change) < 0.25 * Math.max(Math.abs(target), Math.abs(held))) return;
    const slippage = SLIPPAGE + sense.turbulence;
    const hasSent = trade(floor, participantId, perpetual, change, slippage);
    awaited = hasSent ? { instrumentId: perpetual.instrumentId, lots: held } : undefined;
  };

  return {
    participant: {
      participantId,
      kind,
      marginMethod: isIsolated ? "isolated" : random.nextInt(1, 4) === 1 ? "portfolio" : "cross",
      openingDeposits: [{ asset: setting.settlementAsset, amountAtoms: atoms(BigInt(stake)) }],
    },
    step(floor) {
      const willDecide = happens(random, floor.elapsedMs, patienceMs);
      const willLook = willDecide || happens(random, floor.elapsedMs, 60_000);
      const account = willLook ? floor.account(participantId) : undefined;
      if (account === undefined) return;
      learn(account);
      if (account.positions.size === 0 && Number(account.equityAtoms) < 0.05 * stake) leaveOrReturn(floor);
      else if (!treasury.mind(floor, account) && willDecide && !account.isManaged) rebalance(floor, account);
    },
  };
}

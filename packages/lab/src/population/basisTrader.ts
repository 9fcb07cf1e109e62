/**
 * A basis trader: sells the dated future and buys the perpetual while the future is dear, and the reverse while it is
 * cheap; out when the difference is gone.
 *
 * @module
 */
import { atoms } from "@novate/num";
import type { Random } from "@novate/stdx";
import { between, fatTailed, happens } from "./chance.ts";
import { type Agent, type Floor, heldLots, type Listing, lotNotional, trade } from "./floor.ts";
import type { Sense } from "./sense.ts";
import { createTreasury } from "./treasury.ts";
import type { AccountView, FutureView } from "./types.ts";

const PATIENCE_MS = 900_000;
const SLIPPAGE = 0.002;

export interface BasisTraderSetting {
  readonly participantId: number;
  readonly random: Random;
  /** It has a perpetual and at least one future. */
  readonly listing: Listing;
  readonly settlementAsset: string;
  readonly smallestStakeAtoms: number;
}

export function createBasisTrader(setting: BasisTraderSetting): Agent {
  const { participantId, random, listing } = setting;
  const stake = Math.floor(fatTailed(random, setting.smallestStakeAtoms, 20));
  const leverage = between(random, 2, 6);
  const enterAt = between(random, 0.03, 0.12);
  const exitAt = enterAt / 4;
  const treasury = createTreasury(participantId, random, "cut", stake, 0);

  /** Lots of the future to hold: against the sign of the basis once it is worth it. */
  const targetLots = (floor: Floor, sense: Sense, future: FutureView, account: AccountView): number => {
    const held = heldLots(account, future.instrumentId);
    if (future.expiryMs <= floor.timeMs) return 0;
    const { basisAnnual } = sense;
    if (Math.abs(basisAnnual) < exitAt || basisAnnual * held > 0) return 0;
    if (Math.abs(basisAnnual) < enterAt) return held;
    const size = (leverage * Number(account.equityAtoms)) / lotNotional(future, sense);
    return basisAnnual > 0 ? -size : size;
  };

  return {
    participant: {
      participantId,
      kind: "basisTrader",
      marginMethod: "cross",
      openingDeposits: [{ asset: setting.settlementAsset, amountAtoms: atoms(BigInt(stake)) }],
    },
    step(floor) {
      const sense = floor.sense(listing.underlying);
      if (sense === undefined || !happens(random, floor.elapsedMs, PATIENCE_MS)) return;
      const future = listing.futures.find((one) => one.expiryMs > floor.timeMs);
      const account = floor.account(participantId);
      if (future === undefined || listing.perpetual === undefined || account === undefined) return;
      if (treasury.mind(floor, account) || account.isManaged) return;
      const held = heldLots(account, future.instrumentId);
      const target = targetLots(floor, sense, future, account);
      const change = target - held;
      if (Math.abs(change) > 0.1 * Math.max(Math.abs(target), Math.abs(held))) {
        trade(floor, participantId, future, change, SLIPPAGE);
      }
      // The perpetual follows what the future has become, so that a missed leg is made good at the next look.
      const ratio = lotNotional(future, sense) / lotNotional(listing.perpetual, sense);
      const missing = -held * ratio - heldLots(account, listing.perpetual.instrumentId);
      if (Math.abs(missing) > 0.05 * Math.abs(held * ratio)) {
        trade(floor, participantId, listing.perpetual, missing, SLIPPAGE);
      }
    },
  };
}

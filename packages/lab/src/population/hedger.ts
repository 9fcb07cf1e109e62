/**
 * A holder of coins that hedges them: the coins are its collateral, a short perpetual takes their risk away.
 *
 * @module
 */
import { atoms } from "@novate/num";
import type { Random } from "@novate/stdx";
import { between, fatTailed, happens } from "./chance.ts";
import { powerOfTen } from "./decimals.ts";
import { type Agent, heldLots, type Listing, lotNotional, trade } from "./floor.ts";
import { createTreasury } from "./treasury.ts";
import type { CollateralAsset, Holding, UnderlyingView } from "./types.ts";

const PATIENCE_MS = 600_000;
const SLIPPAGE = 0.003;
/** Cash beside the coins, to pay variation margin from. */
const CASH_SHARE = 0.12;
/** Without coins as collateral the coins stay outside and cash carries the hedge. */
const CASH_ONLY_SHARE = 0.4;

export interface HedgerSetting {
  readonly participantId: number;
  readonly random: Random;
  /** The underlying that it holds; it has a perpetual. */
  readonly listing: Listing;
  readonly underlying: UnderlyingView;
  readonly settlement: CollateralAsset;
  /** The coin as collateral, if the house takes it. */
  readonly coin: CollateralAsset | undefined;
  readonly smallestStakeAtoms: number;
}

export function createHedger(setting: HedgerSetting): Agent {
  const { participantId, random, listing, underlying, settlement, coin } = setting;
  /** What its coins are worth when it comes in, in settlement atoms. */
  const worth = fatTailed(random, setting.smallestStakeAtoms, 20);
  const ratio = between(random, 0.6, 0.95);
  const cash = Math.floor(worth * (coin === undefined ? CASH_ONLY_SHARE : CASH_SHARE));
  const treasury = createTreasury(participantId, random, "topUp", worth, worth / 2);
  const openingPrice = Number(underlying.openingIndex);

  const deposits: Holding[] = [{ asset: settlement.symbol, amountAtoms: atoms(BigInt(cash)) }];
  if (coin !== undefined) {
    const settlementUnit = powerOfTen(settlement.decimals);
    const coins = worth / settlementUnit / (openingPrice / powerOfTen(underlying.feedDecimals));
    deposits.push({ asset: coin.symbol, amountAtoms: atoms(BigInt(Math.floor(coins * powerOfTen(coin.decimals)))) });
  }

  return {
    participant: {
      participantId,
      kind: "hedger",
      marginMethod: coin === undefined ? "cross" : "portfolio",
      openingDeposits: deposits,
    },
    step(floor) {
      const { perpetual } = listing;
      const sense = floor.sense(listing.underlying);
      if (perpetual === undefined || sense === undefined || !happens(random, floor.elapsedMs, PATIENCE_MS)) return;
      const account = floor.account(participantId);
      if (account === undefined || treasury.mind(floor, account) || account.isManaged) return;
      // The coins' worth now, over the worth of a lot now: the count does not move with the price.
      const target = -(ratio * worth * (sense.price / openingPrice)) / lotNotional(perpetual, sense);
      const change = target - heldLots(account, perpetual.instrumentId);
      if (Math.abs(change) > 0.05 * Math.abs(target)) trade(floor, participantId, perpetual, change, SLIPPAGE);
    },
  };
}

/**
 * An options dealer on the request-for-quote desk: two-sided prices around the mark, leaning against its book, and the
 * delta of that book hedged with perpetuals.
 *
 * @module
 */
import { atoms, type Lots, MINUTE_MS, ticks } from "@novate/num";
import type { Random } from "@novate/stdx";
import { between, happens } from "./chance.ts";
import { type Agent, type Floor, heldLots, type Listing, lotNotional, trade } from "./floor.ts";
import { clamp } from "./sense.ts";
import type { AccountView, DealerQuote, QuoteRequestView } from "./types.ts";

const HEDGE_MS = MINUTE_MS;
const HEDGE_SLIPPAGE = 0.003;
/** Delta left open, as a share of the stake. */
const OPEN_DELTA = 0.02;
const MARGIN_USE = 0.7;

export interface DealerSetting {
  readonly participantId: number;
  readonly random: Random;
  /** Those with options. */
  readonly listings: readonly Listing[];
  readonly settlementAsset: string;
  readonly smallestStakeAtoms: number;
}

export function createDealer(setting: DealerSetting): Agent {
  const { participantId, random, listings } = setting;
  const stake = Math.floor(setting.smallestStakeAtoms * between(random, 1, 3));
  /** Fraction of the mark on either side in a calm market. */
  const halfSpread = between(random, 0.015, 0.05);
  const nerve = between(random, 0.008, 0.04);
  const capacity = between(random, 0.2, 0.5) * stake;

  const isStrained = (account: AccountView): boolean =>
    account.isManaged || Number(account.initialMarginAtoms) > MARGIN_USE * Number(account.equityAtoms);

  const quote = (request: QuoteRequestView, floor: Floor): DealerQuote | undefined => {
    const option = floor.instrument(request.instrumentId);
    const sense = floor.sense(option.underlying);
    const market = floor.market(request.instrumentId);
    const account = floor.account(participantId);
    if (sense === undefined || market === undefined || account === undefined) return undefined;
    if (sense.turbulence > nerve || market.mark < 1 || isStrained(account)) return undefined;
    const most = Math.floor(capacity / lotNotional(option, sense));
    const count = Math.min(Number(request.lots), most);
    if (count < 1) return undefined;
    const lean = clamp(heldLots(account, request.instrumentId) / most, -1, 1);
    // One whole tick at least on either side: an option worth a few ticks has no finer price.
    const width = Math.max(1, market.mark * (halfSpread + 4 * sense.turbulence));
    const centre = market.mark - lean * width;
    const bid = Math.max(1, Math.floor(centre - width));
    return {
      requestId: request.requestId,
      participantId,
      bidTicks: ticks(BigInt(bid)),
      askTicks: ticks(BigInt(Math.max(bid + 1, Math.ceil(centre + width)))),
      lots: BigInt(count) as Lots,
    };
  };

  /** Brings the delta of options and perpetual together back to nothing, in atoms of notional. */
  const hedge = (floor: Floor, listing: Listing, account: AccountView): void => {
    const { perpetual, options } = listing;
    const sense = floor.sense(listing.underlying);
    if (perpetual === undefined || sense === undefined) return;
    const perLot = lotNotional(perpetual, sense);
    let delta = heldLots(account, perpetual.instrumentId) * perLot;
    for (const option of options) {
      const held = heldLots(account, option.instrumentId);
      const market = held === 0 ? undefined : floor.market(option.instrumentId);
      if (market !== undefined) delta += held * market.delta * lotNotional(option, sense);
    }
    if (Math.abs(delta) > OPEN_DELTA * stake) trade(floor, participantId, perpetual, -delta / perLot, HEDGE_SLIPPAGE);
  };

  return {
    participant: {
      participantId,
      kind: "dealer",
      marginMethod: "portfolio",
      openingDeposits: [{ asset: setting.settlementAsset, amountAtoms: atoms(BigInt(stake)) }],
    },
    quote,
    step(floor) {
      if (!happens(random, floor.elapsedMs, HEDGE_MS)) return;
      const account = floor.account(participantId);
      if (account === undefined || account.isManaged) return;
      for (const listing of listings) hedge(floor, listing, account);
    },
  };
}

/**
 * Users of options, through requests for quotes: buyers pay premium for calls, or for puts when it gets rough; writers
 * take premium and carry what may come.
 *
 * @module
 */
import { atoms, DAY_MS, type Lots } from "@novate/num";
import type { Random } from "@novate/stdx";
import { between, fatTailed, happens, pick } from "./chance.ts";
import { type Agent, type Floor, heldLots, indexTicksOf, type Listing, limitTicks, lotNotional } from "./floor.ts";
import type { Sense } from "./sense.ts";
import { createTreasury } from "./treasury.ts";
import type { AccountView, OptionView } from "./types.ts";

const PATIENCE_MS = 1_500_000;
/** How far from the mark a user goes along with a dealer. */
const SLIPPAGE = 0.15;
const ROUGH = 0.004;

export interface OptionTraderSetting {
  readonly participantId: number;
  readonly kind: "optionBuyer" | "optionWriter";
  readonly random: Random;
  /** It has options. */
  readonly listing: Listing;
  readonly settlementAsset: string;
  readonly smallestStakeAtoms: number;
}

export function createOptionTrader(setting: OptionTraderSetting): Agent {
  const { participantId, kind, random, listing } = setting;
  const stake = Math.floor(fatTailed(random, setting.smallestStakeAtoms, 30));
  const leverage = kind === "optionBuyer" ? between(random, 1, 6) : fatTailed(random, 0.8, 10);
  const response = random.nextInt(1, 2) === 1 ? "topUp" : "freeze";
  const treasury = createTreasury(participantId, random, response, stake, stake / 2);

  /** An option it likes: a little out of the money, of any expiry that has a day to run. */
  const choose = (floor: Floor, sense: Sense): OptionView | undefined => {
    const wantsCall = sense.turbulence > ROUGH ? random.nextInt(1, 4) === 1 : random.nextInt(1, 5) <= 3;
    const liked = listing.options.filter((option) => {
      const moneyness = Number(option.strikeTicks) / indexTicksOf(option, sense) - 1;
      const isNear = wantsCall ? moneyness > -0.02 && moneyness < 0.15 : moneyness < 0.02 && moneyness > -0.15;
      return option.isCall === wantsCall && isNear && option.expiryMs > floor.timeMs + DAY_MS;
    });
    return liked.length === 0 ? undefined : pick(random, liked);
  };

  const request = (floor: Floor, option: OptionView, signedLots: number): void => {
    const market = floor.market(option.instrumentId);
    const count = Math.floor(Math.abs(signedLots));
    if (market === undefined || market.mark < 1 || count < 1) return;
    const side = signedLots > 0 ? "buy" : "sell";
    floor.emit({
      type: "RequestQuote",
      participantId,
      instrumentId: option.instrumentId,
      side,
      lots: BigInt(count) as Lots,
      limitTicks: limitTicks(market.mark, side, SLIPPAGE),
    });
  };

  const act = (floor: Floor, sense: Sense, account: AccountView): void => {
    const open = listing.options.filter((option) => heldLots(account, option.instrumentId) !== 0);
    if (open.length > 0 && random.nextInt(1, 4) === 1) {
      const option = pick(random, open);
      request(floor, option, -heldLots(account, option.instrumentId));
      return;
    }
    const option = choose(floor, sense);
    if (option === undefined || open.length >= 6) return;
    const used = Number(account.initialMarginAtoms) / Math.max(1, Number(account.equityAtoms));
    if (used > 0.7) return;
    const size = (leverage * Number(account.equityAtoms)) / 4 / lotNotional(option, sense);
    request(floor, option, kind === "optionBuyer" ? size : -size);
  };

  return {
    participant: {
      participantId,
      kind,
      marginMethod: "portfolio",
      openingDeposits: [{ asset: setting.settlementAsset, amountAtoms: atoms(BigInt(stake)) }],
    },
    step(floor) {
      const sense = floor.sense(listing.underlying);
      if (sense === undefined || !happens(random, floor.elapsedMs, PATIENCE_MS)) return;
      const account = floor.account(participantId);
      if (account === undefined || treasury.mind(floor, account) || account.isManaged) return;
      act(floor, sense, account);
    },
  };
}

/**
 * A market maker on the order book: quotes both sides around the index, leans against its inventory, and steps back
 * when the market is rougher than its nerve or its margin is used up.
 *
 * @module
 */
import { atoms, type Lots, YEAR_MS } from "@novate/num";
import type { Random } from "@novate/stdx";
import { between } from "./chance.ts";
import { type Agent, type Floor, heldLots, indexTicksOf, type Listing, limitTicks, lotNotional } from "./floor.ts";
import type { Sense } from "./sense.ts";
import type { AccountView, InstrumentView } from "./types.ts";

const LEVELS = 2;
const REFRESH_MS = 120_000;
/** Share of equity in use as initial margin above which it quotes only what reduces a position. */
const MARGIN_USE = 0.6;

export interface MarketMakerSetting {
  readonly participantId: number;
  readonly random: Random;
  readonly listings: readonly Listing[];
  readonly settlementAsset: string;
  readonly smallestStakeAtoms: number;
}

/** What it last showed in one instrument. */
interface Shown {
  readonly fair: number;
  readonly held: number;
  readonly atMs: number;
}

// long: a closure over what the agent remembers; each of its parts is short
export function createMarketMaker(setting: MarketMakerSetting): Agent {
  const { participantId, random } = setting;
  const stake = Math.floor(setting.smallestStakeAtoms * between(random, 1, 3));
  const quoted = setting.listings.flatMap(({ underlying, perpetual, futures }) =>
    [...(perpetual === undefined ? [] : [perpetual]), ...futures].map((instrument) => ({ underlying, instrument })),
  );
  const halfSpread = between(random, 0.0003, 0.0012);
  const nerve = between(random, 0.005, 0.03);
  /** Largest position in one instrument, as a multiple of the stake over the number of instruments. */
  const limit = (between(random, 2, 4) * stake) / Math.max(1, quoted.length);
  const shown = new Map<number, Shown>();
  const resting = new Set<number>();
  const away = new Set<string>();

  const withdraw = (floor: Floor, instrumentId: number): void => {
    shown.delete(instrumentId);
    if (!resting.delete(instrumentId)) return;
    floor.emit({ type: "CancelOrders", participantId, instrumentId });
  };

  const fairOf = (floor: Floor, instrument: InstrumentView, sense: Sense): number => {
    const years = instrument.kind === "future" ? (instrument.expiryMs - floor.timeMs) / YEAR_MS : 0;
    return indexTicksOf(instrument, sense) * (1 + sense.basisAnnual * years);
  };

  const quote = (floor: Floor, instrument: InstrumentView, sense: Sense, account: AccountView): void => {
    const { instrumentId } = instrument;
    const fair = fairOf(floor, instrument, sense);
    const held = heldLots(account, instrumentId);
    const width = halfSpread + 0.7 * sense.turbulence;
    const last = shown.get(instrumentId);
    const isFresh = last !== undefined && last.held === held && floor.timeMs - last.atMs < REFRESH_MS;
    if (isFresh && Math.abs(fair / last.fair - 1) < width / 4) return;

    withdraw(floor, instrumentId);
    shown.set(instrumentId, { fair, held, atMs: floor.timeMs });
    const limitLots = limit / lotNotional(instrument, sense);
    const lean = held / Math.max(1, limitLots);
    const centre = fair * (1 - 1.5 * width * Math.max(-2, Math.min(2, lean)));
    const isStrained = Number(account.initialMarginAtoms) > MARGIN_USE * Number(account.equityAtoms);
    for (const side of ["buy", "sell"] as const) {
      const isReducing = side === "buy" ? held < 0 : held > 0;
      const room = isReducing ? limitLots + Math.abs(held) : isStrained ? 0 : limitLots - Math.abs(held);
      const size = Math.floor(Math.min(room / LEVELS, limitLots / 4));
      if (size < 1) continue;
      for (let level = 0; level < LEVELS; level++) {
        // Half a spread inside out, then two and a half: worse for the taker, hence the sign of the slippage.
        const distance = -width * (1 + 1.5 * level);
        floor.emit({
          type: "PlaceOrder",
          participantId,
          instrumentId,
          side,
          lots: BigInt(size) as Lots,
          limitTicks: limitTicks(centre, side, distance),
          timeInForce: "postOnly",
        });
        resting.add(instrumentId);
      }
    }
  };

  return {
    participant: {
      participantId,
      kind: "marketMaker",
      marginMethod: "portfolio",
      openingDeposits: [{ asset: setting.settlementAsset, amountAtoms: atoms(BigInt(stake)) }],
    },
    step(floor) {
      const account = floor.account(participantId);
      if (account === undefined) return;
      for (const { underlying, instrument } of quoted) {
        const sense = floor.sense(underlying);
        const turbulence = sense?.turbulence ?? 0;
        if (turbulence > nerve) away.add(underlying);
        else if (turbulence < nerve / 2) away.delete(underlying);
        const isOpen = floor.market(instrument.instrumentId) !== undefined && !account.isManaged;
        const hasExpired = instrument.kind === "future" && instrument.expiryMs <= floor.timeMs;
        if (sense === undefined || !isOpen || hasExpired || away.has(underlying))
          withdraw(floor, instrument.instrumentId);
        else quote(floor, instrument, sense, account);
      }
    },
  };
}

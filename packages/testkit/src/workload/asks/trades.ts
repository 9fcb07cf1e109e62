/**
 * Trade reports: single, batched, linked, repeated, contradicted; spot deliveries among them; cancels.
 *
 * @module
 */
import {
  type AccountRow,
  type Authority,
  type CommandOf,
  type Hex,
  type InstrumentRow,
  type MarketRow,
  type Order,
  orderDigest,
  Side,
  type TradeReport,
  tradeReference,
} from "@novate/codec";
import { atoms, HOUR_MS, lots, ppm, type Ticks, ticks } from "@novate/num";
import { toySignature, venueSigner } from "../../world/cast.ts";
import { VENUES } from "../../world/genesis.ts";
import type { Ask, Maker } from "../maker.ts";
import type { KnownOrder, KnownReport, Memory } from "../memory.ts";
import { balanceOf, isSpot, type Scene } from "../scene.ts";

/** What both legs of a trade share. */
interface Deal {
  readonly segmentId: number;
  readonly venueId: number;
  readonly instrument: InstrumentRow;
  readonly market: MarketRow;
}

export const reportTrades: Maker = (scene, memory) => {
  const { dice } = scene;
  const known = memory.reports.items;
  if (known.length > 0 && dice.chance(0.06)) return repeated(scene, dice.pick(known));
  const segmentId = scene.segmentId();
  const venueId = dice.pick(VENUES[segmentId]!);
  const listings = scene.listings(segmentId);
  if (listings.length === 0 || scene.traders(segmentId).length < 2) return null;
  const count = dice.weighted([
    [6, 1],
    [3, 2],
    [1.5, dice.int(3, 6)],
  ]);
  const isLinked = count > 1 && dice.chance(0.4);
  const trades: TradeReport[] = [];
  for (let index = 0; index < count; index += 1) {
    const deal = { segmentId, venueId, ...dice.pick(listings) };
    trades.push({ ...tradeOf(scene, memory, deal), group: isLinked ? dice.int(1, 2) : 0 });
  }
  const report: CommandOf<"ReportTrades"> = { type: "ReportTrades", venueId: dice.chance(0.01) ? 9 : venueId, trades };
  const signer = venueSigner(dice.chance(0.01) ? 1 : venueId);
  memory.reports.add({ report, signer });
  return { command: report, signer };
};

/** The same report once more, or the same references with another body. */
function repeated({ dice }: Scene, { report, signer }: KnownReport): Ask {
  if (dice.chance(0.6)) return { command: report, signer };
  const trades = report.trades.map((trade) => ({ ...trade, priceTicks: ticks(trade.priceTicks + 1n) }));
  return { command: { ...report, trades }, signer };
}

function tradeOf(scene: Scene, memory: Memory, deal: Deal): TradeReport {
  const [buyer, seller] = pairOf(scene, deal);
  const size = sizeOf(scene, deal, buyer, seller);
  const priceTicks = priceOf(scene, deal);
  return {
    reference: tradeReference(matchedAtMs(scene), BigInt(memory.nextReference++)),
    instrumentId: deal.instrument.spec.instrumentId,
    priceTicks,
    lots: lots(size),
    buyer: authorityOf(scene, memory, deal, { account: buyer, side: Side.buy, size, priceTicks }),
    seller: authorityOf(scene, memory, deal, { account: seller, side: Side.sell, size, priceTicks }),
    group: 0,
  };
}

/** Mostly now, some a while ago, a few outside the window. */
const matchedAtMs = ({ dice, timeMs }: Scene): number =>
  timeMs +
  dice.weighted([
    [50, 0],
    [5, -60_000],
    [1, 5_000],
    [0.3, -121_000],
    [0.3, 11_000],
  ]);

/** Two accounts of the segment. Half of the time one that holds something gets rid of it; rarely both are the same. */
function pairOf(scene: Scene, { segmentId, instrument }: Deal): [AccountRow, AccountRow] {
  const { dice } = scene;
  const traders = dice.shuffle(scene.traders(segmentId));
  const [first, second] = [traders[0]!, traders[dice.chance(0.01) ? 0 : 1]!];
  const held = lotsOf(first, instrument);
  if (held !== 0n && dice.chance(0.5)) {
    const opposite = traders.find((other) => lotsOf(other, instrument) * held < 0n) ?? second;
    return held > 0n ? [opposite, first] : [first, opposite];
  }
  const { terms } = instrument.spec;
  const deliverer = terms.type === "Spot" && traders.find((row) => balanceOf(row, terms.baseAssetId) > 0n);
  if (deliverer) return [first === deliverer ? second : first, deliverer];
  return [first, second];
}

const lotsOf = ({ positions }: AccountRow, { spec }: InstrumentRow): bigint =>
  positions.find(({ instrumentId }) => instrumentId === spec.instrumentId)?.lots ?? 0n;

/** Up to several times the poorer side's cash in notional, or what closes a position. */
function sizeOf(scene: Scene, { instrument, market }: Deal, buyer: AccountRow, seller: AccountRow): bigint {
  const { dice } = scene;
  if (dice.chance(0.005)) return dice.pick([0n, -1n, 2n ** 62n, 2n ** 63n - 1n]);
  const [sold, bought] = [lotsOf(seller, instrument), -lotsOf(buyer, instrument)];
  const closing = sold > 0n && bought > 0n ? (sold < bought ? sold : bought) : sold > 0n ? sold : bought;
  if (closing > 0n && dice.chance(0.6)) return dice.chance(0.5) ? closing : (closing + 1n) / 2n;
  const [cashOfBuyer, cashOfSeller] = [scene.cashOf(buyer), scene.cashOf(seller)];
  const cash = cashOfBuyer < cashOfSeller ? cashOfBuyer : cashOfSeller;
  const leverage = dice.weighted([
    [3, 1],
    [3, 4],
    [8, 8],
    [2, 16],
    [0.3, 60],
  ]);
  const part = dice.float(0.1, 1) * (isSpot(instrument) ? 0.1 : 1);
  const notional = BigInt(Math.round(Number(cash > 0n ? cash : 1_000_000n) * leverage * part));
  const lotValue = markTicksOf(market) * instrument.spec.tickValueAtoms;
  const size = lotValue > 0n ? notional / lotValue : BigInt(dice.int(1, 1_000)); // an option may be worth nothing
  return size > 0n ? size : 1n;
}

/** Listings are of what has a mark. */
const markTicksOf = ({ mark }: MarketRow): bigint => mark?.priceTicks ?? 0n;

/** Near the mark; sometimes at the edge of the band or beyond it. */
function priceOf({ dice }: Scene, { market }: Deal): Ticks {
  const scale = dice.weighted([
    [20, 1 + 0.001 * dice.bell()],
    [2, 1 + dice.float(-0.06, 0.06)],
    [0.1, 0],
    [0.1, 100],
  ]);
  return ticks(BigInt(Math.round(Number(markTicksOf(market)) * scale)));
}

interface LegPlan {
  readonly account: AccountRow;
  readonly side: number;
  readonly size: bigint;
  readonly priceTicks: Ticks;
}

/** A mandate, an order made for the trade, a larger one to be filled again, or one known from before. */
function authorityOf(scene: Scene, memory: Memory, deal: Deal, leg: LegPlan): Authority {
  const { dice } = scene;
  const { account, side, size, priceTicks } = leg;
  const { accountId } = account;
  const mandate = scene.state.mandates.get(`${accountId}/${deal.venueId}`);
  const isUseful = mandate !== undefined && (mandate.validUntilMs > scene.timeMs || dice.chance(0.05));
  if (isUseful && dice.chance(0.5)) return { type: "Mandate", accountId };
  const { instrumentId } = deal.instrument.spec;
  const known = memory.orders.items.filter(
    ({ order }) => order.accountId === accountId && order.instrumentId === instrumentId && order.side === side,
  );
  if (known.length > 0 && dice.chance(0.3)) return signed(scene, dice.pick(known));
  const slack = (side === Side.buy ? 1n : -1n) * (priceTicks / BigInt(dice.pick([10, 100, 1_000_000])));
  const order: Order = {
    accountId,
    venueId: dice.chance(0.005) ? 9 : deal.venueId,
    instrumentId,
    side,
    lots: lots(dice.chance(0.3) && size < 2n ** 61n ? 2n * size : size),
    limitPriceTicks: ticks(priceTicks + slack),
    maxFeePpm: ppm(dice.chance(0.01) ? 1n : 1_000n),
    minEquityAfterAtoms: atoms(dice.chance(0.03) ? 1_000_000_000n : 0n),
    reduceOnly: dice.chance(0.15),
    expiresAtMs:
      scene.timeMs +
      dice.weighted([
        [50, HOUR_MS],
        [10, 20_000],
        [0.5, 0],
        [0.5, 400 * 24 * HOUR_MS],
      ]),
    salt: memory.nextSalt++,
  };
  const kept = { order, signer: scene.signerFor(account) };
  memory.orders.add(kept);
  return signed(scene, kept);
}

function signed({ house }: Scene, { order, signer }: KnownOrder): Extract<Authority, { type: "Order" }> {
  return { type: "Order", order, signer, signature: toySignature(orderDigest(house, order), signer) };
}

/** Now and then somebody voids all it has; some ask for too much. */
export const voidOrders: Maker = (scene, memory) => {
  const { dice } = scene;
  const known = memory.orders.items;
  if (known.length === 0) return null;
  const { accountId, expiresAtMs } = dice.pick(known).order;
  const account = scene.state.accounts.get(accountId);
  if (account === undefined) return null;
  const expiringByMs = dice.chance(0.05)
    ? scene.timeMs + 400 * 24 * HOUR_MS
    : Math.min(expiresAtMs, scene.timeMs + HOUR_MS);
  return { command: { type: "VoidOrders", accountId, expiringByMs }, signer: scene.signerFor(account) };
};

export const cancelOrder: Maker = (scene, memory) => {
  const { dice } = scene;
  const known = memory.orders.items;
  if (known.length === 0) return null;
  const { order } = dice.pick(known);
  const { accountId } = order;
  const account = scene.state.accounts.get(accountId);
  if (account === undefined) return null;
  const unknown: Hex = `0x${dice.int(1, 1_000_000).toString(16).padStart(64, "0")}`;
  const digest = dice.chance(0.1) ? unknown : orderDigest(scene.house, order);
  // Some say too little, a few too much.
  const expiresAtMs = dice.weighted([
    [20, order.expiresAtMs],
    [2, scene.timeMs],
    [0.2, order.expiresAtMs + 400 * 24 * HOUR_MS],
  ]);
  return {
    command: { type: "CancelOrder", accountId, orderDigest: digest, expiresAtMs },
    signer: scene.signerFor(account),
  };
};

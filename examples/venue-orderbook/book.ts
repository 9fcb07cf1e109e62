/**
 * An order book: the best price first, at one price the order that came first. It knows nothing of money, nor of the house.
 *
 * @module
 */
import { type Hex, Side, type SignedOrder } from "@novate/sdk";

export interface Resting {
  readonly signed: SignedOrder;
  readonly digest: Hex;
  /** Arrival: of two at one price the lower trades first. */
  readonly sequence: number;
  left: bigint;
}

/** Two orders that met, at the price of the one that was there. */
export interface Fill {
  readonly maker: Resting;
  readonly taker: Resting;
  readonly priceTicks: bigint;
  readonly lots: bigint;
}

const priceOf = ({ signed }: Resting): bigint => signed.order.limitPriceTicks;
const smaller = (one: bigint, other: bigint): bigint => (one < other ? one : other);

export class Book {
  readonly #sides = { [Side.buy]: [] as Resting[], [Side.sell]: [] as Resting[] };
  #arrivals = 0;

  /**
   * Matches what can be matched at `nowMs`; the rest of the order stays. Orders that have expired leave the book where they are met, and so
   * do those of the same account: nobody trades with itself.
   */
  take(signed: SignedOrder, digest: Hex, nowMs: number): readonly Fill[] {
    const taker: Resting = { signed, digest, sequence: ++this.#arrivals, left: signed.order.lots };
    const isBuy = signed.order.side === Side.buy;
    const makers = this.#sides[isBuy ? Side.sell : Side.buy];
    const fills: Fill[] = [];
    for (const maker of [...makers]) {
      const priceTicks = priceOf(maker);
      if (taker.left === 0n || (isBuy ? priceTicks > priceOf(taker) : priceTicks < priceOf(taker))) break;
      const { accountId, expiresAtMs } = maker.signed.order;
      if (accountId === signed.order.accountId || expiresAtMs <= nowMs) {
        makers.splice(makers.indexOf(maker), 1);
        continue;
      }
      const lots = smaller(maker.left, taker.left);
      maker.left -= lots;
      taker.left -= lots;
      fills.push({ maker, taker, priceTicks, lots });
      if (maker.left === 0n) makers.splice(makers.indexOf(maker), 1);
    }
    if (taker.left > 0n) this.#rest(taker);
    return fills;
  }

  /** Takes an order out; false where it is not there. */
  remove(digest: Hex): boolean {
    for (const side of Object.values(this.#sides)) {
      const place = side.findIndex((resting) => resting.digest === digest);
      if (place !== -1) return side.splice(place, 1).length === 1;
    }
    return false;
  }

  /** Gives an order its lots back, in its old place: the house refused the fill, and not for anything of this side. */
  giveBack(resting: Resting, lots: bigint): void {
    this.remove(resting.digest);
    resting.left += lots;
    this.#rest(resting);
  }

  best(side: 0 | 1): Resting | undefined {
    return this.#sides[side][0];
  }

  #rest(resting: Resting): void {
    const { side } = resting.signed.order;
    const queue = this.#sides[side === Side.buy ? Side.buy : Side.sell];
    const isBehind = (other: Resting): boolean => {
      const [price, otherPrice] = [priceOf(resting), priceOf(other)];
      if (price !== otherPrice) return side === Side.buy ? otherPrice > price : otherPrice < price;
      return other.sequence < resting.sequence;
    };
    const place = queue.findIndex((other) => !isBehind(other));
    queue.splice(place === -1 ? queue.length : place, 0, resting);
  }
}

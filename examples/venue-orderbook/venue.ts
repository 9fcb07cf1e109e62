/**
 * A venue: takes its members' signed orders, matches them, reports what met, and hears what the house says of each.
 *
 * @module
 */
import {
  createVenue,
  type Hex,
  mustAccept,
  type NovateClient,
  orderDigest,
  Side,
  type SignedOrder,
  type SigningKey,
  tradeReference,
} from "@novate/sdk";
import type { Blotter } from "./blotter.ts";
import { Book, type Fill, type Resting } from "./book.ts";

interface Options {
  readonly client: NovateClient;
  readonly key: SigningKey;
  readonly venueId: number;
  readonly instrumentId: number;
  readonly blotter: Blotter;
}

export class OrderBookVenue {
  readonly book = new Book();
  readonly #options: Options;
  readonly #house: ReturnType<typeof createVenue>;
  #serial = 0n;

  constructor(options: Options) {
    this.#options = options;
    this.#house = createVenue(options);
  }

  /** Matches an order and reports its fills. Gives the code of each refusal; throws for an order of another venue or market. */
  async take(signed: SignedOrder): Promise<readonly string[]> {
    const { venueId, instrumentId } = this.#options;
    if (signed.order.venueId !== venueId || signed.order.instrumentId !== instrumentId)
      throw new Error("the order is for another venue or market");
    const { nowMs } = await this.#options.client.time();
    const fills = this.book.take(signed, await this.#digestOf(signed), nowMs);
    return fills.length === 0 ? [] : this.#report(fills, nowMs);
  }

  /** Takes an order out of the book. Its member voids it at the house as well, where it trusts nobody. */
  async cancel(signed: SignedOrder): Promise<boolean> {
    return this.book.remove(await this.#digestOf(signed));
  }

  #digestOf = async ({ order }: SignedOrder): Promise<Hex> => orderDigest(await this.#house.house(), order);

  async #report(fills: readonly Fill[], matchedAtMs: number): Promise<readonly string[]> {
    const { instrumentId } = this.#options;
    const matches = fills.map((fill) => {
      const { priceTicks, lots } = fill;
      const [buyer, seller] = sidesOf(fill);
      return {
        serial: ++this.#serial,
        matchedAtMs,
        instrumentId,
        priceTicks,
        lots,
        buyer: buyer.signed,
        seller: seller.signed,
      };
    });
    const { trades } = mustAccept(await this.#house.reportTrades(matches)).result;
    return trades.flatMap((trade, place) => {
      const [fill, match] = [fills[place]!, matches[place]!]; // an outcome a match
      if (trade.accepted) this.#book(fill, tradeReference(matchedAtMs, match.serial));
      else this.#undo(fill, (trade.refusal.data as { readonly faulty?: string }).faulty);
      return trade.accepted ? [] : [trade.refusal.code];
    });
  }

  #book(fill: Fill, reference: Hex): void {
    const { priceTicks, lots } = fill;
    const [buyer, seller] = sidesOf(fill);
    const [bought, sold] = [buyer.signed.order.accountId, seller.signed.order.accountId];
    this.#options.blotter.trades.push({ reference, priceTicks, lots, buyer: bought, seller: sold });
  }

  /**
   * The match is void. Whoever is at fault leaves the book (both where no side is named); a maker who is not has its lots back in its old
   * place. What the taker wanted of this maker lapses.
   */
  #undo(fill: Fill, faulty: string | undefined): void {
    const [buyer, seller] = sidesOf(fill);
    const isAtFault = (resting: Resting): boolean =>
      faulty === undefined || resting === (faulty === "buyer" ? buyer : seller);
    for (const resting of [buyer, seller]) if (isAtFault(resting)) this.book.remove(resting.digest);
    if (!isAtFault(fill.maker)) this.book.giveBack(fill.maker, fill.lots);
  }
}

const sidesOf = ({ maker, taker }: Fill): readonly [buyer: Resting, seller: Resting] =>
  taker.signed.order.side === Side.buy ? [taker, maker] : [maker, taker];

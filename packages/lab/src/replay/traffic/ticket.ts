/**
 * A participant's order on its way: written at once, signed when it first matches, for most orders never do.
 *
 * @module
 */
import { type Authority, type HouseId, type Order, Side } from "@novate/codec";
import { HOUR_MS, type Lots, ppm, type Ticks, ZERO_ATOMS } from "@novate/num";
import { signOrder } from "@novate/sdk";
import type { Member } from "./members.ts";

const LIFETIME_MS = HOUR_MS;
const MAX_FEE_PPM = ppm(1_000n);

export interface Ticket {
  readonly order: Order;
  /** The signed order, as a leg of a trade report carries it. */
  authority(): Authority;
}

export interface TicketTerms {
  readonly venueId: number;
  readonly instrumentId: number;
  readonly side: "buy" | "sell";
  readonly lots: Lots;
  readonly limitTicks: Ticks;
}

/** Writes tickets; each has a salt of its own, so that equal orders are different ones. */
export function createTicketWriter(house: HouseId): (member: Member, terms: TicketTerms, timeMs: number) => Ticket {
  let nextSalt = 1n;
  return ({ accountId, session }, { venueId, instrumentId, side, lots, limitTicks }, timeMs) => {
    const order: Order = {
      accountId,
      venueId,
      instrumentId,
      side: Side[side],
      lots,
      limitPriceTicks: limitTicks,
      maxFeePpm: MAX_FEE_PPM,
      minEquityAfterAtoms: ZERO_ATOMS,
      reduceOnly: false,
      expiresAtMs: timeMs + LIFETIME_MS,
      salt: nextSalt++,
    };
    let authority: Authority | undefined;
    return {
      order,
      authority: () => (authority ??= { type: "Order", ...signOrder(house, order, session) }),
    };
  };
}

/**
 * How things stand when the adversary comes: honest people hold every contract, the fund is paid, an order was given and voided.
 *
 * @module
 */
import { Side } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { HONEST_VENUE, idOf, type Name, OWN_VENUE, signerOf } from "../../roles.ts";
import type { Scene } from "../../stage/scene.ts";
import { type Ask, digestOf } from "../../stage/sealed.ts";
import { BTC_CALL, BTC_FUTURE, BTC_PERP, ETH_PERP, NEAR_PUT, usdc } from "../../world.ts";
import { honestTicks } from "../relations.ts";
import { orderOf, reportOf, tradeOf } from "../trades.ts";

/** Who holds what against whom, in lots: about five times leverage on the poorer side. */
const HOLDINGS: readonly (readonly [buyer: Name, seller: Name, instrumentId: number, size: bigint])[] = [
  ["bull", "bear", BTC_PERP, 8_000n],
  ["maker", "bear", ETH_PERP, 1_000n],
  ["miller", "farmer", BTC_FUTURE, 8_000n],
  ["holder", "writer", BTC_CALL, 5_000n],
  ["holder", "writer", NEAR_PUT, 8_000n],
];
/** Bull's order of two weeks, which the adversary's venue has seen. */
const ORDER_LIFE_MS = 6 * DAY_MS;
const ORDER_LOTS = 500n;

/** First everything is given, in the block after the order is taken back. */
export function prologue(stage: Scene, phase: "give" | "take"): Ask[] {
  const { memory, timeMs, state } = stage;
  if (phase === "take") {
    const { salt, expiresAtMs } = memory.voided!.order;
    const command = { type: "CancelOrder", accountId: idOf("bull"), orderDigest: digestOf(salt), expiresAtMs } as const;
    return [{ command, signer: signerOf("bull") }];
  }
  const trades = HOLDINGS.map(([buyer, seller, instrumentId, size]) => {
    const priceTicks = honestTicks(stage, state.instruments.get(instrumentId)!, timeMs);
    return tradeOf(memory, { venueId: HONEST_VENUE, buyer, seller, instrumentId, priceTicks, size }, timeMs);
  });
  const perpetual = state.instruments.get(BTC_PERP)!;
  const deal = {
    venueId: OWN_VENUE,
    buyer: "bull",
    seller: "right",
    instrumentId: BTC_PERP,
    priceTicks: honestTicks(stage, perpetual, timeMs),
    size: ORDER_LOTS,
  } as const;
  memory.voided = orderOf(memory, deal, "bull", Side.buy, timeMs + ORDER_LIFE_MS);
  const pay = (tranche: 0 | 1, dollars: number): Ask => ({
    command: { type: "ContributeDefaultFund", accountId: idOf("patron"), tranche, amountAtoms: usdc(dollars) },
    signer: signerOf("patron"),
  });
  return [...trades.map((trade) => reportOf(HONEST_VENUE, [trade])), pay(0, 200_000), pay(1, 400_000)];
}

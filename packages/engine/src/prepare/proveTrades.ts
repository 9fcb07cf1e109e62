/**
 * The evidence of a report: each trade's identity, and who really signed its orders (NOV-002).
 *
 * @module
 */
import { type Authority, type CommandOf, type HouseId, orderDigest } from "@novate/codec";
import type { OrderProof, TradeProof } from "../command/evidence.ts";
import { bodyHashOf } from "./bodyHash.ts";
import type { VerifySignature } from "./verifySignature.ts";

export function proveTrades(
  { trades }: CommandOf<"ReportTrades">,
  house: HouseId,
  verify: VerifySignature,
): TradeProof[] {
  const proofOf = (leg: Authority): OrderProof | null => {
    if (leg.type !== "Order") return null;
    const digest = orderDigest(house, leg.order);
    return { digest, isSigned: verify(digest, leg.signature, leg.signer) };
  };
  return trades.map((trade) => ({
    bodyHash: bodyHashOf(trade),
    buyer: proofOf(trade.buyer),
    seller: proofOf(trade.seller),
  }));
}

/**
 * Two traders of the test market, and the answer to one trade between them.
 *
 * @module
 */
import type { Event, RefusalCode, TradeReport } from "@novate/codec";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, btcTicks, usdc, VENUE_SIGNER } from "../testing/testMarket.ts";
import { reportOf } from "../testing/trades.ts";

export const PRICE = btcTicks(100_000);

/** Each has 100,000 dollars. */
export function twoTraders(): { house: TestHouse; buyer: number; seller: number } {
  const house = createTestHouse();
  const buyer = house.openAccount(address(1), usdc(100_000));
  const seller = house.openAccount(address(2), usdc(100_000));
  return { house, buyer, seller };
}

/** Reports the trade alone in a block: its answer, and the events of the block. */
export function outcomeOf(
  house: TestHouse,
  trade: TradeReport,
): { readonly code: RefusalCode | "accepted"; readonly events: readonly Event[] } {
  const { receipts, events } = runBlock(house, [{ command: reportOf(trade), signer: VENUE_SIGNER }]);
  const { refusal, outcomes } = receipts[0]!;
  if (refusal !== null) return { code: refusal.code, events };
  const outcome = outcomes[0]!;
  return { code: outcome.accepted ? "accepted" : outcome.refusal.code, events };
}

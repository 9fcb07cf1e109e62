/**
 * The order of a block; the only place that knows it.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { assert } from "@novate/stdx";
import type { Block, Receipt } from "../command/block.ts";
import type { Hearing } from "../command/hearing.ts";
import type { House } from "../command/house.ts";
import type { PreparedTransaction } from "../command/prepared.ts";
import { runDefaultManagement } from "../defaults/runDefaultManagement.ts";
import { watchMargin } from "../defaults/watchMargin.ts";
import { ingestPrices } from "../oracle/ingestPrices.ts";
import { hearingOf } from "../registry/hearing.ts";
import { settle } from "../settlement/settle.ts";
import { payRelieved, payTouched } from "../settlement/touched.ts";
import { houseOf } from "../state/state.ts";
import { closeBlock } from "./closeBlock.ts";
import { hearTransaction, refuseRepeat } from "./hear.ts";
import { assertInvariants } from "./invariants.ts";
import { openBlock } from "./openBlock.ts";

/** Applies the block upon the state of that root, and returns the receipts in its order. Never throws for any bytes in it. */
export function applyBlock(house: House, block: Block, stateRoot: Hex): Receipt[] {
  const before = houseOf(house.state);
  assert(block.height === before.height + 1, `INV-009: height ${block.height} after ${before.height}`);
  assert(block.timeMs > before.timeMs, `INV-009: time ${block.timeMs} after ${before.timeMs}`);

  const receipts: (Receipt | undefined)[] = block.transactions.map(() => undefined);
  const heard = new Set<Hex>();
  const hear = (hearing: Hearing) => {
    for (const [index, prepared] of block.transactions.entries()) {
      if (hearingOfTransaction(prepared) !== hearing) continue;
      receipts[index] = heard.has(prepared.hash) ? refuseRepeat(house, prepared) : hearTransaction(house, prepared);
      heard.add(prepared.hash);
    }
  };

  const phases: readonly (() => void)[] = [
    () => openBlock(house, block, stateRoot),
    () => hear("prices"),
    () => ingestPrices(house),
    () => payRelieved(house, block.transactions),
    () => hear("relief"),
    () => watchMargin(house),
    () => runDefaultManagement(house),
    () => payTouched(house, block.transactions),
    () => hear("trades"),
    () => settle(house),
    () => closeBlock(house),
  ];
  for (const phase of phases) {
    phase();
    assertInvariants(house);
  }
  return receipts.map((receipt) => {
    assert(receipt !== undefined, "block: a transaction was not heard");
    return receipt;
  });
}

/** Bytes that are no transaction are answered first. */
const hearingOfTransaction = ({ transaction }: PreparedTransaction): Hearing =>
  transaction === null ? "prices" : hearingOf(transaction.command);

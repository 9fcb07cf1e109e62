/**
 * Where a vault that Foundry founds keeps what the house reads.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { paidWord, vaultSlots } from "@novate/evm";
import { created } from "./created.ts";

/** The contract that Foundry runs tests in; the first thing that it makes is the token. */
const FOUNDRY_TEST: Hex = "0x7fa9385be102ac3eac297483dd6233d62b3e1496";

/** The slots, each by what stands in it. */
export function slotVectors() {
  const token = created(FOUNDRY_TEST, 1n);
  const nonce = 300n;
  const { inboxAcc, tokenHeld, tokenHealth, flow, paid, exitSettled, exitRates, exitClaimed, exitRefunded, ...rest } =
    vaultSlots;
  const { openChallenges, ...fixed } = rest;
  return {
    token,
    nonce,
    slots: {
      ...fixed,
      inboxChunk0: inboxAcc(0),
      inboxChunk1: inboxAcc(1),
      tokenHeld: tokenHeld(token),
      tokenHealth: tokenHealth(token),
      flowMain: flow(token, "main"),
      flowSmall: flow(token, "small"),
      flowSentBack: flow(token, "sentBack"),
      paid: paid(paidWord(nonce)),
      exitSettled: exitSettled(token),
      exitRates: exitRates(token),
      exitClaimed: exitClaimed(token, paidWord(nonce)),
      exitRefunded: exitRefunded(paidWord(64)),
      openChallenges: openChallenges(1),
    },
  };
}

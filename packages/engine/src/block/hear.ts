/**
 * Hears one transaction: is it whole, fresh and signed, and then what does its command's `decide` say.
 *
 * @module
 */
import { type Refusal, refusal, type TransactionEnvelope } from "@novate/codec";
import { judgeNonce } from "../account/nonces.ts";
import { hasStanding } from "../account/standing.ts";
import type { Receipt } from "../command/block.ts";
import type { Context } from "../command/context.ts";
import type { House } from "../command/house.ts";
import type { PreparedTransaction } from "../command/prepared.ts";
import { decide } from "../registry/decide.ts";
import { evolve } from "../registry/evolve.ts";
import { LONGEST_TRANSACTION_MS } from "../state/lifetimes.ts";
import { houseOf, type StateView } from "../state/state.ts";
import { carryOut } from "./carryOut.ts";
import { assertInvariants } from "./invariants.ts";

export function hearTransaction(house: House, prepared: PreparedTransaction): Receipt {
  const firstEvent = house.eventCount;
  const answer = hear(house, prepared);
  assertInvariants(house);
  return { hash: prepared.hash, ...answer, firstEvent, eventCount: house.eventCount - firstEvent };
}

/** Answers bytes that the block holds already: they are not heard twice (INV-021). */
export const refuseRepeat = ({ eventCount }: House, { hash }: PreparedTransaction): Receipt => ({
  hash,
  ...refused(refusal("TransactionRepeated", { hash })),
  firstEvent: eventCount,
  eventCount: 0,
});

function hear(house: House, prepared: PreparedTransaction): Pick<Receipt, "refusal" | "outcomes"> {
  const { transaction, evidence } = prepared;
  if (transaction === null) return refused(refusal("BytesInvalid", { reason: "no transaction has these bytes" }));
  for (const fault of faultsOf(house.state, transaction, prepared.isSigned)) return refused(fault);

  // From here on the nonce is used, whatever becomes of the command (INV-012); a stranger's only if it is accepted (ACC-011).
  const { signer, nonce, command } = transaction;
  const isKnown = hasStanding(house, signer);
  const useNonce = () => house.emit({ type: "NonceUsed", signer, nonce });
  if (isKnown) useNonce();
  const { timeMs, height } = houseOf(house.state);
  const context: Context = {
    timeMs,
    height,
    signer,
    evidence,
    margin: house.margin,
    owing: house.derived.owers,
    looks: house.derived.looks,
    evolve,
  };
  const decision = decide(house.state, command, context);
  if (!decision.accepted) return refused(decision.refusal);
  if (!isKnown) useNonce();
  return { refusal: null, outcomes: carryOut(house, decision) };
}

const refused = (why: Refusal): Pick<Receipt, "refusal" | "outcomes"> => ({ refusal: why, outcomes: [] });

/** What keeps a transaction from being heard at all, the first fault first. */
export function* faultsOf(state: StateView, transaction: TransactionEnvelope, isSigned: boolean): Iterable<Refusal> {
  const { house, timeMs } = houseOf(state);
  const { signer, nonce, expiresAtMs } = transaction;
  if (transaction.house !== house)
    yield refusal("HouseMismatch", { expectedHouse: house, receivedHouse: transaction.house });
  if (expiresAtMs <= timeMs) yield refusal("TransactionExpired", { expiresAtMs, timeMs });
  if (expiresAtMs > timeMs + LONGEST_TRANSACTION_MS) {
    yield refusal("LifetimeTooLong", { expiresAtMs, latestMs: timeMs + LONGEST_TRANSACTION_MS });
  }
  if (!isSigned) yield refusal("SignatureInvalid", { signer });
  const verdict = judgeNonce(state, signer, nonce);
  if (verdict !== "fresh") yield refusal(verdict, { nonce });
}

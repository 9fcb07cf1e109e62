/**
 * Goal: what a transaction must be to be heard, in order of precedence. Method: one transaction with every fault, repaired fault
 * by fault; each step still has all the faults that come after it.
 */

import type { Transaction } from "@novate/codec";
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { prepare } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, HOUSE, ownerSigner, SEGMENT, TWIN_HOUSE } from "../testing/testMarket.ts";
import { hearTransaction } from "./hear.ts";

test("ACC-005 INV-020 a transaction's faults are answered in order of precedence, and none leaves a trace", () => {
  const test = createTestHouse();
  const owner = ownerSigner(address(1));
  test.openAccount(address(1));
  const command = { type: "OpenAccount", segmentId: SEGMENT, method: 1 } as const;
  const good = prepare(test.state, { command, signer: owner }, 0n);
  expect(hearTransaction(test.house, good).refusal).toBeNull();

  let isSigned = false;
  let transaction: Transaction = { ...good.transaction!, house: TWIN_HOUSE, expiresAtMs: test.timeMs, nonce: 0n };
  const answer = (bytes: Transaction | null = transaction) => {
    const { refusal, eventCount } = hearTransaction(test.house, { ...good, transaction: bytes, isSigned });
    if (refusal !== null) expect(eventCount).toBe(0);
    return refusal?.code ?? "accepted";
  };
  expect(answer(null)).toBe("BytesInvalid");
  expect(answer()).toBe("HouseMismatch");
  transaction = { ...transaction, house: HOUSE };
  expect(answer()).toBe("TransactionExpired");
  transaction = { ...transaction, expiresAtMs: test.timeMs + DAY_MS + 1 };
  expect(answer()).toBe("LifetimeTooLong");
  transaction = { ...transaction, expiresAtMs: test.timeMs + DAY_MS };
  expect(answer()).toBe("SignatureInvalid");
  isSigned = true;
  expect(answer()).toBe("NonceUsed");
  transaction = { ...transaction, nonce: 257n };
  expect(answer()).toBe("NonceTooFarAhead");
  transaction = { ...transaction, nonce: 256n };
  expect(answer()).toBe("accepted");
});

/** Goal: what bytes alone tell. Method: transactions and garbage, with a verifier that records what it was asked. */
import {
  bytesToHex,
  encode,
  type Hex,
  hashBytes,
  type Signer,
  type TradeReport,
  Transaction,
  transactionDigest,
} from "@novate/codec";
import { expect, test } from "vitest";
import { createTestHouse } from "../testing/testHouse.ts";
import {
  address,
  btcTicks,
  GENESIS_MS,
  HOUSE,
  ownerSigner,
  SEGMENT,
  VENUE,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { tradeOf } from "../testing/trades.ts";
import { prepareTransaction } from "./prepare.ts";
import { signaturesIn } from "./signaturesIn.ts";

const opening: Transaction = {
  house: HOUSE,
  signer: ownerSigner(address(1)),
  nonce: 0n,
  expiresAtMs: GENESIS_MS + 1_000,
  command: { type: "OpenAccount", segmentId: SEGMENT, method: 1 },
  signature: `0x${"11".repeat(65)}`,
};

test("bytes that are no transaction are prepared as such, under their own hash", () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const prepared = prepareTransaction(bytes, () => true);
  expect(prepared).toEqual({ hash: bytesToHex(hashBytes(bytes)), transaction: null, isSigned: false, evidence: null });
});

test.each([true, false])("the signature is judged over the digest of the decoded fields: %s", (isSigned) => {
  const asked: [Hex, Hex, Signer][] = [];
  const prepared = prepareTransaction(encode(Transaction, opening), (...question) => {
    asked.push(question);
    return isSigned;
  });
  expect(prepared.isSigned).toBe(isSigned);
  expect(prepared.transaction).toEqual(opening);
  expect(asked).toEqual([[transactionDigest(opening), opening.signature, opening.signer]]);
});

/** Two trades, one leg of which stands on a mandate: three orders. */
const report = (): Transaction => {
  const house = createTestHouse();
  const [buyer, seller] = [house.openAccount(address(1)), house.openAccount(address(2))];
  const [first, second] = [1n, 2n].map((size) => tradeOf(house, buyer, seller, size, btcTicks(100_000))) as [
    TradeReport,
    TradeReport,
  ];
  const trades = [first, { ...second, seller: { type: "Mandate" as const, accountId: 2 } }];
  return { ...opening, signer: VENUE_SIGNER, command: { type: "ReportTrades", venueId: VENUE, trades } };
};

test.each([
  [true, 4],
  [false, 1],
])("ADM-004 where the report's own signature holds is %s, %i signatures are checked", (isSigned, count) => {
  const transaction = report();
  let asked = 0;
  const { evidence } = prepareTransaction(encode(Transaction, transaction), (_, __, { key }) => {
    asked += 1;
    return isSigned || key !== VENUE_SIGNER.key;
  });
  expect(asked).toBe(count);
  expect(evidence === null).toBe(!isSigned);
  expect(signaturesIn(transaction)).toBe(4);
  expect(signaturesIn(opening)).toBe(1);
});

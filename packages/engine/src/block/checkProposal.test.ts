/** Goal: a proposal that no correct proposer makes is told by its first fault. Method: table, each row with one fault. */
import { expect, test } from "vitest";
import { Engine } from "../engine.ts";
import { prepare } from "../testing/runBlock.ts";
import { address, ownerSigner, SEGMENT, TWIN_HOUSE, testGenesis } from "../testing/testMarket.ts";
import { checkProposal, type ProposedTransaction } from "./checkProposal.ts";
import { BLOCK_LIMITS } from "./limits.ts";

const { state } = Engine.create(testGenesis()).engine;

function proposed(size = 300): ProposedTransaction {
  const command = { type: "OpenAccount", segmentId: SEGMENT, method: 1 } as const;
  return {
    bytes: new Uint8Array(size),
    prepared: prepare(state, { command, signer: ownerSigner(address(1)) }, 0n),
  };
}
const many = (count: number, size?: number) => Array.from({ length: count }, () => proposed(size));
const { prepared: whole } = proposed();
const withPrepared = (prepared: Partial<typeof whole>) => ({ ...proposed(), prepared: { ...whole, ...prepared } });
const { transactions, bytes, transactionBytes } = BLOCK_LIMITS;
const twice = proposed();

test.each<[string, ProposedTransaction[]]>([
  ["nothing", []],
  ["as many as fit", many(transactions, 1)],
  ["the largest", [proposed(transactionBytes)]],
  ["as many bytes as fit", many(bytes / transactionBytes, transactionBytes)],
])("INV-025 INV-011 passes: %s", (_, proposal) => {
  expect(checkProposal(state, proposal)).toBeNull();
});

test.each<[string, ProposedTransaction[]]>([
  [`${transactions + 1} transactions`, many(transactions + 1, 1)],
  [`transaction 1 has ${transactionBytes + 1} bytes`, [proposed(), proposed(transactionBytes + 1)]],
  [`more than ${bytes} bytes up to transaction 4`, [...many(bytes / transactionBytes, transactionBytes), proposed(1)]],
  ["transaction 2 comes a second time", [twice, proposed(), twice]],
  ["transaction 1 does not decode", [proposed(), withPrepared({ transaction: null, isSigned: false })]],
  [
    `transaction 0 names house ${TWIN_HOUSE}`,
    [withPrepared({ transaction: { ...whole.transaction!, house: TWIN_HOUSE } })],
  ],
  ["transaction 0 is not signed", [withPrepared({ isSigned: false })]],
])("INV-025 INV-011 refused: %s", (fault, proposal) => {
  expect(checkProposal(state, proposal)).toBe(fault);
});

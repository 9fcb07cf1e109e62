/**
 * The accounts that a genesis has no room for, opened and funded by transactions.
 *
 * @module
 */
import { bytesToHex, type Command, type HouseId, hashBytes, type Signer } from "@novate/codec";
import type { PreparedTransaction } from "@novate/engine";
import { address, CHAIN, CUSTODIAN_SIGNER, ownerSigner, SEGMENT, USDC, usdc } from "@novate/engine/testing";
import { FOUNDED_ACCOUNTS } from "./house.ts";

const A_BLOCK = 1_000;

/** The transactions of one block after another: the accounts, then what is deposited for them. */
export function* accountsBeyondFounding(house: HouseId, accounts: number, expiresAtMs: number) {
  for (let first = FOUNDED_ACCOUNTS + 1; first <= accounts; first += A_BLOCK) {
    const ids = Array.from({ length: Math.min(A_BLOCK, accounts - first + 1) }, (_, index) => first + index);
    yield ids.map((id) => prepare(ownerSigner(address(id)), 0, { type: "OpenAccount", segmentId: SEGMENT, method: 1 }));
    yield ids.map((id) => prepare(CUSTODIAN_SIGNER, id - FOUNDED_ACCOUNTS - 1, depositOf(id)));
  }

  function prepare(signer: Signer, nonce: number, command: Command): PreparedTransaction {
    const fields = { house, signer, nonce: BigInt(nonce), expiresAtMs, command };
    const hash = bytesToHex(hashBytes(new TextEncoder().encode(`${signer.key}/${nonce}`)));
    return { hash, transaction: { ...fields, signature: `0x${"00".repeat(65)}` }, isSigned: true, evidence: null };
  }
}

function depositOf(accountId: number): Command {
  return {
    type: "CreditDeposit",
    chainId: CHAIN,
    depositIndex: BigInt(accountId),
    accountId,
    assetId: USDC,
    amountAtoms: usdc(1_000_000),
  };
}

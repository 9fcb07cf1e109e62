/**
 * Signatures a second through admission (decoding, EIP-712 digests, native checks, on worker threads), beside the bare loop
 * over the signature library on one thread.
 *
 * `node bench/admission.ts`. Prints one JSON object a scheme.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { bytesToHex, type Order, orderDigest, type SignedOrder, type TradeReport } from "@novate/codec";
import type { EvidenceOf } from "@novate/engine";
import { Admission, verifySignature } from "@novate/node";
import { atoms, lots, ppm, ticks } from "@novate/num";
import { createEd25519Key, createOwnerKey, type SigningKey, signOrder, signTransaction } from "@novate/sdk";
import { assert } from "@novate/stdx";
import sodium from "sodium-native";
import { bareLoop, recoverOwner } from "./support/bareSignatures.ts";

const HOUSE = `0x${"07".repeat(32)}` as const;
const REPORTS = 60;
const TRADES = 100;
const SIGNATURES = REPORTS * (2 * TRADES + 1);

function orderOf(salt: number): Order {
  return {
    accountId: 1,
    venueId: 1,
    instrumentId: 1,
    side: salt % 2,
    lots: lots(10n),
    limitPriceTicks: ticks(1_000_000n),
    maxFeePpm: ppm(1_000n),
    minEquityAfterAtoms: atoms(0n),
    reduceOnly: false,
    expiresAtMs: 1,
    salt: BigInt(salt),
  };
}

/** Reports of trades with a signed order on either side, every order another one. */
function signedReports(key: SigningKey): { transactions: Uint8Array[]; orders: SignedOrder[] } {
  const orders: SignedOrder[] = [];
  const sign = (): TradeReport["buyer"] => {
    orders.push(signOrder(HOUSE, orderOf(orders.length), key));
    return { type: "Order", ...orders.at(-1)! };
  };
  const transactions = Array.from({ length: REPORTS }, (_, report) => {
    const trades = Array.from({ length: TRADES }, (_, trade) => ({
      reference: bytesToHex(
        Uint8Array.from({ length: 32 }, (_, byte) => (byte === 0 ? report : byte === 1 ? trade : 0)),
      ),
      instrumentId: 1,
      priceTicks: ticks(1_000_000n),
      lots: lots(10n),
      buyer: sign(),
      seller: sign(),
      group: 0,
    }));
    const command = { type: "ReportTrades", venueId: 1, trades } as const;
    return signTransaction({ house: HOUSE, signer: key.signer, nonce: BigInt(report), expiresAtMs: 1, command }, key);
  });
  return { transactions, orders };
}

async function through(threads: number, transactions: readonly Uint8Array[]): Promise<number> {
  const admission = new Admission({ threads });
  await admission.prepare(transactions.slice(0, 10)); // starts the threads and warms them
  const start = performance.now();
  const prepared = await admission.prepare(transactions);
  const elapsedMs = performance.now() - start;
  assert(
    prepared.every(
      ({ isSigned, evidence }) =>
        isSigned &&
        (evidence as EvidenceOf<"ReportTrades">)?.every(({ buyer, seller }) => buyer?.isSigned && seller?.isSigned),
    ),
    "bench: unsigned",
  );
  await admission.close();
  return (SIGNATURES * 1_000) / elapsedMs;
}

const secret = new Uint8Array(32).fill(7);
const schemes = {
  secp256k1: {
    key: createOwnerKey(secret),
    check: recoverOwner,
  },
  ed25519: {
    key: createEd25519Key(secret),
    check: (digest: Buffer, signature: Buffer, key: Buffer) =>
      void sodium.crypto_sign_verify_detached(signature.subarray(0, 64), digest, key),
  },
};

for (const [scheme, { key, check }] of Object.entries(schemes)) {
  const { transactions, orders } = signedReports(key);
  assert(verifySignature(orderDigest(HOUSE, orders[0]!.order), orders[0]!.signature, key.signer), "bench: signature");
  const bare = bareLoop(HOUSE, orders, check);
  const threads = availableParallelism();
  const [none, one, all] = [
    await through(0, transactions),
    await through(1, transactions),
    await through(threads, transactions),
  ];
  console.log(
    JSON.stringify({
      name: `node/admission/${scheme}`,
      signaturesPerSecond: Math.round(all),
      threads,
      oneThreadPerSecond: Math.round(one),
      callingThreadPerSecond: Math.round(none),
      libraryAlonePerSecond: Math.round(bare),
      ratioToLibraryAlone: Number((all / bare).toFixed(3)),
      oneThreadRatioToLibraryAlone: Number((one / bare).toFixed(3)),
    }),
  );
}

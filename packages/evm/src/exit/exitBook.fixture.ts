/**
 * Books of random houses, signed by keys that are but names.
 *
 * @module
 */
import { bytesToHex, type ExitClaim, type ExitHead, type Hex, keccak256, MerkleTable } from "@novate/codec";
import fc from "fast-check";
import { hashText, uintWord } from "../abi/words.ts";
import { claimLeafBytes } from "../vault/claims.ts";
import { checkpointDigest } from "../vault/digests.ts";
import { outboxIndex, sectionLeaf } from "../vault/leaves.ts";
import { RATE_ONE } from "../vault/payout.ts";
import { TABLE_DEPTH, VAULTS_DEPTH } from "../vault/shape.ts";
import { signerSet, signerSetHash } from "../vault/signerSet.ts";
import { proveSlot, sparseTree } from "../vault/sparseTree.ts";
import { ExitBook, type ProvenClaims } from "./exitBook.ts";
import { assetLeafOf, paymentLeafOf } from "./exitLeaves.ts";
import type { KitTrust } from "./signedFault.ts";

export const ADDRESS = (n: number): Hex => `0x${n.toString(16).padStart(40, "0")}`;
const HOUSE = hashText("a house");
const NO_ROOT = uintWord(0);

const amount = fc.bigInt({ min: 0n, max: 1n << 80n });
const fraction = fc.bigInt({ min: 0n, max: RATE_ONE });
const rate = fc.record({
  segmentId: fc.integer({ min: 1, max: 3 }),
  rate: fc.bigInt({ min: 1n, max: 1n << 90n }),
  holderKept: fraction,
  gainKept: fraction,
  juniorKept: fraction,
  seniorKept: fraction,
});
const claim = fc.record({
  accountId: fc.integer({ min: 1, max: 40 }),
  segmentId: fc.integer({ min: 1, max: 3 }),
  exitAddress: fc.integer({ min: 1, max: 99 }).map(ADDRESS),
  exitChain: fc.constantFrom(0, 0, 10, 8_453),
  parts: fc.record({
    idleAtoms: amount,
    holderAtoms: amount,
    gainAtoms: amount,
    juniorAtoms: amount,
    seniorAtoms: amount,
  }),
  kept: fc.array(fc.record({ assetId: fc.integer({ min: 1, max: 6 }), amountAtoms: amount }), { maxLength: 3 }),
});
const asset = fc.record({
  assetId: fc.integer({ min: 1, max: 6 }),
  vaultId: fc.integer({ min: 1, max: 3 }),
  token: fc.integer({ min: 1, max: 99 }).map(ADDRESS),
  consumedAtoms: amount,
  queued: fc.record({ mainAtoms: amount, smallAtoms: amount, sentBackAtoms: amount }),
  claimTotalAtoms: amount,
  rates: fc.uniqueArray(rate, { selector: (each) => each.segmentId, maxLength: 3 }),
});
const payment = fc.record({
  vaultId: fc.integer({ min: 1, max: 3 }),
  accountId: fc.integer({ min: 1, max: 40 }),
  nonce: fc.bigInt({ min: 1n, max: 30n }),
  token: fc.integer({ min: 1, max: 99 }).map(ADDRESS),
  recipient: fc.integer({ min: 1, max: 99 }).map(ADDRESS),
  amountAtoms: amount,
  lane: fc.integer({ min: 0, max: 2 }),
  cumulativeAtoms: amount,
});

const by =
  <T>(key: (each: T) => number) =>
  (left: T, right: T): number =>
    key(left) - key(right);

export const parts = fc.record({
  claims: fc.uniqueArray(claim, { selector: (each) => each.accountId, minLength: 1, maxLength: 8 }),
  assets: fc
    .uniqueArray(asset, { selector: (each) => each.assetId, minLength: 1, maxLength: 5 })
    .map((all) => all.sort(by((each) => each.assetId))),
  payments: fc
    .uniqueArray(payment, { selector: (each) => `${each.vaultId}/${each.nonce}`, maxLength: 8 })
    .map((all) => all.sort(by((each) => each.vaultId * 100 + Number(each.nonce)))),
});
export type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never;

/** Claims in a table of their own. */
export function claimsOf(claims: readonly ExitClaim[]): ProvenClaims {
  const table = new MerkleTable();
  table.setLeaves(new Map(claims.map((each) => [each.accountId, claimLeafBytes(each)])));
  return {
    claims: [...claims].sort(by((each) => each.accountId)),
    root: () => bytesToHex(table.root()),
    claimOf: (accountId) => claims.find((each) => each.accountId === accountId),
    prove: (accountId) => proveSlot(table, accountId),
  };
}

function sectionsOf({ assets, payments }: Parts): ExitHead["sections"] {
  return [1, 2, 3].map((vaultId) => {
    const outbox = payments.filter((each) => each.vaultId === vaultId);
    const own = assets.filter((each) => each.vaultId === vaultId);
    const leaves = new Map(outbox.map((each) => [outboxIndex(each.nonce), paymentLeafOf(each)!]));
    return {
      vaultId,
      chainId: 10 * vaultId,
      vault: ADDRESS(0x7a00 + vaultId),
      inboxCount: BigInt(vaultId),
      inboxAcc: hashText(`inbox ${vaultId}`),
      outboxRoot: sparseTree(leaves, TABLE_DEPTH).root,
      assetsRoot: sparseTree(new Map(own.map((each) => [each.assetId, assetLeafOf(each)])), TABLE_DEPTH).root,
    };
  });
}

/** Three of four keys have signed. */
export function bookOf(given: Parts): { readonly book: ExitBook; readonly trust: KitTrust } {
  const keys = [1, 2, 3, 4].map((n) => ADDRESS(0xe0 + n));
  const signers = signerSet(
    1n,
    keys.map((address) => ({ address, power: 10n })),
  );
  const setHash = signerSetHash(HOUSE, "hot", signers);
  const sections = sectionsOf(given);
  const claims = claimsOf(given.claims);
  const vaultsRoot = sparseTree(new Map(sections.map((each) => [each.vaultId, sectionLeaf(each)])), VAULTS_DEPTH).root;
  const roots = { stateRoot: hashText("state"), claimsRoot: claims.root(), vaultsRoot, setHash };
  const checkpoint = { epoch: 7, height: 70, timeMs: 4_200_000, previous: NO_ROOT, ...roots };
  const digest = checkpointDigest(HOUSE, checkpoint);
  const signatures = keys.slice(0, 3).map((key) => ({ key, signature: signatureOf(digest, key) }));
  const head: ExitHead = {
    house: HOUSE,
    checkpoint,
    signatures,
    signers: { ...signers, words: [...signers.words] },
    sections,
    assets: given.assets,
    payments: given.payments,
  };
  const recover = (of: Hex, signature: Hex) => keys.find((key) => signatureOf(of, key) === signature);
  return { book: new ExitBook(head, claims), trust: { house: HOUSE, setHash, recover } };
}

/** Of the form that vaults take. */
function signatureOf(digest: Hex, key: Hex): Hex {
  const r = bytesToHex(keccak256(new TextEncoder().encode(`${digest}${key}`)));
  return `${r}${uintWord(1).slice(2)}1b`;
}

/**
 * Goal: what the SDK signs, an independent library verifies as the named signer's; secrets repeat from their seed.
 * Method: keys of known address, signatures checked by @noble/curves over digests rebuilt from the decoded bytes.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import {
  bytesToHex,
  decode,
  hexToBytes,
  keccak256,
  type Order,
  orderDigest,
  SignatureScheme,
  Transaction,
  transactionDigest,
  type UnsignedTransaction,
} from "@novate/codec";
import { atoms, lots, ppm, ticks } from "@novate/num";
import { expect, test } from "vitest";
import {
  createEd25519Key,
  createOwnerKey,
  createSecp256k1Key,
  deriveSecret,
  openEd25519,
  openPortable,
  type SigningKey,
  signOrder,
  signTransaction,
} from "./index.ts";

// The first account of the well-known mnemonic "test test … junk".
const SECRET = hexToBytes("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
const ADDRESS = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

const HOUSE = `0x${"07".repeat(32)}` as const;
const TWIN = `0x${"07".repeat(31)}08` as const;

const unsigned = (key: SigningKey): UnsignedTransaction => ({
  house: HOUSE,
  signer: key.signer,
  nonce: 3n,
  expiresAtMs: 1_760_054_400_000,
  command: { type: "OpenAccount", segmentId: 1, method: 1 },
});

const order: Order = {
  accountId: 1,
  venueId: 1,
  instrumentId: 1,
  side: 0,
  lots: lots(5n),
  limitPriceTicks: ticks(100n),
  maxFeePpm: ppm(500n),
  minEquityAfterAtoms: atoms(0n),
  reduceOnly: false,
  expiresAtMs: 1_760_054_400_000,
  salt: 1n,
};

/** The address that a signature r ‖ s ‖ v recovers to. */
function recover(digest: Uint8Array, signature: Uint8Array): string {
  expect([27, 28]).toContain(signature[64]);
  const parsed = secp256k1.Signature.fromBytes(signature.subarray(0, 64), "compact");
  expect(parsed.hasHighS()).toBe(false);
  const point = parsed.addRecoveryBit(signature[64]! - 27).recoverPublicKey(digest);
  return bytesToHex(keccak256(point.toBytes(false).subarray(1)), 12);
}

test("ACC-003 an owner's address and signature are Ethereum's", () => {
  const key = createOwnerKey(SECRET);
  expect(key.address).toBe(ADDRESS);
  expect(key.signer).toEqual({ scheme: SignatureScheme.eip712, key: `0x${"00".repeat(12)}${ADDRESS.slice(2)}` });
  const decoded = decode(Transaction, signTransaction(unsigned(key), key));
  if (!decoded.ok) throw decoded.error;
  const { signature, ...rest } = decoded.value;
  expect(rest).toEqual(unsigned(key));
  expect(recover(hexToBytes(transactionDigest(rest)), hexToBytes(signature))).toBe(ADDRESS);
});

test("a session key on secp256k1 is named by its address", () => {
  const key = createSecp256k1Key(SECRET);
  expect(key.signer.scheme).toBe(SignatureScheme.secp256k1);
  const { signature } = signOrder(HOUSE, order, key);
  expect(recover(hexToBytes(orderDigest(HOUSE, order)), hexToBytes(signature))).toBe(ADDRESS);
});

test("an ed25519 key signs the order's digest, and ends in a zero", () => {
  const key = createEd25519Key(deriveSecret("seed", "key"));
  const { signature, signer } = signOrder(HOUSE, order, key);
  const bytes = hexToBytes(signature);
  expect(bytes).toHaveLength(65);
  expect(bytes[64]).toBe(0);
  const digest = hexToBytes(orderDigest(HOUSE, order));
  expect(ed25519.verify(bytes.subarray(0, 64), digest, hexToBytes(signer.key))).toBe(true);
  expect(ed25519.verify(bytes.subarray(0, 64), hexToBytes(orderDigest(TWIN, order)), hexToBytes(signer.key))).toBe(
    false,
  );
});

test("the fast and the portable ed25519 give the same bytes", () => {
  const [fast, portable] = [openEd25519, openPortable].map((open) => open(deriveSecret(1, "x")));
  expect(fast!.publicKey).toEqual(portable!.publicKey);
  expect(fast!.sign(SECRET)).toEqual(portable!.sign(SECRET));
});

test("a transaction is only signed by the key that it names", () => {
  const other = createOwnerKey(deriveSecret(1, "other"));
  expect(() => signTransaction(unsigned(createOwnerKey(SECRET)), other)).toThrow("another signer");
});

test("secrets repeat from seed and label, and differ between them", () => {
  const secrets = [deriveSecret(1, "a"), deriveSecret(1, "b"), deriveSecret(2, "a")].map((one) => bytesToHex(one));
  expect(bytesToHex(deriveSecret("1", "a"))).toBe(secrets[0]);
  expect(new Set(secrets).size).toBe(3);
});

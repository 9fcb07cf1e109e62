/**
 * Sets of signers whose keys the tests hold.
 *
 * @module
 */
import { bytesToHex, type Hex, hexToBytes, keccak256 } from "@novate/codec";
import {
  compactSignature,
  packSignatures,
  type Signatures,
  type SignerSet,
  signerSet,
  wordToSigner,
} from "@novate/evm";
import secp256k1 from "secp256k1";

export interface Keyring {
  readonly set: SignerSet;
  /** Private keys by their address. */
  readonly keys: ReadonlyMap<Hex, Uint8Array>;
}

const keyOf = (seed: string): Uint8Array => keccak256(new TextEncoder().encode(seed));

function addressOf(key: Uint8Array): Hex {
  const point = secp256k1.publicKeyCreate(key, false).subarray(1);
  return bytesToHex(keccak256(point).subarray(12));
}

/** A set of keys from a seed, one for each power. */
export function keyring(seed: string, powers: readonly bigint[], epoch = 1n): Keyring {
  const keys = new Map(powers.map((_, index) => keyOf(`${seed} ${index}`)).map((key) => [addressOf(key), key]));
  const signers = [...keys.keys()].map((address, index) => ({ address, power: powers[index]! }));
  return { set: signerSet(epoch, signers), keys };
}

/** r ‖ s ‖ v of a key over a digest. */
export function signDigest(key: Uint8Array, digest: Hex): Hex {
  const { signature, recid } = secp256k1.ecdsaSign(hexToBytes(digest), key);
  return `${bytesToHex(signature)}${recid === 1 ? "1c" : "1b"}`;
}

/** Signatures of the signers whose bits are set. */
export function signBy({ set, keys }: Keyring, digest: Hex, signers: bigint): Signatures {
  const own = set.words.map((word) => wordToSigner(word).address);
  const signing = own.filter((_, index) => ((signers >> BigInt(index)) & 1n) === 1n);
  const compacts = signing.map(
    (address) => [address, compactSignature(signDigest(keys.get(address)!, digest))!] as const,
  );
  return packSignatures(set, new Map(compacts));
}

/** The first signers whose power is a quorum, by bits. */
export function quorumOf({ set }: Keyring): bigint {
  let [signers, signed] = [0n, 0n];
  for (const [index, word] of set.words.entries()) {
    if (3n * signed > 2n * set.total) break;
    signers |= 1n << BigInt(index);
    signed += wordToSigner(word).power;
  }
  return signers;
}

/**
 * Signatures as vaults take them: 64 bytes each (EIP-2098), in the order of the set's words, behind a bit for each signer.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { uintWord } from "../abi/words.ts";
import { assertWord } from "../word.ts";
import { type SignerSet, wordToSigner } from "./signerSet.ts";

/** Half of the order of secp256k1: a higher `s` has a twin, and vaults refuse it. Source: SEC 2, §2.4.1; EIP-2. */
const HALF_ORDER = 0x7fff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_5d57_6e73_57a4_501d_dfe9_2f46_681b_20a0n;
const PARITY = 1n << 255n;

/** What `accept` and its like take. */
export interface Signatures {
  /** Bit n stands for word n. */
  readonly signers: bigint;
  /** 64 bytes for each bit. */
  readonly compact: Hex;
}

/** The 64 bytes of r ‖ s ‖ v, v being 27 or 28, or undefined when a vault would refuse it: a high s, another v, a zero. */
export function compactSignature(signature: Hex): Hex | undefined {
  if (signature.length !== 132) return undefined;
  const [r, s, v] = [signature.slice(2, 66), BigInt(`0x${signature.slice(66, 130)}`), signature.slice(130)];
  if (v !== "1b" && v !== "1c") return undefined;
  if (s === 0n || s > HALF_ORDER || BigInt(`0x${r}`) === 0n) return undefined;
  return `0x${r}${uintWord(v === "1c" ? s | PARITY : s).slice(2)}`;
}

/** r ‖ s ‖ v of 64 bytes. */
export function fullSignature(compact: Hex): Hex {
  const vs = BigInt(`0x${compact.slice(66)}`);
  return `${compact.slice(0, 66) as Hex}${uintWord(vs & ~PARITY).slice(2)}${vs >= PARITY ? "1c" : "1b"}`;
}

/**
 * Signatures of a set's members for one call, by signer's address; those of strangers are left out.
 *
 * `compacts` hold 64 bytes each, from {@link compactSignature}; that a signature is its signer's was checked where it came in.
 */
export function packSignatures(set: SignerSet, compacts: ReadonlyMap<Hex, Hex>): Signatures {
  let signers = 0n;
  let compact: Hex = "0x";
  for (const [index, word] of set.words.entries()) {
    const own = compacts.get(wordToSigner(word).address);
    if (own === undefined) continue;
    signers |= 1n << BigInt(index);
    compact += own.slice(2);
  }
  return { signers, compact };
}

/** The power of the signers whose bits are set. Asserts that each bit has a word. */
export function powerOf(set: SignerSet, signers: bigint): bigint {
  assertWord(uintWord(signers, set.words.length), 32);
  return set.words.reduce(
    (power, word, index) => power + ((signers >> BigInt(index)) & 1n) * wordToSigner(word).power,
    0n,
  );
}

/**
 * Everybody who may sign something in the workload's world, and the toy signatures that they make.
 *
 * @module
 */
import { type Hex, SignatureScheme, type Signer } from "@novate/codec";
import type { VerifySignature } from "@novate/engine";

export const address = (n: number): Hex => `0x${n.toString(16).padStart(40, "0")}`;

/** Whoever signs EIP-712 with the address. */
export const walletOf = (owner: Hex): Signer => ({
  scheme: SignatureScheme.eip712,
  key: `0x${"00".repeat(12)}${owner.slice(2)}`,
});

/** The n-th session key. */
export const sessionSigner = (n: number): Signer => ({
  scheme: SignatureScheme.ed25519,
  key: `0x${(0x5e55_0000 + n).toString(16).padStart(64, "0")}`,
});

export const GOVERNORS: readonly Hex[] = [address(0xa1), address(0xa2), address(0xa3)];
export const OWNERS: readonly Hex[] = Array.from({ length: 16 }, (_, index) => address(0x100 + index));
export const BACKSTOP_OWNERS: readonly Hex[] = Array.from({ length: 4 }, (_, index) => address(0xe0 + index));
export const PUBLISHER_IDS: readonly number[] = [1, 2, 3, 4];
export const publisherSigner = (publisherId: number): Signer => walletOf(address(0xc0 + publisherId));
export const venueSigner = (venueId: number): Signer => walletOf(address(0xb0 + venueId));
export const custodianSigner = (chainId: number): Signer => walletOf(address(0xd0 + chainId));

/** The signer's text form, by which rows of nonces and keys are found. */
export const signerKey = ({ scheme, key }: Signer): string => `${scheme}/${key}`;

/**
 * A signature that anybody can make: the digest and the key, side by side.
 *
 * It has what the engine relies on, that it fits one digest and one signer only, and costs nothing to check.
 */
export const toySignature = (digest: Hex, signer: Signer): Hex => `0x${digest.slice(2)}${signer.key.slice(2)}01`;

export const verifyToySignature: VerifySignature = (digest, signature, signer) =>
  signature === toySignature(digest, signer);

/** For mutated bytes: every signature passes, so that they get as far as they can. */
export const verifyAnything: VerifySignature = () => true;

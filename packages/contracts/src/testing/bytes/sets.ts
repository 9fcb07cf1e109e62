/**
 * Questions about sets of signers: their hashes, whether a vault takes them, and their quorums.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import {
  compactSignature,
  isQuorum,
  powerOf,
  SET_KINDS,
  type Signatures,
  type SignerSet,
  signerSetFault,
  signerSetHash,
  signerWord,
  uintWord,
} from "@novate/evm";
import type { Random } from "@novate/stdx";
import { drawAddress, drawBytes, drawOf, drawUint, drawWord } from "../draw.ts";
import { type Keyring, keyring, signBy, signDigest } from "../keyring.ts";
import { setValue, signaturesValue } from "../values.ts";
import { type ByteCase, caseOf, type Scene } from "./case.ts";

/** Any words under any total: most are no set. */
function drawSet(random: Random): SignerSet {
  const count = drawOf(random, [0, 1, 2, 3, 4, 7, 99, 100, 101]);
  const words = Array.from({ length: count }, () =>
    signerWord({ address: drawAddress(random), power: drawUint(random, random.nextInt(1, 90)) }),
  );
  if (random.nextInt(0, 5) > 0) words.sort();
  const sum = words.reduce((total, word) => total + BigInt(`0x${word.slice(42)}`), 0n);
  const total = random.nextInt(0, 3) === 0 ? drawUint(random, 96) : BigInt.asUintN(96, sum);
  return { epoch: drawUint(random, 64), total, words };
}

export function* hashCases(random: Random, scene: Scene): Generator<ByteCase> {
  const [set, house, kind] = [drawSet(random), drawWord(random), drawOf(random, SET_KINDS)];
  const values = [setValue(set), house, uintWord(SET_KINDS.indexOf(kind))];
  yield caseOf(scene, "setHash", values, { returned: signerSetHash(house, kind, set) });
}

export function* checkCases(random: Random, scene: Scene): Generator<ByteCase> {
  const set = drawSet(random);
  const fault = signerSetFault(set);
  yield caseOf(scene, "checkSet", [setValue(set)], fault === undefined ? { returned: "0x" } : { refused: fault });
}

const ORDER = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141n;
const RINGS: Keyring[] = [];

/** One of a few sets with keys; making them costs more than a signature. */
function drawRing(random: Random): Keyring {
  if (RINGS.length === 0) {
    for (const [at, powers] of [
      [1n],
      [1n, 1n, 1n],
      [5n, 7n, 2n ** 60n, 2n ** 60n],
      Array<bigint>(9).fill(11n),
    ].entries())
      RINGS.push(keyring(`ring ${at}`, powers));
  }
  return drawOf(random, RINGS);
}

interface Signed {
  readonly signatures: Signatures;
  /** Whether each signature is its signer's over the digest, in the form that vaults take. */
  readonly fault?: string;
}

/** The other signature of the same key over the same digest, as 64 bytes: no compact form has it, so it is written by hand. */
function highTwin(compact: Hex): Hex {
  const s = BigInt(`0x${compact.slice(66, 130)}`) & ~(1n << 255n);
  const high = uintWord(ORDER - s);
  return `0x${compact.slice(2, 66)}${high.slice(2)}${compact.slice(130)}`;
}

function spoil(random: Random, ring: Keyring, digest: Hex, signatures: Signatures): Signed {
  const { signers, compact } = signatures;
  switch (random.nextInt(0, 9)) {
    case 0:
      return { signatures: { signers, compact: `${compact}00` }, fault: "SignaturesMissing" };
    case 1:
      return {
        signatures: { signers: signers | (1n << BigInt(ring.set.words.length)), compact },
        fault: "NoSuchSigner",
      };
    case 2:
      return signers === 0n
        ? { signatures }
        : { signatures: { signers, compact: highTwin(compact) }, fault: "BadSignature" };
    case 3: {
      const stranger = compactSignature(signDigest(keyring("stranger", [1n]).keys.values().next().value!, digest))!;
      return signers === 0n
        ? { signatures }
        : { signatures: { signers, compact: `${stranger}${compact.slice(130)}` as Hex }, fault: "BadSignature" };
    }
    default:
      return { signatures };
  }
}

export function* quorumCases(random: Random, scene: Scene): Generator<ByteCase> {
  const [ring, digest] = [drawRing(random), drawWord(random)];
  const signers = drawUint(random, ring.set.words.length);
  const { signatures, fault } = spoil(random, ring, digest, signBy(ring, digest, signers));
  const enough = isQuorum(powerOf(ring.set, signers), ring.set.total);
  const refused = fault ?? (enough ? undefined : "QuorumMissing");
  const values = [setValue(ring.set), digest, signaturesValue(signatures)];
  yield caseOf(scene, "requireQuorum", values, refused === undefined ? { returned: "0x" } : { refused });
}

/** Any 64 bytes where a signature should be: the vault refuses what is not the signer's. */
export function* junkCases(random: Random, scene: Scene): Generator<ByteCase> {
  const [ring, digest] = [drawRing(random), drawWord(random)];
  const compact: Hex = `0x${drawWord(random).slice(2)}${drawWord(random).slice(2)}`;
  const values = [setValue(ring.set), digest, signaturesValue({ signers: 1n, compact })];
  yield caseOf(scene, "requireQuorum", values, { refused: "BadSignature" });
  const other = drawBytes(random, 63);
  const short = [setValue(ring.set), digest, signaturesValue({ signers: 1n, compact: other })];
  yield caseOf(scene, "requireQuorum", short, { refused: "BadSignature" });
}

/**
 * What is signed, shown to a vault and its sets: they take it where TypeScript's digest is theirs, and refuse it where a field
 * was changed after it was signed.
 *
 * @module
 */
import { type Hex, hexToBytes } from "@novate/codec";
import {
  addressWord,
  appointDigest,
  checkpointDigest,
  climbTree,
  depositIntentHash,
  EPOCH_MS,
  liftDigest,
  type OrderPlace,
  permitDigest,
  rearmDigest,
  refreshDigest,
  replacementDigest,
  rotationDigest,
  SET_KINDS,
  sectionLeaf,
  signerSetHash,
  termsDigest,
  uintWord,
  VAULTS_DEPTH,
} from "@novate/evm";
import type { Random } from "@novate/stdx";
import { type AbiValue, encodeCall, selectorOf } from "../abi.ts";
import { ACCOUNTS, FIRST_KEY } from "../anvil.ts";
import { drawOf, drawUint, drawWord } from "../draw.ts";
import { type Founded, SETS_SELECTORS, VAULT_SELECTORS } from "../found.ts";
import { type Keyring, keyring, quorumOf, signBy, signDigest } from "../keyring.ts";
import { sectionValue, setValue, signaturesValue } from "../values.ts";

/** What the vault knows when it is asked. */
export interface Standing extends Founded {
  readonly house: Hex;
  readonly hot: Keyring;
  readonly cold: Keyring;
  readonly chainId: bigint;
  readonly timeSec: bigint;
  readonly foundedSec: bigint;
  readonly orderNumber: bigint;
  readonly stopEndsAt: bigint;
  /** A token that the first account has approved to Permit2. */
  readonly coin: Hex;
  readonly permit2: Hex;
}

export interface SignedCase {
  readonly kind: string;
  readonly to: Hex;
  readonly data: Hex;
  /** Whether the vault must take it; else why it refuses. */
  readonly isTrue: boolean;
  readonly refusal: Hex;
}

const signatures = (ring: Keyring, digest: Hex): AbiValue => signaturesValue(signBy(ring, digest, quorumOf(ring)));

const drawNonZero = (random: Random): Hex => `0x${drawWord(random).slice(2, -2)}01`;
const drawSomeone = (random: Random): Hex => `0x${drawUint(random, 159).toString(16).padStart(40, "1")}` as Hex;

/** A digest, or that of another content: with every second case something was changed after it was signed. */
type Change = <T>(value: T, changed: T) => T;

function accept(random: Random, at: Standing, change: Change): [Hex, Hex] {
  const timeMs = BigInt(EPOCH_MS) + (drawUint(random, 63) % (at.timeSec * 1_000n - BigInt(EPOCH_MS)));
  const [height, previous] = [drawUint(random, 64), drawWord(random)];
  const [stateRoot, claimsRoot] = [drawNonZero(random), drawNonZero(random)];
  const section = {
    chainId: at.chainId,
    vault: at.vault,
    inboxCount: drawUint(random, 64),
    inboxAcc: drawWord(random),
    outboxRoot: drawNonZero(random),
    assetsRoot: drawNonZero(random),
  };
  const siblings = Array.from({ length: random.nextInt(0, VAULTS_DEPTH) }, () => drawWord(random));
  const index = random.nextInt(0, 255) & ((1 << siblings.length) - 1);
  const setHash = signerSetHash(at.house, "hot", at.hot.set);
  const signed = { ...section, chainId: change(at.chainId, at.chainId + 1n) };
  const digest = checkpointDigest(at.house, {
    epoch: timeMs / BigInt(EPOCH_MS),
    height,
    timeMs,
    previous,
    stateRoot,
    claimsRoot,
    vaultsRoot: climbTree(sectionLeaf(signed), index, siblings, VAULTS_DEPTH)!,
    setHash,
  });
  const data = encodeCall(
    VAULT_SELECTORS.get("accept")!,
    { tuple: [uintWord(height), uintWord(timeMs), previous, stateRoot, claimsRoot] },
    sectionValue(section, index, siblings),
    setValue(at.hot.set),
    signatures(at.hot, digest),
  );
  return [at.vault, data];
}

const placeOf = (at: Standing, number: bigint): OrderPlace => ({ chainId: at.chainId, vault: at.vault, number });

function terms(random: Random, at: Standing, change: Change): [Hex, Hex] {
  const token = drawSomeone(random);
  const [capAtoms, floorAtoms] = [drawUint(random, 96), drawUint(random, 95) + 2n];
  const signed = { token, capAtoms: change(capAtoms, capAtoms ^ 1n), floorAtoms };
  const digest = termsDigest(at.house, placeOf(at, at.orderNumber), signed);
  const value: AbiValue = { tuple: [addressWord(token), uintWord(capAtoms), uintWord(floorAtoms)] };
  return [
    at.sets,
    encodeCall(SETS_SELECTORS.get("setTerms")!, value, setValue(at.hot.set), signatures(at.hot, digest)),
  ];
}

function appoint(random: Random, at: Standing, change: Change): [Hex, Hex] {
  const drawn = Array.from({ length: random.nextInt(1, 16) }, () => drawSomeone(random));
  const guardians = [...new Set(drawn)].sort();
  const signed = change(guardians, [...guardians, drawSomeone(random)]);
  const digest = appointDigest(at.house, placeOf(at, at.orderNumber), signed);
  const list = { list: guardians.map(addressWord) };
  const parts = [at.hot, at.cold].flatMap((ring) => [setValue(ring.set), signatures(ring, digest)]);
  return [at.sets, encodeCall(SETS_SELECTORS.get("appoint")!, list, ...parts)];
}

function rearm(_: Random, at: Standing, change: Change): [Hex, Hex] {
  const digest = rearmDigest(at.house, placeOf(at, change(at.orderNumber, at.orderNumber + 1n)));
  return [at.sets, encodeCall(SETS_SELECTORS.get("rearm")!, setValue(at.hot.set), signatures(at.hot, digest))];
}

function lift(_: Random, at: Standing, change: Change): [Hex, Hex] {
  const digest = liftDigest(at.house, placeOf(at, change(at.stopEndsAt, at.stopEndsAt + 1n)));
  return [at.sets, encodeCall(SETS_SELECTORS.get("lift")!, setValue(at.cold.set), signatures(at.cold, digest))];
}

function refresh(random: Random, at: Standing, change: Change): [Hex, Hex] {
  const timeSec = at.foundedSec + 1n + (drawUint(random, 60) % (at.timeSec - at.foundedSec));
  const hash = signerSetHash(at.house, change<"cold" | "hot">("cold", "hot"), at.cold.set);
  const digest = refreshDigest(at.house, hash, timeSec);
  const cold = setValue(at.cold.set);
  return [at.sets, encodeCall(SETS_SELECTORS.get("refresh")!, uintWord(timeSec), cold, signatures(at.cold, digest))];
}

const drawSuccessor = (random: Random, epoch: bigint): Keyring =>
  keyring(`successor ${random.nextInt(0, 1_000_000)}`, [drawUint(random, 90) + 1n, 1n, 1n], epoch);

function replaceHot(random: Random, at: Standing, change: Change): [Hex, Hex] {
  const to = drawSuccessor(random, drawUint(random, 64));
  const hash = signerSetHash(at.house, "hot", to.set);
  const digest = replacementDigest(at.house, placeOf(at, 0n), change(hash, signerSetHash(at.house, "cold", to.set)));
  const values = [setValue(at.cold.set), signatures(at.cold, digest), setValue(to.set), signatures(to, digest)];
  return [at.sets, encodeCall(SETS_SELECTORS.get("replaceHot")!, ...values)];
}

function rotate(random: Random, at: Standing, change: Change): [Hex, Hex] {
  const kind = drawOf(random, SET_KINDS);
  const rings = [kind === "hot" ? at.hot : at.cold];
  for (let left = random.nextInt(1, 3); left > 0; left--)
    rings.push(drawSuccessor(random, rings.at(-1)!.set.epoch + 1n));
  const links = rings.slice(1).map((to, index): AbiValue => {
    const from = rings[index]!;
    const [fromHash, toHash] = [from, to].map(({ set }) => signerSetHash(at.house, kind, set)) as [Hex, Hex];
    const toEpoch = to.set.epoch;
    const digest = rotationDigest(at.house, fromHash, toHash, change(toEpoch, toEpoch + 1n));
    return { tuple: [setValue(from.set), signatures(from, digest), setValue(to.set), signatures(to, digest)] };
  });
  const data = encodeCall(SETS_SELECTORS.get("rotate")!, uintWord(SET_KINDS.indexOf(kind)), { list: links });
  return [at.sets, data];
}

const A_WEEK = 604_800n;

function permit(random: Random, at: Standing, change: Change): [Hex, Hex] {
  const [token, amount, nonce] = [at.coin, drawUint(random, 90) + 1n, drawUint(random, 256)];
  const deadline = at.timeSec + A_WEEK + drawUint(random, 200); // blocks come while cases are asked
  const ownerChain = drawUint(random, 64);
  const target = {
    ownerChain,
    owner: drawSomeone(random),
    segmentId: random.nextInt(0, 65_535),
    accountId: random.nextInt(0, 9),
  };
  const witness = depositIntentHash(at.house, change(target, { ...target, accountId: 10 }));
  const transfer = { chainId: at.chainId, permit2: at.permit2, spender: at.vault, token, amount, nonce, deadline };
  const data = encodeCall(
    VAULT_SELECTORS.get("depositWithPermit2")!,
    { tuple: [{ tuple: [addressWord(token), uintWord(amount)] }, uintWord(nonce), uintWord(deadline)] },
    addressWord(ACCOUNTS[0]!),
    {
      tuple: [uintWord(ownerChain), addressWord(target.owner), uintWord(target.segmentId), uintWord(target.accountId)],
    },
    { bytes: "0x" },
    { bytes: signDigest(hexToBytes(FIRST_KEY), permitDigest(transfer, witness)) },
  );
  return [at.vault, data];
}

const DRAWS = { permit, accept, terms, appoint, rearm, lift, refresh, replaceHot, rotate };

/** A random thing that is signed, true or changed after it was. */
export function drawSigned(random: Random, at: Standing): SignedCase {
  const [kind, draw] = drawOf(random, [
    ...Object.entries(DRAWS),
    ...Array.from({ length: 4 }, () => ["accept", accept] as const),
  ]);
  const isTrue = random.nextInt(0, 1) === 0;
  const [to, data] = draw(random, at, (value, changed) => (isTrue ? value : changed));
  const refusal = kind === "permit" ? selectorOf("InvalidSigner()") : selectorOf("BadSignature(uint256)");
  return { kind, to, data, isTrue, refusal };
}

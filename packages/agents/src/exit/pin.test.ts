/**
 * Goal: whoever named a set follows it through rotations, by what its members signed and what its vault has, and goes nowhere else.
 * Method: a vault whose sets rotate twice; another of the same keys that was founded with a stranger's; steps with one fault each.
 */
import {
  createWriter,
  foundVault,
  type LocalChain,
  localChainKinds,
  sendNow,
  startLocal,
  vaultCalls,
} from "@novate/chains";
import type { Hex } from "@novate/codec";
import {
  compactSignature,
  hashText,
  packSignatures,
  type RotationLink,
  rotationDigest,
  type SignerSet,
  signerSet,
  signerSetHash,
} from "@novate/evm";
import { createOwnerKey, deriveSecret, joinedSets, type OwnerKey } from "@novate/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { broughtBy, foundBringer } from "../testing/bringer.fixture.ts";
import { Pin } from "./pin.ts";

const CHAIN = 31_337n;
const START = 1_760_054_400;
const DAY = 86_400;
const HOUSE = hashText("a house whose keys change");

interface Ring {
  readonly keys: readonly OwnerKey[];
  readonly set: SignerSet;
  readonly hash: Hex;
}

function ringOf(label: string, epoch: bigint): Ring {
  const keys = [0, 1, 2, 3].map((n) => createOwnerKey(deriveSecret("pin", `${label}/${n}`)));
  const set = signerSet(
    epoch,
    keys.map(({ address }) => ({ address, power: 1n })),
  );
  return { keys, set, hash: signerSetHash(HOUSE, "hot", set) };
}

function link(from: Ring, to: Ring, count = 3, other = to): RotationLink {
  const digest = rotationDigest(HOUSE, from.hash, to.hash, to.set.epoch);
  const signed = (ring: Ring, by: Ring) =>
    packSignatures(
      ring.set,
      new Map(
        ring.keys.slice(0, count).map(({ address }, n) => [address, compactSignature(by.keys[n]!.sign(digest))!]),
      ), // its own keys sign
    );
  return { from: from.set, fromSignatures: signed(from, from), to: to.set, toSignatures: signed(to, other) };
}

const [first, second, third] = [ringOf("a", 1n), ringOf("b", 2n), ringOf("c", 3n)] as const;
const thief = ringOf("thief", 2n);

test("EXIT-310 a step joins two sets that both signed it, epoch by epoch", () => {
  const good = link(first, second);
  expect(joinedSets(HOUSE, good)).toEqual({ fromHash: first.hash, toHash: second.hash });
  const faults: RotationLink[] = [
    link(first, second, 2),
    link(first, second, 3, thief),
    link(second, first),
    link(first, third),
    { ...good, to: thief.set },
    { ...good, from: { ...good.from, total: 5n } },
    { ...good, fromSignatures: { ...good.fromSignatures, compact: `${good.fromSignatures.compact}00` } },
    { ...good, toSignatures: { ...good.toSignatures, compact: good.toSignatures.compact.slice(0, -128) as Hex } },
  ];
  for (const fault of faults) expect(joinedSets(HOUSE, fault)).toBeUndefined();
  expect(joinedSets(hashText("another house"), good)).toBeUndefined();
});

let chain: LocalChain;
beforeAll(async () => {
  chain = await startLocal[localChainKinds()[0]!]({ chainId: CHAIN, timeSec: START });
});
afterAll(() => chain?.stop());

test("EXIT-310 a pin follows the rotations of a vault, and refuses a set that does not chain", async () => {
  const { source } = chain;
  const writer = createWriter({ source, chainId: CHAIN, secret: deriveSecret("pin", "anybody") });
  let now = START + 10;
  const found = (hotSet: Hex) => {
    now += 60;
    const usdc = { symbol: "USDC", decimals: 6, capAtoms: 10n ** 15n, floorAtoms: 10n ** 9n };
    const founding = { house: HOUSE, hotSet, coldSet: hashText("cold"), guardians: [writer.address], bondWei: 0n };
    return foundVault(chain, writer, founding, [usdc], now);
  };
  const own = await found(first.hash);
  now += 60;
  const others = await found(thief.hash);
  const place = { source, fromBlock: 0n };
  const at = (vault: Hex) => ({ vaultId: 1, chainId: Number(CHAIN), vault });
  const early = new Pin(HOUSE, first.hash);
  await early.follow(place, at(own.vault));
  expect(early.newest).toBe(first.hash);

  const call = vaultCalls.rotate(own.sets, "hot", [link(first, second), link(second, third)]);
  now += 60;
  await sendNow(chain, writer, call, now);
  await early.follow(place, at(own.vault));
  expect(early.newest).toBe(first.hash); // nothing that waits counts
  now += DAY + 60;
  await chain.mine(now++);
  await sendNow(chain, writer, vaultCalls.activate(own.sets, "hot"), now); // both have waited
  await early.follow(place, at(own.vault));
  expect(early.newest).toBe(third.hash);
  for (const { hash } of [first, second, third]) expect(early.has(hash)).toBe(true);

  await expect(early.follow(place, at(others.vault))).rejects.toThrow("no signed steps lead");
  await expect(new Pin(HOUSE, thief.hash).follow(place, at(own.vault))).rejects.toThrow("no signed steps lead");
  expect(early.has(thief.hash)).toBe(false);
});

test("EXIT-019 EXIT-310 a pin follows rotations that somebody's contract brought", async () => {
  const { source } = chain;
  const writer = createWriter({ source, chainId: CHAIN, secret: deriveSecret("pin", "anybody") });
  let now = Number((await source.header("latest")).timeSec) + 10;
  const usdc = { symbol: "USDC", decimals: 6, capAtoms: 10n ** 15n, floorAtoms: 10n ** 9n };
  const sets = { hotSet: first.hash, coldSet: hashText("cold"), guardians: [writer.address] };
  const own = await foundVault(chain, writer, { house: HOUSE, ...sets, bondWei: 0n }, [usdc], now);
  const send = (call: Parameters<typeof sendNow>[2]) => {
    now += 60;
    return sendNow(chain, writer, call, now);
  };
  const { contract } = await send(foundBringer(own.sets));
  await send(broughtBy(contract!, vaultCalls.rotate(own.sets, "hot", [link(first, second)])));
  await send(vaultCalls.rotate(own.sets, "hot", [link(first, second), link(second, third)]));
  now += DAY;
  await chain.mine(now);
  await send(vaultCalls.activate(own.sets, "hot"));
  const pin = new Pin(HOUSE, first.hash);
  await pin.follow({ source, fromBlock: 0n }, { vaultId: 1, chainId: Number(CHAIN), vault: own.vault });
  expect(pin.newest).toBe(third.hash);
  const late = new Pin(HOUSE, second.hash);
  await late.follow({ source, fromBlock: 0n }, { vaultId: 1, chainId: Number(CHAIN), vault: own.vault });
  expect(late.newest).toBe(third.hash);
});

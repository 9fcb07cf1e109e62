/**
 * Goal: what a thief of keys gets. With a third of the power nothing, nor with a half; with a hot quorum nothing where a watcher stops
 * the vault while the forgery ripens, and else the drip.
 * Method: the thief runs our own agents over a house of its own making, against a vault that holds honest deposits.
 */
import {
  createWriter,
  foundVault,
  hasAnvil,
  type LocalChain,
  type LocalVault,
  readBalance,
  readVault,
  readWayOut,
  startAnvil,
  vaultCalls,
} from "@novate/chains";
import type { Hex } from "@novate/codec";
import { createOwnerKey, deriveSecret } from "@novate/sdk";
import { afterEach, expect, test } from "vitest";
import { createAttestor } from "../attestor/attestor.ts";
import { createExitAlarms } from "../exit/alarms.ts";
import type { ExitSign } from "../exit/signs.ts";
import { createRelayer } from "../relayer/relayer.ts";
import { HOUSE, StandIn, validatorsOf } from "../testing/standIn.fixture.ts";
import type { Stranger } from "./strangers.ts";
import { createWatcher } from "./watcher.ts";

const START = 1_760_054_400;
const CHAIN = 31_342n;
const HELD = 1_000_000_000n;
/** What may leave in an hour: the floor, since a hundredth of what is held is less. */
const FLOOR = 20_000_000n;
const LOOT = 4_000_000n;
const THIEF: Hex = `0x${"7e".repeat(20)}`;
const secret = (label: string) => deriveSecret("drill", label);
const keys = ["a", "b", "c", "d"].map((label) => createOwnerKey(secret(label)));
const validators = validatorsOf(keys, keys);
const memory = { last: () => null, store: async () => {} };

let chain: LocalChain | undefined;
afterEach(() => chain?.stop());

/** A vault with an honest deposit that its house has heard, and the house that a thief makes of it. */
async function robbed() {
  const own = await startAnvil({ chainId: CHAIN, timeSec: START });
  chain = own;
  const { source } = own;
  const writerOf = (label: string) => createWriter({ source, chainId: CHAIN, secret: secret(label) });
  const guardian = writerOf("guardian");
  const founding = { house: HOUSE, hotSet: validators.hotHash, coldSet: validators.coldHash };
  const token = { symbol: "USDC", decimals: 6, capAtoms: 10n ** 15n, floorAtoms: FLOOR };
  const where = await foundVault(
    own,
    writerOf("deployer"),
    { ...founding, guardians: [guardian.address] },
    [token],
    START + 10,
  );
  const honest = new StandIn(validators, CHAIN, where, (START + 100) * 1_000);
  const target = { ownerChain: 0n, owner: keys[0]!.address, segmentId: 1, accountId: 0 };
  await writerOf("payer").send(vaultCalls.fund(where.tokens.get("USDC")!, where.vault, [target], [HELD]));
  await own.pass(5, 12);
  const chains = new Map([[Number(CHAIN), [source, source]]]);
  const attestors = keys.map((key) => ({ key, duty: createAttestor({ key, chains, memory }) }));
  const place = { source, writer: writerOf("relayer"), fromBlock: 0n };
  const relayer = createRelayer({ places: new Map([[Number(CHAIN), [place]]]), accountId: 0 });
  for (const { key, duty } of attestors)
    for (const one of await duty.look(honest.rows())) honest.hear(key.address, one);
  for (const one of await relayer.look(honest.rows())) honest.hear("0x", one);
  expect(honest.consumed).toBe(HELD);
  return { own, where, honest, forged: forgedOf(honest, where), writerOf, guardian };
}

/** The same house, but for all that it holds, which it owes to the thief in parts small enough for the drip. */
function forgedOf({ inboxCount, inboxAcc, consumed }: StandIn, where: LocalVault): StandIn {
  const forged = new StandIn(validators, CHAIN, where, (START + 100) * 1_000);
  Object.assign(forged, { inboxCount, inboxAcc, consumed });
  for (let taken = 0n; taken < HELD / 4n; taken += LOOT) forged.owe(THIEF, LOOT);
  return forged;
}

test.skipIf(!hasAnvil()).each([
  ["a quarter of the power", 1, false, 0n, 0n],
  ["a half", 2, false, 0n, 0n],
  ["a hot quorum, seen in time", 3, true, 0n, 0n],
  ["a hot quorum, unseen for two hours", 3, false, LOOT, 3n * FLOOR],
] as const)("%s", async (_, stolen, isWatched, least, most) => {
  const { own, where, honest, forged, writerOf, guardian } = await robbed();
  const { source } = own;
  const strangers: Stranger[] = [];
  const watcher = createWatcher({
    places: new Map([
      [Number(CHAIN), { sources: [source, source], fromBlock: 0n, ...(isWatched && { guardians: [guardian] }) }],
    ]),
    onAlert: () => {},
    onStranger: (one) => strangers.push(one),
  });
  const place = { source, writer: writerOf("thief"), fromBlock: 0n };
  const thief = createRelayer({ places: new Map([[Number(CHAIN), [place]]]), accountId: 0 });
  let nowSec = START + 700;
  for (let n = 0; n < 14; n++) {
    nowSec += 600;
    forged.next(nowSec * 1_000);
    for (const { epoch, digest, signatures } of [...forged.checkpoints])
      for (const key of signatures.length === 0 ? keys.slice(0, stolen) : [])
        forged.hear(key.address, {
          type: "SignCheckpoint",
          epoch,
          digest,
          key: key.address,
          signature: key.sign(digest),
        });
    await own.pass(50, 12);
    for (let look = 0; look < 2; look++) {
      await thief.look(forged.rows());
      await own.pass(1, 1);
    }
    honest.next(nowSec * 1_000);
    await watcher.look(honest.rows());
    await own.pass(1, 1);
  }
  const taken = await readBalance(source, where.tokens.get("USDC")!, THIEF);
  expect(taken).toBeGreaterThanOrEqual(least);
  expect(taken).toBeLessThanOrEqual(most);
  expect(strangers.length > 0).toBe(stolen === 3); // who has no guardian's key tells all the same
  const { stopEndsAt } = await readVault(source, await source.header("latest"), where.vault);
  expect(stopEndsAt !== 0n).toBe(isWatched);
});

test.skipIf(!hasAnvil())(
  "EXIT-322 two words of one epoch, a silence and an entry that waits are told; the words are shown to the vault",
  async () => {
    const { own, where, honest, forged, writerOf, guardian } = await robbed();
    const { source } = own;
    const signs: ExitSign[] = [];
    const doubts: unknown[] = [];
    const place = { sources: [source, source], fromBlock: 0n, guardians: [guardian] };
    const alarms = createExitAlarms({
      places: new Map([[Number(CHAIN), place]]),
      onSign: (sign) => signs.push(sign),
      onDoubt: (failure) => doubts.push(failure),
    });
    const look = async (): Promise<readonly string[]> => {
      signs.length = 0;
      await alarms.look(honest.rows());
      await own.pass(1, 12);
      return signs.map(({ sign }) => sign);
    };
    const wayOut = async () => readWayOut(source, await source.header("latest"), where.vault);
    const sign = (house: StandIn): void => {
      for (const { epoch, digest } of [...house.checkpoints])
        for (const { address: key, sign: by } of keys)
          house.hear(key, { type: "SignCheckpoint", epoch, digest, key, signature: by(digest) });
    };
    const thief = createRelayer({
      places: new Map([[Number(CHAIN), [{ source, writer: writerOf("thief"), fromBlock: 0n }]]]),
      accountId: 0,
    });
    expect(await look()).toEqual([]);
    const nowMs = (START + 1_300) * 1_000;
    await own.pass(110, 12);
    for (const house of [honest, forged]) {
      house.next(nowMs);
      sign(house);
    }
    expect(await look()).toEqual([]); // the house says one thing
    await thief.look(forged.rows());
    await own.pass(1, 12);
    expect(await look()).toContain("contradiction");
    expect(await wayOut()).toMatchObject({ phase: "requested", cause: "contradiction" });
    expect(await look()).toEqual(["exit", "contradiction"]); // it is told on, and shown no more
    expect(doubts).toEqual([]);
    await own.pass(2, 50_000); // nothing that hears the deposit came into force
    expect(await look()).toEqual(["exit", "silence", "unserved", "contradiction"]);
  },
);

/**
 * Goal: a vault that missed a step takes it and the next in one call, and its word comes back to the house by proof. Method: a vault on
 * an anvil, three sets one after another, of which attestors sign the last step; a day of the chain's time.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWriter, hasAnvil, type LocalChain, type LocalVault, readVault, startAnvil } from "@novate/chains";
import type { CommandOf, RotationSignature, ValidatorSetRow } from "@novate/codec";
import { hexToBytes } from "@novate/codec";
import {
  rotationDigest,
  type SetKind,
  signerSet,
  signerSetHash,
  vaultSlots,
  verifyAccountProof,
  verifyStorageProof,
} from "@novate/evm";
import { createOwnerKey, deriveSecret, type OwnerKey } from "@novate/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAttestor } from "../attestor/attestor.ts";
import { openEpochMemory } from "../attestor/epochMemory.ts";
import { foundScene, START } from "../testing/foundScene.fixture.ts";
import { HOUSE, StandIn } from "../testing/standIn.fixture.ts";
import { createRelayer } from "./relayer.ts";

const DAY = 86_400;
const CHAIN = 31_338n;
const keyOf = (label: string): OwnerKey => createOwnerKey(deriveSecret("rotations", label));
const hots = Array.from({ length: 6 }, (_, index) => keyOf(`hot/${index}`));
const colds = Array.from({ length: 6 }, (_, index) => keyOf(`cold/${index}`));

/** Four members from `first` on; numbered from 1. */
function setAt(first: number): ValidatorSetRow {
  const epoch = BigInt(first + 1);
  const members = [0, 1, 2, 3]
    .map((place) => ({ hot: hots[first + place]!.address, cold: colds[first + place]!.address, power: 1n }))
    .sort((one, other) => (one.hot < other.hot ? -1 : 1));
  const hashOf = (kind: SetKind) =>
    signerSetHash(
      HOUSE,
      kind,
      signerSet(
        epoch,
        members.map((member) => ({ address: member[kind], power: 1n })),
      ),
    );
  return { members, epoch, coldEpoch: epoch, hotHash: hashOf("hot"), coldHash: hashOf("cold"), sinceMs: 0, next: null };
}
const sets = [setAt(0), setAt(1), setAt(2)] as const;

function signed(
  from: ValidatorSetRow,
  to: ValidatorSetRow,
  kind: 0 | 1,
  keys: readonly OwnerKey[],
): RotationSignature[] {
  const [fromHash, toHash] = kind === 0 ? [from.hotHash, to.hotHash] : [from.coldHash, to.coldHash];
  const digest = rotationDigest(HOUSE, fromHash, toHash, to.epoch);
  return keys.map((key) => ({ kind, key: key.address, signature: key.sign(digest) }));
}

const folder = mkdtempSync(join(tmpdir(), "novate-rotations-"));
let chain: LocalChain;
let where: LocalVault;
const writerOf = (label: string) =>
  createWriter({ source: chain.source, chainId: CHAIN, secret: deriveSecret("rotations", label) });

beforeAll(async () => {
  if (!hasAnvil()) return;
  chain = await startAnvil({ chainId: CHAIN, timeSec: START });
  const writer = writerOf("deployer");
  where = await foundScene(chain, writer, sets[0]);
});
afterAll(async () => {
  await chain?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!hasAnvil())("CSTD-046 CSTD-045 a vault takes two steps at once, and the house hears of it", async () => {
  const [first, second, third] = sets;
  const house = new StandIn({ ...second }, CHAIN, where, (START + 100) * 1_000);
  const missed = [...signed(first, second, 0, hots.slice(0, 5)), ...signed(first, second, 1, colds.slice(0, 5))];
  house.rotations.push({ from: first, to: second, atMs: 0, signatures: missed });
  const next = {
    ...third,
    proposedAtMs: 0,
    completeAtMs: 0,
    signatures: signed(second, third, 1, colds.slice(1, 6)),
    isReplacement: false,
  };
  house.validators = { ...second, next };
  const doubts: unknown[] = [];
  const onDoubt = (failure: unknown): void => void doubts.push(failure);

  // Attestors of both sets sign, each once; whoever is of neither does not.
  const asked = new Map<string, CommandOf<"SignRotation">>();
  for (const [index, key] of hots.entries()) {
    const memory = await openEpochMemory(join(folder, String(index)));
    const duty = createAttestor({ key, chains: new Map(), memory, onDoubt });
    for (const command of await duty.look(house.rows()))
      if (command.type === "SignRotation") asked.set(key.address, command);
  }
  expect([...asked.keys()]).toEqual(hots.slice(1).map(({ address }) => address));
  const signatures = [
    ...next.signatures,
    ...[...asked.values()].map(({ kind, key, signature }) => ({ kind, key, signature })),
  ];
  house.validators = { ...second, next: { ...next, signatures, completeAtMs: house.timeMs } };

  const place = { source: chain.source, writer: writerOf("relayer"), fromBlock: 1n };
  const places = new Map([[Number(CHAIN), [place]]]);
  const relayer = createRelayer({ places, accountId: 0, onDoubt });
  const vaultNow = async () => readVault(chain.source, await chain.source.header("latest"), where.vault);
  const look = async () => {
    const { number, timeSec, hash: blockHash, stateRoot } = await chain.source.header("latest");
    house.headers.push({ chainId: Number(CHAIN), number, timeSec: Number(timeSec), blockHash, stateRoot });
    return relayer.look(house.rows());
  };
  await look();
  await chain.pass(1, 12);
  expect((await vaultNow()).hotSet).toBe(first.hotHash); // it waits a day
  expect(await look()).toEqual([]);
  await chain.pass(1, DAY);
  await look();
  await chain.pass(1, 12);
  expect((await vaultNow()).hotSet).toBe(third.hotHash);

  const [proof] = (await look()) as CommandOf<"ProveHotSet">[];
  expect(proof).toMatchObject({ type: "ProveHotSet", vaultId: 1, vault: where.vault });
  const account = verifyAccountProof(proof!.stateRoot, where.vault, proof!.accountProof.map(hexToBytes));
  const storageRoot = account.ok ? account.value!.storageRoot : "0x";
  const word = verifyStorageProof(storageRoot, vaultSlots.hotSet, proof!.hotSetProof.map(hexToBytes));
  expect(word).toEqual({ ok: true, value: third.hotHash });
  house.hotHash = third.hotHash;
  expect(await look()).toEqual([]); // heard
  expect(doubts).toEqual([]);
});

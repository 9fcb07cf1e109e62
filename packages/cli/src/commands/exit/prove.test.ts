/**
 * Goal: what a kit owes is told to people and programs, held to what they know; what is no kit is said to be none.
 * Method: kits of a small house that one key signs, in files and in a folder; command lines. The whole way out: `endToEnd/exit.test.ts`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExitKit, type Hex, toJson } from "@novate/codec";
import {
  assetLeaf,
  checkpointDigest,
  claimLeaf,
  EPOCH_MS,
  outboxLeaf,
  ratesHash,
  sectionLeaf,
  signerSet,
  signerSetHash,
  sparseTree,
  TABLE_DEPTH,
  VAULTS_DEPTH,
} from "@novate/evm";
import { createOwnerKey, deriveSecret, keptKitOf, kitNameOf, saveKit } from "@novate/sdk";
import { fileStorage } from "@novate/sdk/files";
import { afterAll, expect, test } from "vitest";
import { novate } from "../../testing/novate.fixture.ts";

const HOUSE: Hex = `0x${"4e".repeat(32)}`;
const address = (n: number): Hex => `0x${n.toString(16).padStart(40, "0")}`;
const folder = mkdtempSync(join(tmpdir(), "novate-prove-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One vault, one asset, a claim of 1,000 atoms that are paid nine tenths, and a payment of 50. */
function kitOf(accountId: number, epoch: number): ExitKit {
  const key = createOwnerKey(deriveSecret("prove", "validator"));
  const signers = signerSet(1n, [{ address: key.address, power: 1n }]);
  const rate = { segmentId: 1, rate: (9n << 64n) / 10n, holderKept: 0n, gainKept: 0n, juniorKept: 0n, seniorKept: 0n };
  const none = { holderAtoms: 0n, gainAtoms: 0n, juniorAtoms: 0n, seniorAtoms: 0n };
  const claim = {
    ...{ accountId, segmentId: 1, exitAddress: address(0xe0), exitChain: 0, kept: [] },
    parts: { idleAtoms: 1_000n, ...none },
  };
  const token = address(0x70);
  const sums = { main: 50n, small: 0n, sentBack: 0n };
  const row = {
    assetId: 1,
    token,
    consumedCum: 2_000n,
    queuedCum: sums,
    claimTotal: 900n,
    ratesHash: ratesHash([rate]),
  };
  const owed = { nonce: 1n, token, recipient: address(0xe1), amount: 50n, lane: "main", cumulative: 50n } as const;
  const claims = sparseTree(new Map([[accountId, claimLeaf(claim)]]), TABLE_DEPTH);
  const assets = sparseTree(new Map([[1, assetLeaf(row)]]), TABLE_DEPTH);
  const outbox = sparseTree(new Map([[1, outboxLeaf(owed)]]), TABLE_DEPTH);
  const section = {
    ...{ vaultId: 1, chainId: 10, vault: address(0x7a), inboxCount: 3n, inboxAcc: HOUSE },
    ...{ outboxRoot: outbox.root, assetsRoot: assets.root },
  };
  const sections = sparseTree(new Map([[1, sectionLeaf(section)]]), VAULTS_DEPTH);
  const checkpoint = {
    ...{ epoch, height: epoch, timeMs: epoch * EPOCH_MS, previous: HOUSE, stateRoot: HOUSE },
    ...{ claimsRoot: claims.root, vaultsRoot: sections.root, setHash: signerSetHash(HOUSE, "hot", signers) },
  };
  const { queuedCum: _, ratesHash: __, claimTotal, consumedCum, ...asset } = row;
  const queued = { mainAtoms: 50n, smallAtoms: 0n, sentBackAtoms: 0n };
  const { amount, cumulative, lane: ___, ...payment } = owed;
  return {
    house: HOUSE,
    checkpoint,
    signatures: [{ key: key.address, signature: key.sign(checkpointDigest(HOUSE, checkpoint)) }],
    signers: { ...signers, words: [...signers.words] },
    accountId,
    claims: [claim],
    claimSiblings: [...claims.prove(accountId)],
    sections: [{ section, siblings: [...sections.prove(1)] }],
    assets: [
      {
        asset: { ...asset, vaultId: 1, consumedAtoms: consumedCum, queued, claimTotalAtoms: claimTotal, rates: [rate] },
        siblings: [...assets.prove(1)],
      },
    ],
    payments: [
      {
        payment: { ...payment, vaultId: 1, accountId, amountAtoms: amount, lane: 0, cumulativeAtoms: cumulative },
        siblings: [...outbox.prove(1)],
      },
    ],
  };
}

const REFUSALS = [
  ...["HouseDiffers", "SetDiffers", "ClaimInvalid", "KitMalformed", "KitMissing", "AccountMissing"],
  "ExitLeavesMissing",
];
const { setHash } = kitOf(3, 1).checkpoint;

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("CLAIM-020 a file says what each vault owes, to people and to programs", async () => {
  const file = fileOf("kit.json", JSON.stringify(toJson(ExitKit, kitOf(3, 1))));
  const told = await novate("exit", "prove", "--kit", file, "--house", HOUSE, "--set", setHash);
  expect([told.exitCode, told.err]).toEqual([0, ""]);
  expect(told.out).toMatch(/claim on asset 1 .* 899 .*0e0\n/);
  expect(told.out).toMatch(/withdrawal, payment 1 .* 50 .*0e1\n/);
  const read = await novate("exit", "prove", "--kit", file, "--json");
  expect(read.err).toContain("Nobody but the kit says which set signs");
  expect(JSON.parse(read.out)).toMatchObject([
    {
      ...{ house: HOUSE, accountId: 3, epoch: 1, setHash, isPinned: false },
      payouts: [
        { chainId: 10, nonce: null, amountAtoms: "899" },
        { chainId: 10, nonce: "1", amountAtoms: "50" },
      ],
    },
  ]);
});

test("what is of another house or set, was altered, or is no kit is refused", async () => {
  const json = JSON.stringify(toJson(ExitKit, kitOf(3, 1)));
  const file = fileOf("kit.json", json);
  const refusal = async (...args: string[]): Promise<readonly [number, string | undefined]> => {
    const { exitCode, err } = await novate("exit", "prove", ...args);
    return [exitCode, REFUSALS.find((name) => err.includes(name))];
  };
  const other: Hex = `0x${"01".repeat(32)}`;
  expect(await refusal("--kit", file, "--house", other)).toEqual([2, "HouseDiffers"]);
  expect(await refusal("--kit", file, "--set", other)).toEqual([2, "SetDiffers"]);
  expect(await refusal("--kit", fileOf("more.json", json.replace('"1000"', '"9000"')))).toEqual([2, "ClaimInvalid"]);
  for (const text of ["null", "7", "{}", "[]"])
    expect(await refusal("--kit", fileOf("none.json", text))).toEqual([2, "KitMalformed"]);
  expect(await refusal("--kits", join(folder, "nowhere"))).toEqual([2, "KitMissing"]);
  expect(await refusal("--data", folder)).toEqual([2, "AccountMissing"]);
  expect(await refusal("--data", join(folder, "nothing"), "--account", "3")).toEqual([1, "ExitLeavesMissing"]);
});

test("of a folder the newest of each account counts, and one may be taken along", async () => {
  const kits = join(folder, "kits");
  const storage = fileStorage(kits);
  for (const [accountId, epoch] of [
    [3, 1],
    [3, 2],
    [4, 1],
  ] as const)
    await saveKit(storage, kitOf(accountId, epoch), 8);
  const epochs = async (...args: string[]): Promise<readonly (readonly [number, number])[]> => {
    const { out } = await novate("exit", "prove", "--kits", kits, "--json", ...args);
    return (JSON.parse(out) as { accountId: number; epoch: number }[]).map((one) => [one.accountId, one.epoch]);
  };
  expect(await epochs()).toEqual([
    [3, 2],
    [4, 1],
  ]);
  expect(await epochs("--account", "3", "--epoch", "1")).toEqual([[3, 1]]);
  const out = join(folder, "taken.json");
  await epochs("--account", "3", "--out", out);
  expect(JSON.parse(readFileSync(out, "utf8"))).toEqual(toJson(ExitKit, kitOf(3, 2)));
  expect((await novate("exit", "prove", "--kits", kits, "--out", out)).exitCode).toBe(2);
  expect((await novate("exit", "pay", "--kits", kits, "--dry-run")).err).toContain("RpcMissing");
  expect((await novate("exit", "pay", "--kits", kits, "--rpc", "10=http://127.0.0.1:1")).err).toContain("KeyMissing");
  expect((await novate("exit", "watch")).err).toContain("AccountMissing");
});

test("EXIT-306 of a folder what is damaged, of another account or made up is named, and an older kit counts", async () => {
  const kits = join(folder, "harmed");
  const storage = fileStorage(kits);
  const nameAt = (epoch: number) => join(kits, `${kitNameOf(keptKitOf(kitOf(3, epoch)))}.json`);
  for (let epoch = 1; epoch <= 5; epoch++) await saveKit(storage, kitOf(3, epoch), 8);
  const harms = [
    [5, (text: string) => text.slice(0, 99)],
    [4, (text: string) => text.replace('"1000"', '"9000"')],
    [3, () => JSON.stringify(toJson(ExitKit, kitOf(4, 3)))],
    [2, () => JSON.stringify(toJson(ExitKit, kitOf(3, 1)))],
  ] as const;
  for (const [epoch, harm] of harms) writeFileSync(nameAt(epoch), harm(readFileSync(nameAt(epoch), "utf8")));
  const proven = await novate("exit", "prove", "--kits", kits, "--json");
  expect([proven.exitCode, (JSON.parse(proven.out) as { epoch: number }[]).map(({ epoch }) => epoch)]).toEqual([
    0,
    [1],
  ]);
  for (const [epoch] of harms) expect(proven.err).toContain(nameAt(epoch));
  const alone = await novate("exit", "prove", "--kits", kits, "--epoch", "4");
  expect(alone).toMatchObject({ exitCode: 2, err: expect.stringContaining(nameAt(4)) });
});

/**
 * Goal: whoever has a stopped node's folder, and never saved a kit, proves what he is owed and is paid, by the epoch that the vault pays by;
 * what of the folder is lost, damaged or made up is told by its file, and stands for nothing.
 * Method: a quiet house with vaults on two chains that is taken away; its folder, whole and harmed; the command line.
 */
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { hasAnvil, readWayOut, startLocal } from "@novate/chains";
import { bytesToHex, ExitKit, fromJson } from "@novate/codec";
import { genesisToJson } from "@novate/engine";
import { atoms, DAY_MS } from "@novate/num";
import { createClient, deriveSecret } from "@novate/sdk";
import { afterAll, expect, test } from "vitest";
import { novate } from "../testing/novate.fixture.ts";
import { type LeavableHouse, QUIET, startHouse } from "./leavableHouse.fixture.ts";
import { balancesOf, dueOf, kitsIn, lookOnce, placesOf, saveAll } from "./leavers.fixture.ts";

const DAY_SEC = DAY_MS / 1_000;
const folder = mkdtempSync(join(tmpdir(), "novate-exit-data-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("CLAIM-026 EXIT-304 EXIT-305 EXIT-306 a folder of data proves and pays, by the vault's own epoch, and what is harmed is named", async () => {
  const house = await startHouse(QUIET, { folder, start: startLocal[hasAnvil() ? "anvil" : "in-process"] });
  try {
    for (let epoch = 0; epoch < 5; epoch++) await house.nextEpoch();
    const kitFolder = join(folder, "kits");
    await saveAll(house, kitFolder); // what the vaults will pay by
    const older = await kitsIn(kitFolder);
    const [{ chain }] = house.vaults as [LeavableHouse["vaults"][number]];
    await chain.pass(1, 12);
    const copy = await chain.source.rpc.request("evm_snapshot");
    expect(await askForSome(house)).toBe(1); // so that the two words differ in claims and outbox
    const newest = await house.nextEpoch();
    await chain.pass(1, 12);
    await chain.source.rpc.request("evm_revert", [copy]); // the first vault never takes it
    const { house: houseId } = house.scene.sender;
    const [member] = house.scene.members.all;
    const id = String(member!.accountId);
    const kit = fromJson(ExitKit, await createClient({ url: house.url }).exitKit(member!.accountId));
    await house.end();
    const genesis = join(folder, "genesis.json");
    writeFileSync(genesis, JSON.stringify(genesisToJson(house.scene.genesis)));
    const trust = ["--house", houseId, "--set", kit.checkpoint.setHash];

    await expectRebuilt(house, { genesis, id, kit, trust });
    await expectNamed(house, { genesis, id, kit, trust });
    await expectPaidByX(house, older, newest.epoch);
  } finally {
    await house.stop();
  }
}, 120_000);

/** A member asks for a little of what lies in the first vault. */
async function askForSome(house: LeavableHouse): Promise<number> {
  const { scene, vaults } = house;
  const [{ plan }] = vaults as [LeavableHouse["vaults"][number]];
  const { accountId, owner } = scene.members.all[0]!; // it has members
  const { assetId } = await house.read(
    ({ locations }) => [...locations.values()].find(({ vaultId }) => vaultId === plan.vaultId)!,
  );
  const place = { chainId: plan.chainId, recipient: owner.address };
  const asked = { type: "WithdrawCollateral", accountId, assetId, amountAtoms: atoms(100_000n), ...place } as const;
  return house.say([scene.sender.sign(owner, asked, house.nowMs())]);
}

interface Known {
  readonly genesis: string;
  readonly id: string;
  readonly kit: ExitKit;
  readonly trust: readonly string[];
}

const prove = async (data: string, id: string, ...args: readonly string[]) =>
  novate("exit", "prove", "--data", data, "--account", id, "--json", ...args);
const epochOf = ({ out }: { readonly out: string }): number => (JSON.parse(out) as { epoch: number }[])[0]!.epoch;

/** The archive is lost, the blocks are there. */
async function expectRebuilt({ data }: LeavableHouse, { genesis, id, kit, trust }: Known): Promise<void> {
  const copy = join(folder, "blocks");
  cpSync(data, copy, { recursive: true });
  rmSync(join(copy, "exit"), { recursive: true });
  expect(await prove(copy, id)).toMatchObject({ exitCode: 2, err: expect.stringContaining("GenesisMissing") });
  const out = join(folder, "proven.json");
  const proven = await prove(copy, id, "--genesis", genesis, ...trust, "--out", out);
  expect([proven.exitCode, epochOf(proven)]).toEqual([0, kit.checkpoint.epoch]);
  expect(fromJson(ExitKit, JSON.parse(readFileSync(out, "utf8")))).toEqual(kit);
  expect(await prove(copy, id, ...trust)).toMatchObject({ exitCode: 0, err: "" }); // it is kept
  const strange = join(folder, "strange.json");
  const { governorThreshold, ...rest } = JSON.parse(readFileSync(genesis, "utf8")) as { governorThreshold: number };
  writeFileSync(strange, JSON.stringify({ ...rest, governorThreshold: governorThreshold - 1 }));
  rmSync(join(copy, "exit"), { recursive: true });
  expect((await prove(copy, id, "--genesis", strange)).exitCode).not.toBe(0);
  rmSync(join(copy, "store"), { recursive: true });
  expect((await prove(copy, id, "--genesis", genesis)).err).toContain("StoreEmpty");
}

/** Whatever is wrong with an epoch, its file is named and an older one counts; with nothing left it is refused. */
async function expectNamed({ data }: LeavableHouse, { id, kit, trust }: Known): Promise<void> {
  const { epoch } = kit.checkpoint;
  const place = join(folder, "harmed");
  const at = (name: string, of = epoch): string => join(place, `${of}.${name}`);
  const claims = (text: (lines: string[]) => string[]): void =>
    writeFileSync(
      at("claims.gz"),
      gzipSync(
        text(
          gunzipSync(readFileSync(at("claims.gz")))
            .toString()
            .split("\n"),
        ).join("\n"),
      ),
    );
  const head = (edit: (json: { assets?: object[] }) => object): void =>
    writeFileSync(at("head.json"), JSON.stringify(edit(JSON.parse(readFileSync(at("head.json"), "utf8")))));
  const harms: readonly (readonly [string, string, () => void])[] = [
    ["cut off", "claims.gz", () => truncateSync(at("claims.gz"), 60)],
    ["no compression", "claims.gz", () => writeFileSync(at("claims.gz"), "leaves")],
    ["a leaf left out", "claims.gz", () => claims((lines) => lines.slice(1))],
    [
      "a leaf too many",
      "claims.gz",
      () => claims(([first, ...lines]) => [first!, first!.replace(/"accountId":\d+/, '"accountId":77777'), ...lines]),
    ],
    [
      "a greater claim",
      "claims.gz",
      () => claims((lines) => lines.map((line) => line.replace(/"idleAtoms":"\d+"/, '"idleAtoms":"9"'))),
    ],
    ["no head", "head.json", () => writeFileSync(at("head.json"), "{}")],
    ["another epoch's head", "head.json", () => copyFileSync(at("head.json", epoch - 1), at("head.json"))],
    ["a signature too few", "head.json", () => head((json) => ({ ...json, signatures: [] }))],
    ["another house", "head.json", () => head((json) => ({ ...json, house: `0x${"99".repeat(32)}` }))],
    ["a greater rate", "head.json", () => head((json) => ({ ...json, assets: [] }))],
    [
      "a vault made up",
      "head.json",
      () => head((json) => ({ ...json, assets: json.assets!.map((one) => ({ ...one, vaultId: 9 })) })),
    ],
  ];
  for (const [what, file, harm] of harms) {
    rmSync(place, { recursive: true, force: true });
    cpSync(join(data, "exit"), place, { recursive: true });
    harm();
    const told = await prove(place, id, ...trust);
    expect([what, told.exitCode, epochOf(told)]).toEqual([what, 0, epoch - 1]);
    expect([what, told.err]).toEqual([what, expect.stringContaining(at(file))]);
    const alone = await prove(place, id, ...trust, "--epoch", String(epoch));
    expect([what, alone.exitCode === 0, alone.err]).toEqual([what, false, expect.stringContaining(at(file))]);
  }
  rmSync(place, { recursive: true });
  cpSync(join(data, "exit"), place, { recursive: true });
  writeFileSync(join(place, "notes.txt"), "what else lies there is nobody's");
  writeFileSync(at("claims.gz.part"), "half");
  rmSync(at("head.json")); // it was not signed, or is lost
  const rest = await prove(place, id, ...trust);
  expect([rest.exitCode, epochOf(rest)]).toEqual([0, epoch - 1]);
  expect((await prove(place, id, "--set", `0x${"51".repeat(32)}`)).err).toContain("SetDiffers");
}

/** The folder has a newer word than the vaults: they pay by the one that they have, which nobody saved a kit of. */
async function expectPaidByX(house: LeavableHouse, older: readonly ExitKit[], newest: number): Promise<void> {
  const [vault] = house.vaults as [LeavableHouse["vaults"][number]];
  const { chain, plan } = vault;
  const here = new Map([[plan.chainId, placesOf(house.vaults, "anybody").get(plan.chainId)!]]);
  await chain.pass(1, 9 * DAY_SEC);
  for (const seconds of [12, (2 * DAY_SEC) / 160, 12]) {
    await lookOnce(older, [vault], here);
    await chain.pass(160, seconds);
  }
  await lookOnce(older, [vault], here);
  const at = await readWayOut(chain.source, await chain.source.header("latest"), vault.where.vault);
  expect(at.phase).toBe("exit");
  expect(Number(at.epochX)).toBeLessThan(newest);
  const mine = older.map((kit) => kit.accountId);
  const due = dueOf(
    older.filter(({ checkpoint }) => BigInt(checkpoint.epoch) === at.epochX),
    [],
  );
  const before = await balancesOf(vault, due);
  const gasKey = join(folder, "gas.key");
  writeFileSync(gasKey, bytesToHex(deriveSecret("exit", "gas")));
  const args = [
    "--no-node",
    "--data",
    house.data,
    "--rpc",
    `${plan.chainId}=${chain.url}`,
    "--account",
    String(mine[1]),
  ];
  const show = async (): Promise<string> => (await novate("exit", "show", ...args)).out;
  const own = ["--data", house.data, "--account", String(mine[1]), "--json"];
  const epochs = async (...more: readonly string[]): Promise<readonly number[]> =>
    (JSON.parse((await novate("exit", "prove", ...own, ...more)).out) as { epoch: number }[]).map(({ epoch }) => epoch);
  expect(await epochs()).toEqual([newest]);
  expect(await epochs("--rpc", `${plan.chainId}=${chain.url}`)).toEqual([Number(at.epochX)]);
  const shown = await show();
  expect(shown).toContain("in exit: silence");
  expect(shown).toMatch(/claim .* (waits|due) /);
  const mining = setInterval(() => void chain.pass(1, 12), 300);
  const paid = await novate(
    ...["exit", "pay", "--data", house.data, "--rpc", `${plan.chainId}=${chain.url}`, "--gas-key", gasKey],
    ...["--every", "50", "--json", ...mine.flatMap((one) => ["--account", String(one)])],
  );
  clearInterval(mining);
  expect([paid.exitCode, paid.err]).toEqual([0, ""]);
  expect(await show()).toMatch(/claim .* done +paid/);
  const after = await balancesOf(vault, due);
  for (const [name, owed] of due) if (after.has(name)) expect(after.get(name)! - before.get(name)!).toBe(owed);
}

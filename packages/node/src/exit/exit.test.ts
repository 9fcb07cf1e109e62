/**
 * Goal: whoever asks a node, or has a folder of one, leaves with the same kit, and what was harmed or is not there is said to be so.
 * Method: a node that strikes and a validator that signs; its routes, its folder, a snapshot, its blocks; files cut and exchanged.
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExitClaim, ExitHead, ExitKit, fromJson, toJson } from "@novate/codec";
import { ClaimsTree } from "@novate/engine";
import { faultOfKit } from "@novate/evm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createApp } from "../api/app.ts";
import type { ClearingError } from "../failures.ts";
import { Metrics } from "../metrics/index.ts";
import { exportSnapshot } from "../snapshot/index.ts";
import { exitFolder } from "../store/folders.ts";
import { exitGenesis, nextSigned, openExitNode, trustOf } from "../testing/exitNode.fixture.ts";
import { openSoloApi } from "../testing/soloApi.fixture.ts";
import type { SoloNode } from "../testing/soloNode.fixture.ts";
import { booksIn, ExitArchive, ExitBooks, exitArchiveIn, leavesMissing, rebuildExit, rebuildExitAt } from "./index.ts";

let node: SoloNode;
let folder: string;
let exits: ExitBooks;
beforeEach(async () => {
  node = await openExitNode();
  folder = mkdtempSync(join(tmpdir(), "novate-exit-"));
  exits = new ExitBooks(node.chain, exitArchiveIn(folder), (failure) => {
    throw failure;
  });
});
afterEach(async () => {
  await exits.settled();
  await node.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** The newest that can be used, or what is wrong with the first that cannot. */
async function readExit(path: string, epoch: number | null = null) {
  const faults: ClearingError[] = [];
  for await (const book of booksIn(path, epoch, (fault) => faults.push(fault))) return book;
  throw faults[0] ?? leavesMissing(path, epoch);
}

function asked(own: SoloNode, books?: ExitBooks) {
  const context = { chain: own.chain, consensus: own.solo, version: "0", ...(books !== undefined && { exits: books }) };
  const app = createApp(context, new Metrics(own.chain, own.solo));
  return async (path: string) => {
    const response = await app.request(path);
    // biome-ignore lint/suspicious/noExplicitAny: the schemas say what the body is; a test asks for what it needs.
    return { status: response.status, body: (await response.json()) as any };
  };
}

test("CLAIM-023 a node tells each account's kit, of the last signed checkpoint or of another", async () => {
  const get = asked(node, exits);
  expect(await get("/v1/accounts/1/exit")).toMatchObject({ status: 404, body: { code: "ExitUnknown" } });
  const first = await nextSigned(node);
  const second = await nextSigned(node);
  await nextSigned(node, false);
  const trust = await trustOf(node);
  for (const [path, epoch] of [
    ["1/exit", second],
    ["2/exit", second],
    [`1/exit?epoch=${first}`, first],
  ] as const) {
    const { status, body } = await get(`/v1/accounts/${path}`);
    expect(status).toBe(200);
    const kit = fromJson(ExitKit, body);
    expect(kit.checkpoint.epoch).toBe(epoch);
    expect(faultOfKit(kit, trust)).toBeNull();
    expect(kit.claims[0]!.exitAddress).toBe(path.startsWith("1") ? node.alice.address : node.bob.address);
  }
  for (const path of [`1/exit?epoch=${second + 1}`, "1/exit?epoch=7"])
    expect(await get(`/v1/accounts/${path}`)).toMatchObject({ status: 404, body: { code: "ExitUnknown" } });
});

test("CLAIM-024 all claims of a checkpoint come in pages, and hash to what was signed", async () => {
  await nextSigned(node);
  const get = asked(node, exits);
  const next = new ClaimsTree().next();
  let head: ExitHead | undefined;
  let pages = 0;
  for (let cursor: string | null = ""; cursor !== null; pages += 1) {
    const { body } = await get(`/v1/exit/signed?limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`);
    if (body.head !== null) head = fromJson(ExitHead, body.head);
    next.add(body.claims.map((claim: unknown) => fromJson(ExitClaim, claim)));
    cursor = body.nextCursor;
  }
  expect(pages).toBe(2);
  expect(next.finish().root()).toBe(head!.checkpoint.claimsRoot);
});

test("CLAIM-025 a node that was restarted has what its folder has, and none without one until the next epoch", async () => {
  const epoch = await nextSigned(node);
  const before = (await exits.book(null))!.kitOf(1);
  await exits.settled();
  await node.close();
  node = await openExitNode(node.path);
  const without = asked(node);
  const again = new ExitBooks(node.chain, exitArchiveIn(folder));
  expect((await again.book(null))!.kitOf(1)).toEqual(before);
  expect((await again.book(epoch))!.kitOf(1)).toEqual(before);
  expect((await without("/v1/accounts/1/exit")).body.code).toBe("ExitUnknown");
  await nextSigned(node);
  expect((await without("/v1/accounts/1/exit")).status).toBe(200);
  await again.settled();
});

test("CLAIM-026 a folder gives the kits with no node running: its own, a snapshot's, one that was made anew of the blocks", async () => {
  await nextSigned(node);
  const epoch = await nextSigned(node);
  const kit = (await exits.book(null))!.kitOf(2);
  await exits.settled();
  await node.produce(); // the state of a later block
  const snapshot = join(folder, "snapshot");
  await exportSnapshot(node.chain, snapshot, exitArchiveIn(folder));
  const rebuilt = join(folder, "rebuilt");
  const { store } = node.chain;
  const made = await rebuildExit({ store, genesis: exitGenesis(), preparer: node.admission }, new ExitArchive(rebuilt));
  expect(made).toEqual([epoch, epoch - 1]);
  expect(
    await rebuildExit({ store, genesis: exitGenesis(), preparer: node.admission }, new ExitArchive(rebuilt), 7),
  ).toEqual([]);
  for (const path of [folder, exitFolder(folder), snapshot, rebuilt]) {
    const book = await readExit(path);
    expect(book.kitOf(2)).toEqual(kit);
    expect(toJson(ExitHead, book.head)).toEqual(toJson(ExitHead, (await exits.book(epoch))!.head));
  }
  expect(readdirSync(exitFolder(snapshot)).length).toBe(2);
  expect((await readExit(folder, epoch - 1)).head.checkpoint.epoch).toBe(epoch - 1);
});

test("CLAIM-026 the folder of a stopped node whose archive is lost gives the kits by its blocks and the genesis", async () => {
  const epochs = [await nextSigned(node), await nextSigned(node), await nextSigned(node, false)];
  const [older, newer] = epochs as [number, number, number];
  const kits = await Promise.all([older, newer].map(async (epoch) => (await exits.book(epoch))!.kitOf(1)));
  await node.close();
  const data = join(folder, "stopped");
  mkdirSync(data);
  cpSync(node.path, join(data, "store"), { recursive: true });
  await expect(rebuildExitAt(join(folder, "nowhere"), exitGenesis())).rejects.toMatchObject({ code: "StoreEmpty" });
  const other = { ...exitGenesis(), governorThreshold: 0 };
  await expect(rebuildExitAt(data, other)).rejects.toMatchObject({ code: "StoreOfAnotherHouse" });
  expect(await rebuildExitAt(data, exitGenesis())).toEqual([newer, older]);
  expect((await readExit(data)).kitOf(1)).toEqual(kits[1]);
  expect((await readExit(data, older)).kitOf(1)).toEqual(kits[0]);
  node = await openExitNode(node.path);
});

test("CLAIM-026 what is not there, was cut off or was exchanged is said to be so", async () => {
  const epochs = [await nextSigned(node), await nextSigned(node)];
  await exits.settled();
  const [older, newer] = epochs as [number, number];
  const at = (name: string) => join(exitFolder(folder), name);
  const refusal = (path: string, epoch: number | null = null) =>
    readExit(path, epoch).then(
      () => null,
      ({ code }) => code,
    );
  expect(await refusal(join(folder, "nowhere"))).toBe("ExitLeavesMissing");
  expect(await refusal(folder, 7)).toBe("ExitLeavesMissing");
  writeFileSync(at("99.claims.gz.part"), "half");
  exitArchiveIn(folder).sweep();
  expect(await refusal(folder)).toBeNull();
  expect(existsSync(at("99.claims.gz.part"))).toBe(false);
  copyFileSync(at(`${older}.head.json`), at(`${newer}.head.json`));
  expect(await refusal(folder, newer)).toBe("ExitArchiveInvalid");
  expect((await readExit(folder)).head.checkpoint.epoch).toBe(older); // another one is good
  for (const harmed of ["", "no gzip", Buffer.from([0x1f, 0x8b, 8])]) {
    writeFileSync(at(`${older}.claims.gz`), harmed);
    expect(await refusal(folder, older)).toBe("ExitArchiveInvalid");
    await expect(readExit(folder, older)).rejects.toThrow(at(`${older}.claims.gz`));
  }
  writeFileSync(at(`${newer}.head.json`), "{}");
  expect(await refusal(folder)).toBe("ExitArchiveInvalid");
  rmSync(at(`${newer}.head.json`));
  expect(await refusal(folder, newer)).toBe("ExitLeavesMissing");
  exitArchiveIn(folder).prune((epoch) => epoch > newer);
  expect(readdirSync(exitFolder(folder))).toEqual([]);
});

test("a house without vaults has nothing to leave with", async () => {
  const api = await openSoloApi();
  for (const path of ["/v1/accounts/1/exit", "/v1/exit/signed", "/v1/exit/7"])
    expect(await api.get(path)).toMatchObject({ status: 404, body: { code: "ExitUnknown" } });
  await api.node.dispose();
});

test("EXIT-308 EXIT-344 a node keeps for good what a vault in exit pays by, and the newest beside, however old", async () => {
  await nextSigned(node);
  const { tree } = await node.chain.read(({ house }) => house.derived.claims);
  let follow: (block: unknown) => void = () => {};
  const vaultExits = new Map<number, object>([[1, { phase: 2, epoch: 7n }]]);
  const engine = { state: { vaultExits, checkpoints: new Map() }, house: { derived: { claims: { tree } } } };
  const chain = {
    onCommitted: (told: typeof follow) => {
      follow = told;
    },
    read: async (reader: (engine: unknown) => unknown) => reader(engine),
  };
  const own = mkdtempSync(join(folder, "own-"));
  const books = new ExitBooks(chain as never, new ExitArchive(own), undefined, 2); // the parts that are used
  for (const epoch of [6, 7, 8, 9, 2_000]) {
    const event = { type: "CheckpointStruck", checkpoint: { epoch, claimsRoot: tree.root() } };
    follow({ result: { events: [event] } });
    await books.settled();
  }
  expect(new ExitArchive(own).epochs()).toEqual([2_000, 9, 7]);
});

test("EXIT-323 whoever runs a node reads what leads to an exit, and how far one is", async () => {
  await nextSigned(node);
  await node.produce(90_000);
  const metrics = new Metrics(node.chain, node.solo);
  const text = await metrics.render();
  expect(text).toMatch(/novate_signed_checkpoint_age_seconds (9\d|6\d\d)/);
  expect(text).toMatch(/novate_vault_header_age_seconds\{vault="1"\} \d+/);
  for (const line of ['novate_exit_phase{vault="1"} 0', "novate_wind_downs 0", "novate_wind_down_age_seconds 0"])
    expect(text).toContain(`${line}\n`);
});

/**
 * Goal: what an archivist keeps proves everybody's claim, whoever told it; what does not hash to what was signed is not kept.
 * Method: a house by hand; a node that tells its leaves, hides one, alters one; a replay of one's own beside a node that tells nothing.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExitClaim, ExitPhase, toJson } from "@novate/codec";
import type { Engine } from "@novate/engine";
import { address, bookDeposit, bookVault, createTestHouse, HOUSE, runBlock, USDC, usdc } from "@novate/engine/testing";
import { EPOCH_MS } from "@novate/evm";
import { exitArchiveIn } from "@novate/node";
import type { NovateClient } from "@novate/sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import { custodyRowsOf } from "../custody/rows.ts";
import { createArchivist } from "./archivist.ts";

const OWNERS = [1, 2, 3];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "novate-archivist-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function signedHouse() {
  const house = createTestHouse();
  bookVault(house, USDC);
  for (const n of OWNERS) bookDeposit(house, house.openAccount(address(n)), USDC, usdc(100 * n));
  house.openBlock();
  runBlock(house, [], EPOCH_MS - (house.timeMs % EPOCH_MS));
  const [struck] = house.state.checkpoints.values();
  house.state.checkpoints.put({ ...struck!, isSigned: true });
  const engine = { houseId: HOUSE, height: 1, state: house.state } as unknown as Engine; // all that is read of it
  return { rows: custodyRowsOf(engine), tree: house.house.derived.claims.tree, epoch: struck!.epoch };
}

type Leaves = readonly ExitClaim[];
/** A node that tells two leaves a page. */
const telling = (leaves: Leaves): Pick<NovateClient, "exitClaims"> => ({
  exitClaims: async (epoch, { cursor = "0" } = {}) => {
    const from = Number(cursor);
    const claims = leaves.slice(from, from + 2).map((claim) => toJson(ExitClaim, claim)) as never; // the codec's own JSON
    return { epoch: Number(epoch), head: null, claims, nextCursor: from + 2 < leaves.length ? `${from + 2}` : null };
  },
});

async function look(
  client: Pick<NovateClient, "exitClaims">,
  rows: ReturnType<typeof signedHouse>["rows"],
  epochsKept = 3,
) {
  const doubts: string[] = [];
  const onDoubt = (failure: unknown) => doubts.push((failure as Error).name);
  const archivist = createArchivist({ client, store: exitArchiveIn(folder), epochsKept, onDoubt });
  expect(await archivist.look(rows)).toEqual([]);
  return doubts;
}

test("CLAIM-030 what a node tells is kept, and gives everybody's kit", async () => {
  const { rows, tree, epoch } = signedHouse();
  expect(await look(telling([...tree.claims]), rows)).toEqual([]);
  const book = (await exitArchiveIn(folder).book(epoch))!;
  for (const accountId of OWNERS)
    expect(book.kitOf(accountId).claims).toEqual([expect.objectContaining({ accountId })]);
  const mute = { exitClaims: () => Promise.reject(new Error("asked again")) };
  expect(await look(mute, rows)).toEqual([]); // it is kept
  const later = { ...rows, checkpoints: rows.checkpoints.map((row) => ({ ...row, epoch: epoch + 3 })) };
  expect(await look(mute, later)).toEqual(["Error"]);
  expect(exitArchiveIn(folder).epochs()).toEqual([epoch]);
  await look(mute, later, 0);
  expect(exitArchiveIn(folder).epochs()).toEqual([]); // beyond so many it is forgotten
});

test.each<[string, (leaves: Leaves) => Leaves]>([
  ["hidden", (leaves) => leaves.slice(1)],
  ["altered", ([first, ...rest]) => [{ ...first!, exitAddress: address(66) }, ...rest]],
])("CLAIM-030 a leaf that is %s is withheld, and nothing is kept", async (_, harm) => {
  const { rows, tree } = signedHouse();
  expect(await look(telling(harm([...tree.claims])), rows)).toEqual(["ClaimsWithheld"]);
  expect(exitArchiveIn(folder).epochs()).toEqual([]);
});

test("CLAIM-030 who replays the house needs nobody to tell the leaves", async () => {
  const { rows, tree, epoch } = signedHouse();
  const mute = { exitClaims: () => Promise.reject(new Error("nobody tells")) };
  expect(await look(mute, { ...rows, claims: new Map([[epoch, tree]]) })).toEqual([]);
  expect((await exitArchiveIn(folder).book(epoch))!.kitOf(2).claims.length).toBe(1);
});

test("EXIT-308 what a vault in exit pays by is never forgotten, and nothing while an exit is asked for", async () => {
  const { rows, tree, epoch } = signedHouse();
  await look(telling([...tree.claims]), rows);
  const mute = { exitClaims: () => Promise.reject(new Error("asked again")) };
  const later = (by: number) => rows.checkpoints.map((row) => ({ ...row, epoch: epoch + by }));
  const exit = { vaultId: 1, phase: ExitPhase.requested, sinceMs: rows.timeMs, epoch: 0n };
  const after = async (by: number, change: object): Promise<readonly number[]> => {
    const vaultExits = [{ ...exit, ...change }] as never; // what is read
    await look(mute, { ...rows, checkpoints: later(by), vaultExits }, 0);
    return exitArchiveIn(folder).epochs();
  };
  expect(await after(3, {})).toEqual([epoch]);
  expect(await after(9_999, { phase: ExitPhase.exit, epoch: BigInt(epoch) })).toEqual([epoch]);
  expect(await after(9_999, {})).toEqual([]); // no request lasts so long
});

test("EXIT-344 after a long silence the last epochs before it are still there", async () => {
  const { rows } = signedHouse();
  let kept: readonly number[] = [];
  const prune = (isKept: (epoch: number) => boolean) => {
    kept = [2_000, 9, 8, 7].filter(isKept);
  };
  const store = { hasHead: () => true, prune } as never; // the parts that are used
  await createArchivist({ client: telling([]), store, epochsKept: 3 }).look(rows);
  expect(kept).toEqual([2_000, 9, 8]);
});

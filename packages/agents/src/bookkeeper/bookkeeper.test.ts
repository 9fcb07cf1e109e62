/** Goal: of a vault in exit the house is shown each asset, then each claim and refund, from where its book stands. Method: rows and leaves by hand; proofs climbed as the house does. */
import {
  type ExitAsset,
  ExitClaim,
  ExitHead,
  type HeardDeposit,
  type Hex,
  toJson,
  type VaultExitRow,
} from "@novate/codec";
import { ClaimsTree, NO_CREDITS, nextCredit } from "@novate/engine";
import { assetLeaf, claimLeaf, climbRange, climbTree, ratesHash, sparseTree, TABLE_DEPTH, uintWord } from "@novate/evm";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import type { CustodyRows } from "../custody/rows.ts";
import { createBookkeeper } from "./bookkeeper.ts";

const address = (digit: string): Hex => `0x${digit.repeat(40)}`;
const claimOf = (accountId: number): ExitClaim => ({
  ...{ accountId, segmentId: 1, exitAddress: address("a"), exitChain: 0 },
  parts: { idleAtoms: 5n, holderAtoms: 0n, gainAtoms: 0n, juniorAtoms: 0n, seniorAtoms: 0n },
  kept: [{ assetId: 2, amountAtoms: BigInt(accountId) }],
});
const CLAIMS = [1, 3, 70].map(claimOf);
const ASSET: ExitAsset = {
  ...{ assetId: 2, vaultId: 1, token: address("2"), consumedAtoms: 74n, claimTotalAtoms: 74n, rates: [] },
  queued: { mainAtoms: 0n, smallAtoms: 0n, sentBackAtoms: 0n },
};
const ZERO = `0x${"00".repeat(32)}` as const;

function tree(): ClaimsTree {
  const next = new ClaimsTree().next();
  next.add(CLAIMS);
  return next.finish();
}
const assets = sparseTree(
  new Map([
    [
      2,
      assetLeaf({
        ...{ assetId: 2, token: ASSET.token, consumedCum: 74n, claimTotal: 74n, ratesHash: ratesHash([]) },
        queuedCum: { main: 0n, small: 0n, sentBack: 0n },
      }),
    ],
  ]),
  TABLE_DEPTH,
);
const exit: VaultExitRow = {
  ...{ vaultId: 1, phase: 2, number: 5n, sinceMs: 0, epoch: 7n, heardCount: 1n },
  ...{ claimsRoot: tree().root(), assetsRoot: assets.root, isForeign: false },
};
const row = (assetId: number) => ({ assetId, vaultId: 1, token: address(String(assetId)) });
const rowsOf = (changes: object): CustodyRows =>
  ({
    ...{ vaultExits: [exit], locations: [row(2), row(4)], exitAssets: [row(2), row(4)] },
    exitBooks: [{ vaultId: 1, nextAccountId: 2, lastAccountId: 80, creditsAcc: NO_CREDITS, isRefunded: true }],
    ...changes,
  }) as unknown as CustodyRows; // what it reads of them

let asked = 0;
const client = {
  exitClaims: (_epoch: number | "signed", page: { cursor?: string } = {}) => {
    asked += 1;
    const isFirst = page.cursor === undefined;
    const head = { ...HEAD, assets: [ASSET] };
    return Promise.resolve({
      epoch: 7,
      head: isFirst ? toJson(ExitHead, head) : null,
      claims: (isFirst ? CLAIMS.slice(0, 2) : CLAIMS.slice(2)).map((claim) => toJson(ExitClaim, claim)),
      nextCursor: isFirst ? "4" : null,
    });
  },
} as unknown as Parameters<typeof createBookkeeper>[0]["client"];
const HEAD: ExitHead = {
  house: ZERO,
  checkpoint: {
    ...{
      epoch: 7,
      height: 1,
      timeMs: 1,
      previous: ZERO,
      stateRoot: ZERO,
      claimsRoot: ZERO,
      vaultsRoot: ZERO,
      setHash: ZERO,
    },
  },
  signatures: [],
  signers: { epoch: 1n, total: 1n, words: [] },
  sections: [],
  assets: [],
  payments: [],
};

test("EXIT-110 assets that the house was not shown come first, absent ones as such", async () => {
  const keeper = createBookkeeper({ client, accountId: 9 });
  const commands = await keeper.look(rowsOf({ exitAssets: [] }));
  expect(commands.map(({ type }) => type)).toEqual(["ProveExitAsset", "ProveExitAsset"]);
  for (const command of commands) {
    if (command.type !== "ProveExitAsset") continue;
    const leaf = command.isListed ? assets.prove(2) && leafAt(2) : uintWord(0);
    expect(climbTree(leaf, command.assetId, command.siblings, TABLE_DEPTH)).toBe(assets.root);
  }
  expect(commands.map((command) => command.type === "ProveExitAsset" && command.isListed)).toEqual([true, false]);
});

const leafAt = (assetId: number) =>
  assetLeaf({
    ...{ assetId, token: ASSET.token, consumedCum: 74n, claimTotal: 74n, ratesHash: ratesHash([]) },
    queuedCum: { main: 0n, small: 0n, sentBack: 0n },
  });

test("EXIT-111 claims go on where the book stands, with what proves them and those who have none; leaves are asked for once", async () => {
  const keeper = createBookkeeper({ client, accountId: 9 });
  asked = 0;
  const [command] = await keeper.look(rowsOf({}));
  await keeper.look(rowsOf({}));
  expect(asked).toBe(2);
  if (command?.type !== "BookExitClaims") throw new Error("no claims were booked");
  const { firstAccountId, leaves, left, right } = command;
  expect([firstAccountId, leaves.length, leaves[0], leaves[1]?.kept]).toEqual([2, 64, null, CLAIMS[1]!.kept]);
  const hashes = leaves.map((leaf, place) => (leaf === null ? ZERO : claimLeaf({ ...leaf, accountId: 2 + place })));
  expect(climbRange(2, hashes, { left, right }, TABLE_DEPTH)).toBe(exit.claimsRoot);
});

test("EXIT-112 refunds are the newest deposits that are not booked, where a replay has them", async () => {
  const keeper = createBookkeeper({ client, accountId: 9 });
  const deposits: HeardDeposit[] = [1n, 2n, 3n].map((index) => ({
    index,
    accountId: 1,
    assetId: 2,
    amountAtoms: atoms(index),
  }));
  let before: Hex = NO_CREDITS;
  const links = deposits.map((deposit) => {
    const link = { deposit, before, acc: nextCredit(before, deposit) };
    before = link.acc;
    return link;
  });
  const book = { vaultId: 1, nextAccountId: 81, lastAccountId: 80, creditsAcc: links[1]!.acc, isRefunded: false };
  const commands = await keeper.look(rowsOf({ exitBooks: [book], deposits: new Map([[1, links]]) }));
  expect(commands).toEqual([
    { type: "BookExitRefunds", accountId: 9, vaultId: 1, before: NO_CREDITS, deposits: deposits.slice(0, 2) },
  ]);
  expect(await keeper.look(rowsOf({ exitBooks: [book] }))).toEqual([]);
  expect(await keeper.look(rowsOf({ vaultExits: [{ ...exit, phase: 1 }] }))).toEqual([]);
});

test("EXIT-112 EXIT-324 who reads rows alone, or replays from later, says that it cannot bring refunds home, once a vault", async () => {
  const doubts: string[] = [];
  const onDoubt = (failure: unknown, about: string): unknown => doubts.push(`${about}: ${(failure as Error).message}`);
  const book = {
    vaultId: 1,
    nextAccountId: 81,
    lastAccountId: 80,
    creditsAcc: `0x${"55".repeat(32)}`,
    isRefunded: false,
  };
  const blind = createBookkeeper({ client, accountId: 9, onDoubt });
  for (let looks = 0; looks < 2; looks++) expect(await blind.look(rowsOf({ exitBooks: [book] }))).toEqual([]);
  expect(doubts).toEqual([expect.stringContaining("refunds of vault 1: RefundsUnseen: rows alone")]);
  const late = createBookkeeper({ client, accountId: 9, onDoubt });
  expect(await late.look(rowsOf({ exitBooks: [book], deposits: new Map() }))).toEqual([]);
  expect(doubts[1]).toContain("this replay began after its entry 1");
  const done = createBookkeeper({ client, accountId: 9, onDoubt });
  await done.look(rowsOf({ exitBooks: [{ ...book, isRefunded: true }] }));
  expect(doubts).toHaveLength(2);
});

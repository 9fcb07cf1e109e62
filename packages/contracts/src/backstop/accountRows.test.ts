/**
 * Goal: contracts read an account's row as the house writes it. Method: golden rows with their proofs, read by the Foundry test
 * `Backstop.t.sol`; `NOVATE_WRITE=1` writes them anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import {
  AccountRole,
  bytesToHex,
  commitTables,
  encode,
  hashBytes,
  MerkleTable,
  proveRow,
  tables,
  verifyRowProof,
} from "@novate/codec";
import { atoms, lots } from "@novate/num";
import { expect, test } from "vitest";

const FILE = new URL("../../../../vectors/custody/accountRows.json", import.meta.url);
const OWNER = `0x${"1f".repeat(20)}` as const;

const row = (accountId: number, role: number, held: readonly bigint[], positionCount: number) =>
  encode(tables.accounts, {
    accountId,
    owner: OWNER,
    ownerChain: 84_532,
    segmentId: 0x0506,
    method: 3,
    role,
    status: 1,
    openedAtMs: 1,
    paidCycleMs: 2,
    voidedToMs: 3,
    voidOrders: 4,
    keys: 5,
    withdrawals: 6,
    emptySinceMs: 7,
    balances: held.map((amount, index) => ({ assetId: 3 * index + 1, amountAtoms: atoms(amount) })),
    positions: Array.from({ length: positionCount }, (_, index) => ({
      instrumentId: index + 1,
      lots: lots(-3n),
      costAtoms: atoms(4n),
      fundingIndexE6: 7n,
    })),
  });

test("golden rows of accounts stand under their root", () => {
  const names = Object.keys(tables);
  const accounts = names.indexOf("accounts");
  // Tables that come later leave the golden root alone.
  const trees = Array.from({ length: accounts + 2 }, () => new MerkleTable());
  const rows = [
    row(0, AccountRole.trader, [5n], 0),
    row(0x01020304, AccountRole.backstop, [-5n, 10n ** 30n], 2),
    row(7, AccountRole.backstop, [], 0),
  ];
  trees[accounts]!.setLeaves(new Map(rows.map((bytes, slot) => [slot, hashBytes(bytes)])));
  trees[accounts + 1]!.setLeaves(new Map([[9, hashBytes(rows[0]!)]]));
  const stateRoot = bytesToHex(commitTables(trees.map((tree) => tree.root())));
  const proofs = rows.map((bytes, slot) => proveRow(trees, accounts, slot, bytes));
  for (const proof of proofs) expect(verifyRowProof(stateRoot, proof)).toBe(true);
  const text = `${JSON.stringify({ accounts, stateRoot, proofs }, null, 2)}\n`;
  if (process.env.NOVATE_WRITE === "1") writeFileSync(FILE, text);
  expect(readFileSync(FILE, "utf8")).toBe(text);
});

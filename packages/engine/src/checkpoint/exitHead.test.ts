/** Goal: what a checkpoint says nothing of does not stand in anybody's kit. Method: rows by hand, of a vault that is in exit and of one that is not. */
import type { CheckpointRow, OutboxRow } from "@novate/codec";
import { ExitBook, emptyRoot, TABLE_DEPTH } from "@novate/evm";
import { expect, test } from "vitest";
import { ClaimsTree } from "../claims/claimsTree.ts";
import { address } from "../testing/index.ts";
import { exitHeadOf } from "./exitHead.ts";

const HASH = `0x${"11".repeat(32)}` as const;
const payment = { nonce: 1n, lane: 0, cumulativeAtoms: 5n, height: 3 };
const owed = (vaultId: number) =>
  ({
    vaultId,
    accountId: 7,
    token: address(9),
    recipient: address(7),
    amountAtoms: 5n,
    paidHeight: 0,
    payment,
  }) as unknown as OutboxRow; // what is read of it

test("EXIT-105 payments of a vault in exit are in no later kit, though the outbox still has them", () => {
  const members = [{ hot: address(1), cold: address(2), power: 1n }];
  const validators = { epoch: 1n, hotHash: HASH, members } as never; // what is read of it
  const root = emptyRoot(TABLE_DEPTH);
  const section = {
    vaultId: 2,
    chainId: 10,
    vault: address(3),
    inboxCount: 0n,
    inboxAcc: HASH,
    outboxRoot: root,
    assetsRoot: root,
  };
  const row = {
    epoch: 4,
    height: 5,
    setHash: HASH,
    signatures: [],
    sections: [section],
    assets: [],
  } as unknown as CheckpointRow; // as above
  const head = exitHeadOf({ house: HASH, validators, rotations: [], outbox: [owed(1), owed(2)] }, row)!;
  expect(head.payments.map(({ vaultId }) => vaultId)).toEqual([2]);
  const book = new ExitBook({ ...head, payments: [] }, new ClaimsTree().next().finish());
  expect(book.kitOf(7).payments).toEqual([]);
  const lying = new ExitBook(
    {
      ...head,
      payments: exitHeadOf(
        { house: HASH, validators, rotations: [], outbox: [owed(1)] },
        { ...row, sections: [{ ...section, vaultId: 1 }] },
      )!.payments,
    },
    new ClaimsTree().next().finish(),
  );
  expect(lying.fault()).not.toBeNull();
});

/**
 * Goal: what strangers open and leave goes again with all that hangs on it, and nobody who holds or waits for anything is closed.
 * Method: one thing at a time that must keep an account; floods of empty ones; a twin rebuilt from rows before every block.
 */
import { AccountRole, type AccountRow, AccountStatus, type Event, KeyScope } from "@novate/codec";
import { atoms, DAY_MS, HOUR_MS } from "@novate/num";
import { describe, expect, test } from "vitest";
import { closeBlock } from "../block/closeBlock.ts";
import { releaseWithdrawals } from "../custody/releaseWithdrawals.ts";
import { Engine } from "../engine.ts";
import { rebuilt } from "../margin/watch/watchWalk.fixture.ts";
import { Commitment } from "../state/commitment.ts";
import { houseOf, tableNames } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  CHAIN,
  CUSTODIAN_SIGNER,
  keySigner,
  ownerSigner,
  SEGMENT,
  USDC,
  usdc,
  VENUE,
} from "../testing/testMarket.ts";

const TERM_MS = 30 * DAY_MS;
const OWNER = ownerSigner(address(7));

/** The closing phase in blocks half a minute apart, enough of them for a whole sweep, `stepMs` after the last block. */
function sweep(house: TestHouse, stepMs = 0): Event[] {
  for (const step of [stepMs + 30_000, 30_000, 30_000]) {
    house.openBlock(house.timeMs + step);
    closeBlock(house.house);
  }
  return house.house.takeEvents();
}

function grantKey(house: TestHouse, accountId: number, serial = 1): void {
  house.must(
    {
      type: "GrantKey",
      accountId,
      key: keySigner(serial),
      scopes: KeyScope.trade,
      tradeNotionalAtoms: usdc(1),
      totalNotionalAtoms: usdc(1),
      venueIds: [],
      reduceOnly: false,
      validUntilMs: house.timeMs + 1_000 * DAY_MS,
    },
    OWNER,
  );
}

const grantMandate = (house: TestHouse, accountId: number) =>
  house.must(
    {
      type: "GrantMandate",
      accountId,
      venueId: VENUE,
      tradeNotionalAtoms: usdc(1),
      totalNotionalAtoms: usdc(1),
      validUntilMs: house.timeMs + 1_000 * DAY_MS,
    },
    OWNER,
  );

describe("ACC-041 an account that holds nothing", () => {
  test("ACC-042 ACC-043 is closed after the term, with all it granted, and its id never names another", () => {
    const house = createTestHouse();
    const rows = () => tableNames.map((name) => house.state[name].size);
    const before = rows();
    const id = house.openAccount(address(7));
    const slot = house.state.accounts.slotOf(id);
    grantKey(house, id);
    grantMandate(house, id);
    sweep(house);
    expect(house.account(id).emptySinceMs).toBe(house.timeMs - 60_000);
    sweep(house, TERM_MS - 4 * 60_000);
    expect(house.state.accounts.has(id)).toBe(true);
    sweep(house, 4 * 60_000);
    expect(house.state.accounts.has(id)).toBe(false);
    expect(rows()).toEqual(before);
    expect(house.house.derived.owners.accountsOf(address(7))).toEqual([]);
    const next = house.openAccount(address(8));
    expect(next).toBe(id + 1);
    expect(house.state.accounts.slotOf(next)).toBe(slot);
  });

  test("ACC-041 is used while somebody grants or chooses for it, and begins anew once it held something", () => {
    const house = createTestHouse();
    const id = house.openAccount(address(7));
    const isKept = (act: () => void) => {
      sweep(house, TERM_MS / 2);
      expect(house.account(id).emptySinceMs).toBeGreaterThan(0);
      act();
      expect(house.account(id).emptySinceMs).toBe(0);
    };
    isKept(() => grantKey(house, id));
    isKept(() => grantKey(house, id));
    isKept(() => grantMandate(house, id));
    isKept(() => house.must({ type: "SetMarginMethod", accountId: id, method: 2 }, OWNER));
    isKept(() => {
      house.deposit(id, USDC, usdc(1));
      const withdrawal = { accountId: id, assetId: USDC, amountAtoms: usdc(1), chainId: CHAIN } as const;
      house.must({ type: "WithdrawCollateral", ...withdrawal, recipient: address(7) }, OWNER);
      releaseWithdrawals(house.house);
      house.must({ type: "ConfirmWithdrawals", chainId: CHAIN, withdrawalIds: [1] }, CUSTODIAN_SIGNER);
    });
    sweep(house, TERM_MS / 2);
    sweep(house, TERM_MS / 2);
    expect(house.state.accounts.has(id)).toBe(true);
    sweep(house, TERM_MS / 2);
    expect(house.state.accounts.has(id)).toBe(false);
  });

  test.each<[what: string, keep: (house: TestHouse, id: number) => void]>([
    ["an atom", (house, id) => house.deposit(id, USDC, atoms(1n))],
    ["a debt", (house, id) => house.moveCash(id, house.openAccount(address(9), usdc(1)), atoms(1n))],
    ["a stake", (house, id) => house.state.stakes.put({ accountId: id, tranche: 1, contributedAtoms: usdc(1) })],
    ["a void order", (house, id) => house.changeAccount(id, { voidOrders: 1 })],
    ["a withdrawal under way", (house, id) => house.changeAccount(id, { withdrawals: 1 })],
    ["its role", (house, id) => house.changeAccount(id, { role: AccountRole.backstop })],
    ["default management", (house, id) => house.changeAccount(id, { status: AccountStatus.managed })],
  ])("ACC-041 is kept by %s", (_, keep) => {
    const house = createTestHouse();
    const id = house.openAccount(address(7));
    keep(house, id);
    const row = (): AccountRow => house.account(id);
    for (let round = 0; round < 4; round += 1) sweep(house, TERM_MS);
    expect(row().emptySinceMs).toBe(0);
  });

  test("COLL-057 takes no deposit any more, and the refusal says that it never will", () => {
    const house = createTestHouse();
    const id = house.openAccount(address(7));
    for (let round = 0; round < 2; round += 1) sweep(house, TERM_MS);
    const deposit = { type: "CreditDeposit", chainId: CHAIN, depositIndex: 99n, assetId: USDC } as const;
    const credit = (accountId: number) => house.hear({ ...deposit, accountId, amountAtoms: usdc(1) }, CUSTODIAN_SIGNER);
    expect(credit(id)).toMatchObject({ code: "AccountClosed", data: { accountId: id } });
    expect(credit(houseOf(house.state).nextAccountId)).toMatchObject({ code: "AccountUnknown" });
    expect(credit(0)).toMatchObject({ code: "AccountUnknown" });
    expect(house.state.deposits.size).toBe(0);
  });
});

test("ACC-042 INV-011 a flood of empty accounts leaves nothing, in blocks of bounded work, beside the one that trades", () => {
  const house = createTestHouse();
  const kept = house.openAccount(address(1), usdc(1_000));
  const FLOOD = 3_000;
  for (let count = 0; count < FLOOD; count += 1) house.openAccount(address(100 + (count % 500)));
  sweep(house);
  house.openBlock(house.timeMs + TERM_MS);
  const perBlock: number[] = [];
  for (let block = 0; block < 8; block += 1) {
    house.openBlock(house.timeMs + 30_000);
    house.house.takeEvents();
    closeBlock(house.house);
    perBlock.push(house.house.takeEvents().filter(({ type }) => type === "AccountClosed").length);
  }
  expect(Math.max(...perBlock)).toBeLessThanOrEqual(1_024);
  expect(perBlock.reduce((sum, each) => sum + each, 0)).toBe(FLOOD);
  expect([...house.state.accounts.values()].map(({ accountId }) => accountId)).toEqual([kept]);
  expect(house.house.derived.accountIds.count).toBe(1);
});

test("ACC-042 INV-010 INV-018 a house rebuilt from its rows closes the same, and slots that are used again give the same root", () => {
  const house = createTestHouse();
  for (let count = 0; count < 40; count += 1) house.openAccount(address(100 + (count % 7)), usdc(count % 3));
  const closed: number[] = [];
  for (let step = 0; step < 40; step += 1) {
    house.house.takeEvents();
    house.openBlock(house.timeMs + (step % 4 === 0 ? TERM_MS / 3 : 20_000));
    if (step % 5 === 0) house.openAccount(address(100 + step), usdc(step % 2));
    if (step % 7 === 0) house.openAccount(address(101));
    house.house.takeEvents();
    const twin = rebuilt(house.state);
    for (const one of [twin, house.house]) closeBlock(one);
    const events = house.house.takeEvents();
    expect(twin.takeEvents()).toEqual(events);
    for (const event of events) if (event.type === "AccountClosed") closed.push(event.accountId);
    for (let owner = 100; owner < 140; owner += 1)
      for (const { owners } of [twin.derived])
        expect(owners.accountsOf(address(owner))).toEqual(house.house.derived.owners.accountsOf(address(owner)));
  }
  expect(closed.length).toBeGreaterThan(10);
  expect(new Set(closed).size).toBe(closed.length);
  const commitment = new Commitment();
  commitment.take(house.state);
  const restored = Engine.restore(commitment.rows(house.state), commitment.root());
  expect(restored.ok).toBe(true);
});

test("SETL-009 CALL-010 walks pass over ids that are gone: a cycle and a sweep cost what is open", () => {
  const house = createTestHouse();
  const [long, short] = [house.openAccount(address(1), usdc(100_000)), house.openAccount(address(2), usdc(100_000))];
  for (let count = 0; count < 50; count += 1) house.openAccount(address(100 + count));
  for (let round = 0; round < 2; round += 1) sweep(house, TERM_MS);
  expect([...house.state.accounts.values()].map(({ accountId }) => accountId)).toEqual([long, short]);
  const { accountIds } = house.house.derived;
  expect([accountIds.after(0), accountIds.after(long), accountIds.after(short)]).toEqual([long, short, undefined]);
  for (let block = 0; block < 3; block += 1) runBlock(house, [], HOUR_MS);
  expect([...house.state.segments.values()].map(({ cycle }) => cycle)).toEqual([null]);
  expect(houseOf(house.state).nextAccountId).toBe(53);
  expect(house.outcome({ type: "OpenAccount", segmentId: SEGMENT, method: 1 }, OWNER)).toBe("accepted");
});

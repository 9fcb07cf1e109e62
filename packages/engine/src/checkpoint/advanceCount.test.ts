/**
 * Goal: a large house counts its claims over some blocks, to the checkpoint that counting at once would give; a restart changes
 * nothing. Method: many accounts, which move while they are counted; two engines of the same rows.
 */
import type { CheckpointRow, Event, EventOf } from "@novate/codec";
import { EPOCH_MS } from "@novate/evm";
import { atoms, DAY_MS } from "@novate/num";
import { beforeEach, expect, test } from "vitest";
import { ClaimsRun } from "../claims/claimsRun.ts";
import { ClaimsTree } from "../claims/claimsTree.ts";
import { countPrices } from "../claims/countPrices.ts";
import type { Engine } from "../engine.ts";
import { Commitment } from "../state/commitment.ts";
import { CLAIM_COUNT, HOUSE } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { restoreEngine } from "../testing/restoreEngine.ts";
import { type Asked, NO_ROOT, prepare, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner, USDC, usdc } from "../testing/testMarket.ts";
import { bookDeposit, bookVault } from "../testing/vaultBooks.ts";
import { claimCountOf } from "./strikeCheckpoint.ts";

const ACCOUNTS = 1_750; // a block counts 1,024
const MOVERS = [1, 8, 15, 22, 1_037, 1_744, 1_745, 1_749]; // of one owner
const ownerOf = (accountId: number) => address(0x10_0000 + (MOVERS.includes(accountId) ? 1 : accountId));
let house: TestHouse;

beforeEach(() => {
  house = createTestHouse();
  bookVault(house, USDC);
  const first = house.openAccount(ownerOf(1));
  const row = house.account(first);
  for (let accountId = 2; accountId <= ACCOUNTS; accountId += 1)
    house.state.accounts.put({ ...row, accountId, owner: ownerOf(accountId) });
  house.state.house.put({ ...mustGet(house.state.house, HOUSE), nextAccountId: ACCOUNTS + 1 });
  for (let accountId = 1; accountId <= ACCOUNTS; accountId += 7)
    bookDeposit(house, accountId, USDC, atoms(usdc(100) + BigInt(accountId)));
  house.openBlock(house.timeMs + 2 * DAY_MS);
});

const struckIn = (events: readonly Event[]): CheckpointRow | undefined =>
  events.find((event): event is EventOf<"CheckpointStruck"> => event.type === "CheckpointStruck")?.checkpoint;
const toNextEpoch = () => EPOCH_MS - (house.timeMs % EPOCH_MS);
/** Moves cash between two accounts, one counted early and one late. */
const moved = (from: number, to: number) => ({
  command: {
    type: "TransferCollateral",
    sourceAccountId: from,
    targetAccountId: to,
    assetId: USDC,
    amountAtoms: usdc(7),
  } as const,
  signer: ownerSigner(ownerOf(from)),
});

test("CLAIM-001 CLAIM-002 CLAIM-003 many accounts are counted over some blocks, as they were, to what counting at once gives", () => {
  const opened = runBlock(house, [moved(1_744, 1)], toNextEpoch());
  expect(opened.receipts[0]!.refusal).toBeNull();
  expect(struckIn(opened.events)).toBeUndefined();
  const { draft } = mustGet(house.state.claimCounts, CLAIM_COUNT);
  expect(house.state.claims.size).toBeGreaterThan(0);
  let struck: CheckpointRow | undefined;
  for (let block = 0; struck === undefined; block += 1) {
    expect(block).toBeLessThan(5);
    struck = struckIn(runBlock(house, [moved(1, 8)]).events);
  }
  expect(struck).toMatchObject({ epoch: draft.epoch, height: draft.height, stateRoot: draft.stateRoot });
  expect(struck.height).toBeLessThan(mustGet(house.state.house, HOUSE).height - 1);
  const [asset] = struck.assets;
  expect(asset!.claimTotalAtoms).toBe(asset!.heldAtoms);
  expect(house.house.derived.claims.tree.claimOf(1)!.parts.idleAtoms).toBe(usdc(100) + 1n); // as it was
  runBlock(house);
  expect([house.state.claimCounts.size, house.state.claims.size]).toEqual([0, 0]);
});

test("CLAIM-014 an epoch that opens while a count is under way ends it at once, and the next has its own", () => {
  runBlock(house, [], toNextEpoch());
  const { draft } = mustGet(house.state.claimCounts, CLAIM_COUNT);
  const struck = struckIn(runBlock(house, [], toNextEpoch()).events)!;
  expect(struck.epoch).toBe(draft.epoch);
  expect(house.state.claimCounts.size).toBe(0);
  runBlock(house, [], toNextEpoch());
  expect(mustGet(house.state.claimCounts, CLAIM_COUNT).draft.epoch).toBe(draft.epoch + 2);
});

test("INV-017 a node that is restarted while claims are counted strikes the same checkpoint", () => {
  // Some have held nothing for the whole term: they are closed as they are visited, and were there as the count began.
  for (let accountId = 5; accountId <= ACCOUNTS; accountId += 7)
    house.state.accounts.put({ ...house.account(accountId), emptySinceMs: 1 });
  const commitment = new Commitment();
  commitment.take(house.state);
  let nonce = 0n;
  /** Two engines take the same block: `asked`, in order, all by the owner of the movers. */
  const step = (engines: readonly Engine[], stepMs: number, asked: readonly Asked[] = []) => {
    const prepared = asked.map((each) => prepare(engines[0]!.state, each, nonce++));
    return engines.map((engine) => {
      const timeMs = mustGet(engine.state.house, HOUSE).timeMs + stepMs;
      const result = engine.apply({ height: engine.height + 1, timeMs, transactions: prepared });
      expect(result.receipts.map(({ refusal }) => refusal)).toEqual(asked.map(() => null));
      return result;
    });
  };
  const whole = restoreEngine([...commitment.rows(house.state)], commitment.root());
  const [opened] = step([whole], toNextEpoch());
  expect(whole.state.claimCounts.size).toBe(1);
  expect(opened!.events.filter(({ type }) => type === "AccountClosed").length).toBeGreaterThan(0);
  let restarted = restoreEngine([...whole.rows()], whole.stateRoot);
  // Accounts that were counted, that are still to be, and both again.
  const blocks = [[moved(1, 1_744)], [moved(8, 1), moved(15, 1_749)], [moved(1_037, 8)]];
  for (const asked of blocks) {
    const [one, two] = step([whole, restarted], 1_000, asked);
    expect(two!.events).toEqual(one!.events);
    expect(two!.stateRoot).toBe(one!.stateRoot);
    restarted = restoreEngine([...restarted.rows()], restarted.stateRoot);
  }
  expect(whole.state.claimCounts.size).toBe(0);
  expect(whole.state.checkpoints.size).toBe(1);
});

test("CLAIM-002 however many accounts there are, they are counted within 160 blocks", () => {
  const claimCount = claimCountOf(house.house, NO_ROOT)!;
  const ids = Array.from({ length: 300_000 }, (_, index) => index + 1);
  const run = new ClaimsRun(claimCount, countPrices(house.state, claimCount), ids, new ClaimsTree().next());
  const { claims } = house.house.derived.claims.count(claimCount, null);
  const idle = claims.find(({ accountId }) => accountId === 2)!; // it claims nothing
  run.advance(159, (_, accountId) => ({ ...idle, accountId }));
  expect(run.isDone).toBe(false);
  run.advance(160, (_, accountId) => ({ ...idle, accountId }));
  expect(run.isDone).toBe(true);
});

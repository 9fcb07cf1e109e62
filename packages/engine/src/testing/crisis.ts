/**
 * A house with a backstop and a fund, and one phase of default management at a time.
 *
 * @module
 */
import type { AccountRow, Change, Event, EventOf, EventType, SegmentRow } from "@novate/codec";
import { type Atoms, atoms } from "@novate/num";
import { runDefaultManagement } from "../defaults/runDefaultManagement.ts";
import { watchMargin } from "../defaults/watchMargin.ts";
import { backstopAccount } from "../governance/founding/index.ts";
import { balanceOf } from "../ledger/balances.ts";
import type { Health } from "../ledger/health.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse, type TestHouse } from "./testHouse.ts";
import { address, BTC_FEED, SEGMENT, testGenesis, USDC, usdc } from "./testMarket.ts";

export interface Means {
  /** Cash of each backstop account, in dollars; their ids count from 1. */
  readonly backstops?: readonly number[];
  readonly skin?: number;
  /** Beside the test market. */
  readonly changes?: readonly Change[];
}

/** A test house with backstops of different owners, and skin in the game. */
export function createCrisis({ backstops = [1_000_000], skin = 0, changes = [] }: Means = {}): TestHouse {
  return createTestHouse(
    testGenesis({
      changes,
      accounts: backstops.map((dollars, index) =>
        backstopAccount(address(0xe00 + index), SEGMENT, USDC, usdc(dollars)),
      ),
      skins: skin === 0 ? [] : [{ segmentId: SEGMENT, amountAtoms: usdc(skin) }],
    }),
  );
}

/** The next block, with BTC at this price, up to and including default management; returns what happened. */
export function fallTo(test: TestHouse, dollars: number, stepMs = 60_000): readonly Event[] {
  test.house.takeEvents();
  test.openBlock(test.timeMs + stepMs);
  test.setPrice(BTC_FEED, dollars);
  watchMargin(test.house);
  runDefaultManagement(test.house);
  test.house.derived.holdings.assertConserved();
  test.house.derived.positions.assertMatched();
  return test.house.takeEvents();
}

/** The same price for two blocks: a move that lasts, so that both clocks have seen it. */
export function settleAt(test: TestHouse, dollars: number): readonly Event[] {
  return [...fallTo(test, dollars), ...fallTo(test, dollars)];
}

export const eventsOf = <T extends EventType>(events: readonly Event[], type: T): EventOf<T>[] =>
  events.filter((event): event is EventOf<T> => event.type === type);

export const healthOf = (test: TestHouse, accountId: number): Health =>
  test.house.margin.assess(test.state, test.account(accountId));

export const cashOf = (test: TestHouse, accountId: number): Atoms => balanceOf(test.account(accountId), USDC);

export const isManaged = (test: TestHouse, accountId: number): boolean => test.state.managed.has(accountId);

export const segmentOf = (test: TestHouse): SegmentRow => mustGet(test.state.segments, SEGMENT);

/** Sets pools of the segment, recognised as held. */
export function fund(
  test: TestHouse,
  pools: Partial<Pick<SegmentRow, "skinAtoms" | "juniorFundAtoms" | "seniorFundAtoms">>,
) {
  const before = segmentOf(test);
  const after = { ...before, ...pools };
  const total = (row: SegmentRow) => row.skinAtoms + row.juniorFundAtoms + row.seniorFundAtoms;
  const asset = mustGet(test.state.assets, USDC);
  test.state.assets.put({ ...asset, escrowAtoms: atoms(asset.escrowAtoms + total(after) - total(before)) });
  test.state.segments.put(after);
}

/** Lots that an account holds, without positions that only carry a cost. */
export const lotsOf = ({ positions }: AccountRow): readonly (readonly [instrumentId: number, lots: bigint])[] =>
  positions.filter(({ lots }) => lots !== 0n).map(({ instrumentId, lots }) => [instrumentId, lots] as const);

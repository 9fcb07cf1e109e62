/**
 * What events of a wind-up write.
 *
 * @module
 */
import { type AccountRow, AccountStatus, InstrumentStatus, WindUpPhase, type WindUpRow } from "@novate/codec";
import { atoms, lots, maxOf, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import { rebalanced } from "../collateral/seasoning.ts";
import type { Evolve } from "../command/evolver.ts";
import { poolsOf } from "../derived/holdings.ts";
import { balanceOf } from "../ledger/balances.ts";
import { Tranche } from "../ledger/tranche.ts";
import { begunWindUp, NO_SUMS } from "../ledger/windUp.ts";
import { stakeKey } from "../state/keys.ts";
import { houseOf, mustGet, type WritableState } from "../state/state.ts";
import { moved } from "./remains.ts";

/** Once more: by now the vault of its cash has paid all that it pays. */
const evolveWindUpBegun: Evolve<"WindUpBegun"> = (state, { segmentId }) => {
  const { timeMs } = houseOf(state);
  const before = state.windUps.get(segmentId);
  state.windUps.put(
    before === undefined
      ? begunWindUp({ segmentId }, timeMs, true)
      : { ...before, phase: WindUpPhase.closing, sinceMs: timeMs, isAgain: true },
  );
};

/** Contracts end at their marks: nothing marks, samples or funds them any more. */
const evolveWindUpStruck: Evolve<"WindUpStruck"> = (state, { segmentId, struck }) => {
  change(state, segmentId, { phase: WindUpPhase.summing, struck });
  for (const { instrumentId, priceTicks } of struck.marks) {
    const market = mustGet(state.markets, instrumentId);
    if (market.status === InstrumentStatus.settled) continue;
    const ended = { status: InstrumentStatus.settled, settlementTicks: priceTicks, strike: null, tearUp: null };
    state.markets.put({ ...market, ...ended });
  }
};

const evolveWindUpSummed: Evolve<"WindUpSummed"> = (state, { segmentId, cursor, sums, isDone }) =>
  change(state, segmentId, isDone ? { phase: WindUpPhase.booking, cursor: 0, sums } : { cursor, sums });

const evolveAccountWoundUp: Evolve<"AccountWoundUp"> = (state, { segmentId, accountId, balances }) => {
  const before = mustGet(state.accounts, accountId);
  endPositions(state, before);
  const { settlementAssetId } = mustGet(state.segments, segmentId);
  const assetIds = new Set([...before.balances, ...balances].map(({ assetId }) => assetId));
  let after: AccountRow = before;
  let { remains } = mustGet(state.windUps, segmentId);
  for (const assetId of [...assetIds].sort((one, other) => one - other)) {
    const amountAtoms = balances.find((balance) => balance.assetId === assetId)?.amountAtoms ?? ZERO_ATOMS;
    const leftAtoms = atoms(balanceOf(before, assetId) - amountAtoms);
    after = rebalanced(state, after, assetId, amountAtoms);
    if (assetId !== settlementAssetId) remains = moved(remains, assetId, leftAtoms);
    else {
      const segment = mustGet(state.segments, segmentId);
      state.segments.put({ ...segment, transitAtoms: atoms(segment.transitAtoms + leftAtoms) });
    }
  }
  endManagement(state, segmentId, accountId);
  state.accounts.put({ ...after, positions: [], status: AccountStatus.active });
  for (const tranche of [Tranche.junior, Tranche.senior])
    if (state.stakes.has(stakeKey(accountId, tranche))) state.stakes.delete(stakeKey(accountId, tranche));
  change(state, segmentId, { remains });
};

function endPositions(state: WritableState, { positions }: AccountRow): void {
  for (const { instrumentId, lots: held } of positions) {
    const market = mustGet(state.markets, instrumentId);
    const openLots = lots(market.openLots - maxOf<bigint>(held, 0n));
    state.markets.put({ ...market, openLots, expiredLots: lots(market.expiredLots + held) });
  }
}

function endManagement(state: WritableState, segmentId: number, accountId: number): void {
  const managed = state.managed.get(accountId);
  if (managed === undefined) return;
  const segment = mustGet(state.segments, segmentId);
  const uncoveredAtoms = atoms(segment.uncoveredAtoms - managed.uncoveredAtoms);
  const earmarkedAtoms = atoms(segment.earmarkedAtoms - managed.earmarkedAtoms);
  state.segments.put({ ...segment, uncoveredAtoms, earmarkedAtoms });
  state.managed.delete(accountId);
}

const evolveWindUpAdvanced: Evolve<"WindUpAdvanced"> = (state, { segmentId, cursor }) =>
  change(state, segmentId, { cursor });

const evolveSegmentWoundUp: Evolve<"SegmentWoundUp"> = (state, { type: _, segmentId, ...pools }) => {
  const { struck, remains } = mustGet(state.windUps, segmentId);
  for (const { instrumentId } of struck!.marks)
    assert(
      mustGet(state.markets, instrumentId).expiredLots === 0n,
      `INV-002: instrument ${instrumentId} ended unmatched`,
    );
  assert(
    remains.every(({ amountAtoms }) => amountAtoms >= 0n),
    `INV-038: segment ${segmentId} gave more than it had`,
  );
  for (const left of [pools.feesAtoms, pools.skinAtoms, pools.dustAtoms])
    assert(left >= 0n, `INV-038: segment ${segmentId} paid more than it had`);
  const before = mustGet(state.segments, segmentId);
  // What it lacks stands against it: no pool of others is so much less on paper.
  const transitAtoms = atoms(poolsOf(before) - pools.feesAtoms - pools.skinAtoms - pools.dustAtoms);
  assert(transitAtoms <= 0n, `INV-038: segment ${segmentId} forgot ${transitAtoms}`);
  const nothing = { juniorFundAtoms: ZERO_ATOMS, seniorFundAtoms: ZERO_ATOMS, transitAtoms };
  const quiet = { shortfallAtMs: 0, smallLossAtoms: ZERO_ATOMS, smallLossSinceMs: 0, interest: null, debtCursor: 0 };
  state.segments.put({ ...before, ...pools, ...nothing, ...quiet });
  change(state, segmentId, { phase: WindUpPhase.over, cursor: 0, struck: null, sums: NO_SUMS });
};

const change = (state: WritableState, segmentId: number, changes: Partial<WindUpRow>): void =>
  state.windUps.put({ ...mustGet(state.windUps, segmentId), ...changes });

export const windUpEvolvers = {
  WindUpBegun: evolveWindUpBegun,
  WindUpStruck: evolveWindUpStruck,
  WindUpSummed: evolveWindUpSummed,
  AccountWoundUp: evolveAccountWoundUp,
  WindUpAdvanced: evolveWindUpAdvanced,
  SegmentWoundUp: evolveSegmentWoundUp,
};

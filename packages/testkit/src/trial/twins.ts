/**
 * The house made again, from its rows and from its events; either must be the same, then and in what follows (I10).
 *
 * @module
 */
import type { Event } from "@novate/codec";
import { type Block, type BlockResult, Engine } from "@novate/engine";
import { AuditFailure, check } from "../auditor/failure.ts";

/** The house restored from its stored rows, and the house replayed from its whole log. */
export function twinsOf(engine: Engine, log: readonly Event[]): Engine[] {
  const restored = Engine.restore(engine.rows(), engine.stateRoot);
  if (!restored.ok) throw new AuditFailure("I10", `the rows do not restore: ${restored.code} ${restored.detail}`);
  const replayed = Engine.replay(log);
  check("I10", replayed.stateRoot === engine.stateRoot, () => "the log makes another root");
  for (const twin of [restored.engine, replayed]) checkDerived(engine, twin);
  return [restored.engine, replayed];
}

/** The same block gives the twin the same root, the same answers and the same margins. */
export function checkTwin(engine: Engine, twin: Engine, block: Block, result: BlockResult): void {
  const { stateRoot, receipts } = twin.apply(block);
  for (const [index, receipt] of receipts.entries()) {
    const expected = result.receipts[index]!;
    const isSame = receipt.refusal?.code === expected.refusal?.code && receipt.eventCount === expected.eventCount;
    check("I10", isSame, () => `a rebuilt house answers transaction ${index} otherwise`);
  }
  check("I10", stateRoot === result.stateRoot, () => "a rebuilt house comes to another root");
  for (const account of engine.state.accounts.values()) {
    if (account.positions.length === 0) continue;
    const [kept, built] = [engine, twin].map(({ house, state }) => house.margin.assess(state, account));
    const isSame = kept!.initialAtoms === built!.initialAtoms && kept!.maintenanceAtoms === built!.maintenanceAtoms;
    check("I10", isSame, () => `a rebuilt house asks another margin of account ${account.accountId}`);
  }
}

/** What was kept beside the rows block by block is what the rows make at once. */
function checkDerived(engine: Engine, twin: Engine): void {
  const [kept, built] = [engine.house.derived, twin.house.derived];
  for (const { assetId } of engine.state.assets.values()) {
    check("I1", kept.holdings.owedOf(assetId) === built.holdings.owedOf(assetId), () => `sum of asset ${assetId}`);
  }
  for (const { instrumentId } of engine.state.markets.values()) {
    const isSame =
      kept.positions.longOf(instrumentId) === built.positions.longOf(instrumentId) &&
      `${kept.positions.holdersOf(instrumentId)}` === `${built.positions.holdersOf(instrumentId)}`;
    check("I2", isSame, () => `holders of instrument ${instrumentId}`);
  }
  for (const { segmentId } of engine.state.segments.values()) {
    const isSame =
      `${kept.rolls.backstopsOf(segmentId)}` === `${built.rolls.backstopsOf(segmentId)}` &&
      `${kept.rolls.debtorsOf(segmentId)}` === `${built.rolls.debtorsOf(segmentId)}`;
    check("I10", isSame, () => `backstops or debtors of segment ${segmentId}`);
  }
  for (const { owner } of engine.state.accounts.values()) {
    const isSame = `${kept.owners.accountsOf(owner)}` === `${built.owners.accountsOf(owner)}`;
    check("I10", isSame, () => `accounts of ${owner}`);
  }
}

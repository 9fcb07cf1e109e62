/**
 * The house made again, from its rows and from its events; either must be the same, then and in what follows (INV-010).
 *
 * @module
 */
import type { Event } from "@novate/codec";
import { type Block, type BlockResult, Engine } from "@novate/engine";
import { AuditFailure, check } from "../auditor/failure.ts";

/** The house restored from its stored rows, and the house replayed from its whole log. */
export function twinsOf(engine: Engine, log: readonly Event[]): Engine[] {
  const restored = Engine.restore(engine.rows(), engine.stateRoot);
  if (!restored.ok) throw new AuditFailure("INV-010", `the rows do not restore: ${restored.code} ${restored.detail}`);
  const replayed = Engine.replay(log);
  check("INV-010", replayed.stateRoot === engine.stateRoot, () => "the log makes another root");
  for (const twin of [restored.engine, replayed]) checkDerived(engine, twin);
  return [restored.engine, replayed];
}

/** The same block gives the twin the same root, the same answers and the same margins. */
export function checkTwin(engine: Engine, twin: Engine, block: Block, result: BlockResult): void {
  const { stateRoot, receipts } = twin.apply(block);
  for (const [index, receipt] of receipts.entries()) {
    const expected = result.receipts[index]!;
    const isSame = receipt.refusal?.code === expected.refusal?.code && receipt.eventCount === expected.eventCount;
    check("INV-010", isSame, () => `a rebuilt house answers transaction ${index} otherwise`);
  }
  check("INV-010", stateRoot === result.stateRoot, () => "a rebuilt house comes to another root");
  for (const account of engine.state.accounts.values()) {
    if (account.positions.length === 0) continue;
    const [kept, built] = [engine, twin].map(({ house, state }) => house.margin.assess(state, account));
    const isSame = kept!.initialAtoms === built!.initialAtoms && kept!.maintenanceAtoms === built!.maintenanceAtoms;
    check("INV-010", isSame, () => `a rebuilt house asks another margin of account ${account.accountId}`);
  }
}

/** What was kept beside the rows block by block is what the rows make at once. */
function checkDerived(engine: Engine, twin: Engine): void {
  const [kept, built] = [engine.house.derived, twin.house.derived];
  for (const { assetId } of engine.state.assets.values()) {
    check("INV-001", kept.holdings.owedOf(assetId) === built.holdings.owedOf(assetId), () => `sum of asset ${assetId}`);
  }
  for (const { instrumentId } of engine.state.markets.values()) {
    const isSame =
      kept.positions.longOf(instrumentId) === built.positions.longOf(instrumentId) &&
      `${kept.positions.holdersOf(instrumentId)}` === `${built.positions.holdersOf(instrumentId)}`;
    check("INV-002", isSame, () => `holders of instrument ${instrumentId}`);
  }
  for (const { segmentId } of engine.state.segments.values()) {
    const isSame =
      `${kept.rolls.backstopsOf(segmentId)}` === `${built.rolls.backstopsOf(segmentId)}` &&
      `${kept.rolls.debtorsOf(segmentId)}` === `${built.rolls.debtorsOf(segmentId)}` &&
      `${kept.rolls.debtorsBeyond(segmentId, 0n)}` === `${built.rolls.debtorsBeyond(segmentId, 0n)}`;
    check("INV-010", isSame, () => `backstops or debtors of segment ${segmentId}`);
    const [queue, again] = [kept, built].map(({ managed }) => queueOf(managed.of(segmentId)));
    check("INV-010", queue === again, () => `the queue of segment ${segmentId} is ${queue}, and of its rows ${again}`);
  }
  for (const { owner } of engine.state.accounts.values()) {
    const isSame = `${kept.owners.accountsOf(owner)}` === `${built.owners.accountsOf(owner)}`;
    check("INV-010", isSame, () => `accounts of ${owner}`);
  }
}

/** Both orders of those with means and of those without, by their places. */
const queueOf = (queue: ReturnType<Engine["house"]["derived"]["managed"]["of"]>): string =>
  [queue.able, queue.bare]
    .flatMap(({ byShortfall, byWaiting }) => [byShortfall, byWaiting])
    .map((rows) => [...rows].map(({ sequence }) => sequence).join())
    .join(";");

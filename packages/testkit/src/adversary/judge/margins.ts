/**
 * What the adversary's accounts may do with margin: nothing leaves that a position needs, a broken account concedes no more than a
 * slice of it would, and no bundle is approved by one governor.
 *
 * Both sides of a comparison are taken in the same block's prices, so that no move of the market is mistaken for a deed.
 *
 * @module
 */
import type { AccountRow, Event } from "@novate/codec";
import type { Block } from "@novate/engine";
import { HONEST_BUNDLES } from "../moves/honest/habits.ts";
import { isOwn, nameOf } from "../roles.ts";
import type { Played } from "../stage/playhouse.ts";
import type { Observer, Stage } from "../stage/stage.ts";
import { SEGMENT } from "../world.ts";
import { dollars, type Finds } from "./find.ts";

type Novated = Extract<Event, { type: "PositionNovated" }>;
const E6 = 1e6;
/** Dollars that rounding and fees of one trade may take. */
const SLACK = 100;
/** What a block's own later marks may take of the margin that was there when something left. */
const KEPT = 0.98;

export class Margins implements Observer {
  readonly #finds: Finds;
  #before: ReadonlyMap<number, AccountRow> = new Map();

  constructor(finds: Finds) {
    this.#finds = finds;
  }

  before({ state }: Stage): void {
    this.#before = new Map([...state.accounts.values()].map((row) => [row.accountId, row]));
  }

  after(stage: Stage, _: Block, { events }: Played): void {
    const left = new Set<number>();
    const traded = new Map<number, number>();
    const novated = new Map<number, Novated>();
    const managed = new Set<number>();
    for (const event of events) {
      for (const accountId of leaverOf(event)) left.add(accountId);
      if (event.type === "PositionNovated")
        for (const { accountId } of [event.buyer, event.seller]) {
          traded.set(accountId, (traded.get(accountId) ?? 0) + 1);
          novated.set(accountId, event);
        }
      if (event.type === "AccountManaged") managed.add(event.managed.accountId);
      if (event.type === "PositionsClosedOut" || event.type === "PositionTornUp") managed.add(event.accountId);
      if (event.type === "BundleProposed" && event.bundle.bundleId < HONEST_BUNDLES && event.bundle.activatesAtMs > 0)
        this.#finds.add("governance", `one governor approved bundle ${event.bundle.bundleId}`);
    }
    for (const accountId of left) if (!traded.has(accountId) && !managed.has(accountId)) this.#left(stage, accountId);
    for (const [accountId, count] of traded)
      if (count === 1 && !left.has(accountId) && !managed.has(accountId))
        this.#conceded(stage, accountId, novated.get(accountId)!);
  }

  #left({ engine, state }: Stage, accountId: number): void {
    const account = state.accounts.get(accountId);
    if (account === undefined || account.positions.length === 0) return;
    const { settledEquityAtoms, initialAtoms } = engine.house.margin.assess(state, account);
    const [equity, margin] = [Number(settledEquityAtoms) / E6, Number(initialAtoms) / E6];
    if (equity + SLACK < KEPT * margin)
      this.#finds.add(
        "limit",
        `what left account ${accountId} left ${dollars(equity)} for a margin of ${dollars(margin)}`,
      );
  }

  /** Without initial margin equity over margin may not fall; and in breach a lot has the price that a slice's has (NOV-057). */
  #conceded({ engine, state }: Stage, accountId: number, { instrumentId, lots }: Novated): void {
    const name = nameOf(accountId);
    const [row, now] = [this.#before.get(accountId), state.accounts.get(accountId)];
    if (row === undefined || now === undefined || name === undefined || !isOwn(name)) return;
    const [before, after] = [engine.house.margin.assess(state, row), engine.house.margin.assess(state, now)];
    const isMet = after.initialEquityAtoms >= after.initialAtoms;
    const isBroken = before.equityAtoms < before.maintenanceAtoms;
    if ((isMet && !isBroken) || after.maintenanceAtoms >= before.maintenanceAtoms) return;
    const conceded = Number(before.equityAtoms - after.equityAtoms) / E6;
    const part = 1 - Number(after.maintenanceAtoms) / Number(before.maintenanceAtoms);
    const share = isMet ? Number.POSITIVE_INFINITY : Math.max(0, (Number(before.equityAtoms) / E6) * part);
    const { closeOutPenaltyPpm } = state.segments.get(SEGMENT)!.parameters.clearing;
    const { tickValueAtoms } = state.instruments.get(instrumentId)!.spec;
    const notional = Number(lots * (state.markets.get(instrumentId)!.mark?.priceTicks ?? 0n) * tickValueAtoms) / E6;
    const fair = isBroken ? Math.min(share, (Math.abs(notional) * Number(closeOutPenaltyPpm)) / E6) : share;
    if (conceded > fair + SLACK)
      this.#finds.add("promise", `${name} without margin conceded ${dollars(conceded)} of ${dollars(fair)}`);
  }
}

/** Whose account something left by its own will. */
function leaverOf(event: Event): readonly number[] {
  if (event.type === "WithdrawalQueued") return [event.withdrawal.accountId];
  if (event.type === "CollateralTransferred") return [event.sourceAccountId];
  return event.type === "DefaultFundContributed" ? [event.stake.accountId] : [];
}

/**
 * Tear-up: positions that nobody takes are ended against those on the other side, exactly and pro rata (LIQ-006).
 *
 * Quantity: exactly what the defaulter holds. Price: its bankruptcy price, at which its equity is spent; with its loss
 * covered that is the mark. Rounded to the tick nearer the mark, so that no counterparty gets worse than that price.
 * Order: positions that add risk and carry an unvested gain, then others that add risk, hedges last.
 *
 * @module
 */
import type { AccountRow, Position } from "@novate/codec";
import { type Atoms, absOf, atoms, divDown, type Lots, lots, maxOf, type Ticks, ticks, ZERO_ATOMS } from "@novate/num";
import { assert } from "@novate/stdx";
import { positionOf, withPosition } from "../account/balances.ts";
import type { Evolve } from "../command/evolve.ts";
import type { House } from "../house.ts";
import { notionalAtoms, unvestedAtoms } from "../position/position.ts";
import { mustGet } from "../state/state.ts";
import { passageOf, writePassage } from "./passage.ts";
import { shareOut } from "./shareOut.ts";

export function tearUp(house: House, accountId: number): void {
  const account = mustGet(house.state.accounts, accountId);
  const equity = house.margin.assess(house.state, account).equityAtoms;
  const deficit = atoms(equity < 0n ? -equity : 0n);
  const notional = account.positions.reduce((sum, position) => sum + markNotional(house, position), 0n);
  for (const position of account.positions) {
    if (position.lots === 0n) continue;
    const share = notional === 0n ? ZERO_ATOMS : atoms(divDown(deficit * markNotional(house, position), notional));
    tearUpPosition(house, accountId, position, bankruptcyTicks(house, position, share));
  }
}

const markNotional = (house: House, { instrumentId, lots: held }: Position): Atoms =>
  notionalAtoms(
    mustGet(house.state.instruments, instrumentId),
    held,
    mustGet(house.state.markets, instrumentId).markTicks,
  );

/** The price at which closing the position brings in `deficit` more than the mark would. */
function bankruptcyTicks(house: House, { instrumentId, lots: held }: Position, deficit: Atoms): Ticks {
  const { tickValueAtoms } = mustGet(house.state.instruments, instrumentId).spec;
  const { markTicks } = mustGet(house.state.markets, instrumentId);
  const distance = divDown(deficit, absOf<bigint>(held) * tickValueAtoms);
  return ticks(maxOf<bigint>(held > 0n ? markTicks + distance : markTicks - distance, 0n));
}

function tearUpPosition(house: House, accountId: number, position: Position, priceTicks: Ticks): void {
  const { instrumentId } = position;
  let left = absOf<bigint>(position.lots);
  for (const rank of rankOpposing(house, accountId, position)) {
    const held = rank.map((opposing) => absOf<bigint>(opposing.lots));
    const total = held.reduce((sum, size) => sum + size, 0n);
    const torn = left < total ? left : total;
    for (const [index, size] of shareOut(torn, held).entries()) {
      if (size > 0n)
        tearUpAgainst(
          house,
          accountId,
          rank[index]!.accountId,
          instrumentId,
          lots(position.lots > 0n ? size : -size),
          priceTicks,
        );
    }
    left -= torn;
    if (left === 0n) return;
  }
  assert(left === 0n, `LIQ: a tear-up of instrument ${instrumentId} left ${left} lots`);
}

function tearUpAgainst(
  house: House,
  accountId: number,
  counterpartyAccountId: number,
  instrumentId: number,
  size: Lots,
  priceTicks: Ticks,
): void {
  const { state } = house;
  const giver = mustGet(state.accounts, accountId);
  const taker = mustGet(state.accounts, counterpartyAccountId);
  const passage = passageOf(state, giver, taker, instrumentId, size, priceTicks);
  house.emit({ type: "PositionTornUp", accountId, counterpartyAccountId, passage });
}

interface Opposing {
  readonly accountId: number;
  readonly lots: Lots;
}

/** Opposing positions in three ranks, each by account id. */
function rankOpposing(house: House, accountId: number, { instrumentId, lots: held }: Position): Opposing[][] {
  const ranks: Opposing[][] = [[], [], []];
  for (const otherId of house.derived.positions.holdersOf(instrumentId)) {
    const other = mustGet(house.state.accounts, otherId);
    const position = positionOf(other, instrumentId);
    if (otherId === accountId || position === undefined || position.lots === 0n || position.lots > 0n === held > 0n)
      continue;
    ranks[rankOf(house, other, position)]!.push({ accountId: otherId, lots: position.lots });
  }
  return ranks;
}

/** 0: adds risk and has an unvested gain; 1: adds risk; 2: a hedge, without which its account would need more. */
function rankOf(house: House, account: AccountRow, position: Position): 0 | 1 | 2 {
  const without = withPosition(account, { ...position, lots: lots(0n), costAtoms: ZERO_ATOMS });
  const { margin, state } = house;
  if (margin.requirement(without).maintenanceMargin >= margin.requirement(account).maintenanceMargin) return 2;
  const instrument = mustGet(state.instruments, position.instrumentId);
  const market = mustGet(state.markets, position.instrumentId);
  return unvestedAtoms(instrument, market, position, market.markTicks) > 0n ? 0 : 1;
}

export const evolvePositionTornUp: Evolve<"PositionTornUp"> = (state, { accountId, counterpartyAccountId, passage }) =>
  writePassage(state, accountId, counterpartyAccountId, passage);

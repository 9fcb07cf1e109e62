/**
 * Phase 5, default management. The story of an account that broke (LIQ, DFLT):
 *
 * 1. Opposite positions of managed accounts cross at the mark: no loss to anyone, nothing sold.
 * 2. The slice that restores initial margin (the whole account below close-out) passes to the backstop, for a discount
 *    that never lowers the account's margin ratio.
 * 3. What the backstop cannot carry within its own margin waits for more means; when the account's equity is gone, it is
 *    torn up, exactly, pro rata, at the bankruptcy price.
 * 4. Without positions left, collateral is sold for what the account owes, no more.
 * 5. What is still owed is a loss: skin in the game, junior fund, senior fund, a haircut of gains not yet vested; the
 *    rest is recorded as uncovered.
 *
 * Accounts come in order of how deep they are, so that splitting an account gains nothing; work a block is bounded.
 *
 * @module
 */
import { type AccountRow, AccountStatus, type ManagedRow } from "@novate/codec";
import type { House } from "../house.ts";
import type { Health } from "../margin/health.ts";
import { mustGet } from "../state/state.ts";
import { closeOutSlice } from "./closeOut.ts";
import { netManagedAccounts } from "./netting.ts";
import { sellCollateral } from "./sellCollateral.ts";
import { tearUp } from "./tearUp.ts";
import { watchCure } from "./watchMargin.ts";
import { coverLoss } from "./waterfall.ts";

export function runDefaultManagement(house: House): void {
  if (house.state.managed.size === 0) return;
  netManagedAccounts(house);
  let budget = 0;
  for (const segment of house.state.segments.values())
    budget = Math.max(budget, segment.parameters.house.liquidationsPerBlock);
  for (const accountId of byDepth(house).slice(0, budget)) manageAccount(house, accountId);
}

/** Takes one managed account as far as it gets in this block. */
function manageAccount(house: House, accountId: number): void {
  const account = () => mustGet(house.state.accounts, accountId);
  watchCure(house, account());
  if (account().status !== AccountStatus.managed) return;
  if (!house.margin.assess(house.state, account()).isPriced) return; // wait for prices: nothing is sold on a stale one
  if (hasLots(account())) closeOutSlice(house, accountId);
  if (hasLots(account()) && house.margin.assess(house.state, account()).equityAtoms <= 0n) {
    coverLoss(house, accountId);
    tearUp(house, accountId);
  }
  if (!hasLots(account())) {
    sellCollateral(house, accountId);
    coverLoss(house, accountId);
  }
  watchCure(house, account());
}

const hasLots = (account: AccountRow): boolean => account.positions.some((position) => position.lots !== 0n);

/** Managed accounts, the least equity per unit of maintenance margin first, then in order of coming in. */
function byDepth(house: House): number[] {
  const depths = [...house.state.managed.values()].map((managed) => ({
    managed,
    health: house.margin.assess(house.state, mustGet(house.state.accounts, managed.accountId)),
  }));
  return depths.sort(compareDepth).map(({ managed }) => managed.accountId);
}

interface Depth {
  readonly managed: ManagedRow;
  readonly health: Health;
}

function compareDepth(left: Depth, right: Depth): number {
  // equity / maintenance, compared by cross-multiplying; an account without positions has maintenance 0 and comes by equity
  const leftRatio = left.health.equityAtoms * (right.health.maintenanceAtoms + 1n);
  const rightRatio = right.health.equityAtoms * (left.health.maintenanceAtoms + 1n);
  if (leftRatio !== rightRatio) return leftRatio < rightRatio ? -1 : 1;
  return left.managed.sequence - right.managed.sequence;
}

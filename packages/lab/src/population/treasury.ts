/**
 * How a participant minds its account: adds money, cuts its positions or freezes when margin runs short; takes gains home.
 *
 * @module
 */
import { type Atoms, atoms } from "@novate/num";
import type { Random } from "@novate/stdx";
import { type Floor, heldLots, trade } from "./floor.ts";
import type { AccountView } from "./types.ts";

/** What it does when equity comes near maintenance margin. */
export type MarginResponse = "topUp" | "cut" | "freeze";

/** Below this multiple of maintenance margin a participant worries. */
const WORRY_RATIO = 1.35;
/** How often a look at the account is the one that takes a gain home. */
const GO_HOME_LOOKS = 150;
const PANIC_SLIPPAGE = 0.03;

export interface Treasury {
  /** One look at the account; true when it acted on a shortage, and the strategy should wait. */
  mind(floor: Floor, account: AccountView): boolean;
  /** Takes up to `wanted` out of the reserve; zero when it is spent. */
  draw(wanted: number): Atoms;
}

/** `stakeAtoms` was deposited at the start; `reserveAtoms` more can follow. */
export function createTreasury(
  participantId: number,
  random: Random,
  response: MarginResponse,
  stakeAtoms: number,
  reserveAtoms: number,
): Treasury {
  let reserve = Math.floor(reserveAtoms);

  const draw = (wanted: number): Atoms => {
    const amount = Math.min(reserve, Math.floor(wanted));
    reserve -= amount;
    return atoms(BigInt(amount));
  };

  const respond = (floor: Floor, account: AccountView, maintenance: number): boolean => {
    if (response === "topUp") {
      const amountAtoms = draw(0.8 * maintenance);
      if (amountAtoms <= 0n) return false;
      floor.emit({ type: "Deposit", participantId, amountAtoms });
      return true;
    }
    if (response === "freeze" || account.isManaged) return false;
    let hasCut = false;
    for (const instrumentId of account.positions.keys()) {
      const instrument = floor.instrument(instrumentId);
      if (instrument.kind === "option") continue;
      hasCut = trade(floor, participantId, instrument, -heldLots(account, instrumentId) / 2, PANIC_SLIPPAGE) || hasCut;
    }
    return hasCut;
  };

  return {
    draw,
    mind(floor, account) {
      const equity = Number(account.equityAtoms);
      const maintenance = Number(account.maintenanceMarginAtoms);
      if (maintenance > 0 && equity < WORRY_RATIO * maintenance) return respond(floor, account, maintenance);
      const spare = equity - 1.3 * stakeAtoms;
      const isIdle = Number(account.initialMarginAtoms) < 0.3 * equity;
      if (spare > 0 && isIdle && random.nextInt(1, GO_HOME_LOOKS) === 1) {
        floor.emit({ type: "Withdraw", participantId, amountAtoms: atoms(BigInt(Math.floor(spare / 2))) });
      }
      return false;
    },
  };
}

/**
 * Accounts that leave: a wind-down that an owner asked for by a vault ends the account's positions, whoever keeps its keys out (LIQ-099 … LIQ-104).
 *
 * 1. Backstops take what they can carry, at the mark, for the discount that they have of any account.
 * 2. What is left a day later is ended against holders of the other side, at the mark, and these share that discount.
 *
 * No loss is anybody's, and no default: marks are as confirmed as those of a tear-up. The day keeps its owner from choosing
 * the mark, and the discount from ending a position for less than a market would ask.
 *
 * @module
 */
import { type AccountRow, AccountStatus } from "@novate/codec";
import { DAY_MS, MINUTE_MS } from "@novate/num";
import { payDue } from "../settlement/expiry.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { handOver } from "./closeOut.ts";
import { endAgainstOthers } from "./leaveAgainst.ts";
import { isPassable } from "./passable.ts";
import { accountOf, type Round } from "./round.ts";

/** Accounts of a segment that a block works on. */
const LEAVERS_A_BLOCK = 8;
/** Holders whom a segment's block ends positions with. */
const ENDED_A_BLOCK = 4_096;
/** Between two blocks that work on one account. */
const REST_MS = MINUTE_MS;
/** How long backstops alone are asked. */
const ASKED_MS = DAY_MS;
/** How long an account waits for all of its positions to have a mark that may pass. */
const WHOLE_MS = 2 * DAY_MS;

/** The segment's next accounts that leave; while a cycle is paid all of them wait, as tear-ups do. */
export function letLeave(round: Round): void {
  const { state, derived } = round.house;
  if (mustGet(state.segments, round.segmentId).cycle !== null) return;
  let ended = 0;
  for (const accountId of derived.leavers.next(round.segmentId, LEAVERS_A_BLOCK, houseOf(state).timeMs - REST_MS)) {
    if (ended >= ENDED_A_BLOCK) return;
    ended += visit(round, accountId);
    const isGone = accountOf(round, accountId).positions.every(({ lots }) => lots === 0n);
    round.house.emit(isGone ? { type: "LeaveEnded", accountId } : { type: "LeaveTried", accountId });
  }
}

/** Returns how many holders it ended positions with. */
function visit(round: Round, accountId: number): number {
  const { house } = round;
  payDue(house, accountId, house.derived.payments.expiries);
  if (accountOf(round, accountId).status === AccountStatus.managed) return 0; // default management ends what it holds
  const forMs = houseOf(house.state).timeMs - mustGet(house.state.leaving, accountId).sinceMs;
  if (forMs < WHOLE_MS && !isWhole(round, accountOf(round, accountId))) return 0; // a hedge leaves with what it hedges
  handOver(round, accountId);
  return forMs < ASKED_MS ? 0 : endAgainstOthers(round, accountId);
}

const isWhole = ({ house: { state } }: Round, { positions }: AccountRow): boolean =>
  positions.every((position) => position.lots === 0n || isPassable(state, position));

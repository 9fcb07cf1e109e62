/**
 * Who bears how much of a tear-up, and who of them in this block (LIQ-038, LIQ-049, LIQ-063).
 *
 * @module
 */
import type { TearUpLap } from "@novate/codec";
import { absOf, lots, minOf } from "@novate/num";
import { positionOf } from "../ledger/balances.ts";
import type { Opposing } from "./opposing.ts";
import { accountOf, type Round } from "./round.ts";
import { shareInOrder } from "./shareOut.ts";

/** What is to be borne: `size` lots of longs or shorts, by at most `room` holders in this block; `lap`: the one under way. */
interface Load {
  readonly size: bigint;
  readonly isLong: boolean;
  readonly room: number;
  readonly lap: TearUpLap | null;
}

export interface Bearer {
  readonly accountId: number;
  readonly size: bigint;
}

/**
 * Each rank to its end before the next, within a rank pro rata.
 *
 * Where more stand opposite than a block has room for, the quantity is fixed for a lap, and each block passes to the next
 * by id exactly their part of it: the last of them bears what the first did.
 */
export function bearersOf(
  round: Round,
  instrumentId: number,
  opposing: Opposing,
  { size, isLong, room, lap: known }: Load,
): { readonly bearers: Bearer[]; readonly lap: Omit<TearUpLap, "givers"> | null } {
  const ranks = isLong ? opposing.short : opposing.long;
  const heldBy = (id: number) => absOf<bigint>(positionOf(accountOf(round, id), instrumentId)?.lots ?? lots(0n));
  const isUnderWay = known !== null && ranks.some((rank) => rank.some(isAbove(known.cursor)));
  let cursor = isUnderWay ? known.cursor : 0;
  let left = isUnderWay ? minOf<bigint>(known.lotsLeft, size) : size;
  const bearers: Bearer[] = [];
  for (const rank of ranks) {
    const open = rank.filter(isAbove(cursor));
    const places = Math.max(room - bearers.length, bearers.length === 0 ? 1 : 0);
    const chosen = open.slice(0, places);
    if (left === 0n || chosen.length === 0) continue;
    const held = chosen.map(heldBy);
    const [theirs, all] = [sum(held), sum(open.map(heldBy))];
    const isPart = all > left;
    const taken = isPart && chosen.length < open.length ? (left * theirs) / all : minOf(left, theirs);
    for (const [index, share] of shareInOrder(taken, held).entries())
      if (share > 0n) bearers.push({ accountId: chosen[index]!, size: share });
    left -= taken;
    if (chosen.length === open.length) continue;
    if (isPart) cursor = chosen.at(-1)!;
    break;
  }
  return { bearers, lap: left > 0n && cursor > 0 ? { isLong, lotsLeft: lots(left), cursor } : null };
}

const isAbove = (cursor: number) => (accountId: number) => accountId > cursor;

const sum = (values: readonly bigint[]): bigint => values.reduce((left, right) => left + right, 0n);

/**
 * A key that pays for no call again and again: a contract that a kit names as a vault may take any call, burn its gas, and say that nothing
 * is done.
 *
 * @module
 */
import { type Call, ChainError, type ChainWriter, isChainError } from "@novate/chains";
import type { Hex } from "@novate/codec";
import { DAY_MS } from "@novate/num";

/** A vault takes the same call twice at most: a token that lacks something is settled by the second, a day after the first. */
const MOST_TIMES = 3;

interface Tried {
  readonly last: Hex;
  /** Those before that are in blocks: what another took the place of costs nothing. */
  readonly done: number;
  readonly sinceMs: number;
}

/** Sends the same call so often a day. Rejects with `Reverted` from then on, as of a vault that refuses. `nowMs`: milliseconds of the machine. */
export function sparing(writer: ChainWriter, nowMs: () => number = Date.now): ChainWriter {
  const tried = new Map<string, Tried>();
  const isMined = (hash: Hex): Promise<boolean> =>
    writer.outcome(hash).then(
      (mined) => mined !== null,
      (failure) => isChainError(failure, "Reverted"), // that costs as much
    );

  const sendOnce = async (call: Call): Promise<Hex> => {
    const name = `${call.to} ${call.data} ${call.value ?? 0n}`;
    for (const [each, { sinceMs }] of tried) if (nowMs() - sinceMs >= DAY_MS) tried.delete(each);
    const before = tried.get(name);
    const done = before === undefined ? 0 : before.done + Number(await isMined(before.last));
    if (done >= MOST_TIMES) throw inVain(call);
    const hash = await writer.sendOnce(call);
    const isStill = hash === before?.last;
    tried.set(name, { last: hash, done: isStill ? before.done : done, sinceMs: before?.sinceMs ?? nowMs() });
    return hash;
  };
  return { ...writer, sendOnce };
}

const inVain = ({ to }: Call): ChainError =>
  new ChainError("Reverted", `${to} took the same call ${MOST_TIMES} times within a day, and nothing came of it`, {
    details: { error: "InVain" },
  });

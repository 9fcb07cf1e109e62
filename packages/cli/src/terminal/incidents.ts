/**
 * The accounts that break in a replay, as lines of a log, one a minute of the tape.
 *
 * @module
 */
import type { BlockResult } from "@novate/engine";
import { clock, money } from "@novate/lab";
import { MINUTE_MS } from "@novate/num";

export interface Incidents {
  /** Takes a block; answers a line when there is something to say. */
  take(result: BlockResult): string | undefined;
}

export function createIncidents(): Incidents {
  let hasSpoken = false;
  let minute = 0;
  let managed = 0;
  let lossAtoms = 0n;

  const flush = (time: string): string | undefined => {
    if (managed === 0 && lossAtoms === 0n) return undefined;
    const losses = lossAtoms === 0n ? "" : `, ${money(lossAtoms)} beyond their means`;
    const line = `${time.padEnd(8)}  ${managed} account${managed === 1 ? "" : "s"} managed${losses}`;
    managed = 0;
    lossAtoms = 0n;
    return line;
  };

  return {
    take({ timeMs, events }) {
      const before = Math.floor(timeMs / MINUTE_MS) > minute ? flush(clock(minute * MINUTE_MS).slice(0, 5)) : undefined;
      minute = Math.floor(timeMs / MINUTE_MS);
      for (const event of events) {
        if (event.type === "AccountManaged") managed += 1;
        if (event.type === "MemberDefaulted") lossAtoms += event.lossAtoms;
      }
      if (hasSpoken || managed === 0) return before;
      // The very first one is told at once.
      hasSpoken = true;
      return flush(clock(timeMs));
    },
  };
}

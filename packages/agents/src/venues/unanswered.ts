/**
 * Matches on their way to the house and back.
 *
 * @module
 */
import type { ClearingAnswer, Match } from "./types.ts";

/** Numbers matches, hands them out once, and finds the owners to blame when the house refuses one. */
export interface Unanswered<Authority> {
  record(match: Omit<Match<Authority>, "matchId">): Match<Authority>;
  take(): Match<Authority>[];
  /** Owners whose side made the house refuse; empty when accepted, unknown or answered before. */
  faultyOwners(matchId: number, answer: ClearingAnswer): number[];
}

export function createUnanswered<Authority>(): Unanswered<Authority> {
  const waiting = new Map<number, Match<Authority>>();
  let unreported: Match<Authority>[] = [];
  let nextMatchId = 1;
  return {
    record(match) {
      const numbered = { ...match, matchId: nextMatchId };
      nextMatchId += 1;
      waiting.set(numbered.matchId, numbered);
      unreported.push(numbered);
      return numbered;
    },
    take() {
      const matches = unreported;
      unreported = [];
      return matches;
    },
    faultyOwners(matchId, answer) {
      const match = waiting.get(matchId);
      waiting.delete(matchId);
      if (match === undefined || answer.accepted) return [];
      return answer.faulty.map((role) => (role === "maker" ? match.makerOrder.owner : match.takerOrder.owner));
    },
  };
}

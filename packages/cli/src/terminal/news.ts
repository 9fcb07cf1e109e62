/**
 * What happened last in a replay, as a screen tells it: a line a block for each kind of thing.
 *
 * @module
 */
import { type Event, MarketMode } from "@novate/codec";
import type { BlockResult } from "@novate/engine";
import { clock, money, type Scene } from "@novate/lab";
import type { Painted, Tone } from "./paint.ts";

/** Lines that are kept: no window shows more. */
const MOST_KEPT = 60;
/** Names that a line spells out. */
const MOST_NAMED = 3;
const TRANCHES = ["skin in the game", "junior fund", "senior fund"] as const;
const MODES = { [MarketMode.open]: "open", [MarketMode.closeOnly]: "close only", [MarketMode.halted]: "halted" };

/** Of whom, and what is said of one or of several. */
interface Word {
  readonly tone: Tone;
  readonly who: string;
  readonly says: string;
}

export interface News {
  take(result: BlockResult): void;
  /** The newest first. */
  latest(): readonly Painted[];
}

export function createNews({ plan }: Pick<Scene, "plan">): News {
  const underlyings = new Map(plan.underlyings.map(({ underlyingId, name }) => [underlyingId, name]));
  const feeds = new Map(plan.underlyings.map(({ feedId, name }) => [feedId, name]));
  const kept: Painted[] = [];

  const wordOf = (event: Event): Word | undefined => {
    switch (event.type) {
      case "AccountManaged":
        return { tone: "bad", who: `account ${event.managed.accountId}`, says: "under default management" };
      case "AccountCured":
        return { tone: "good", who: `account ${event.accountId}`, says: "in good standing again" };
      case "MemberDefaulted":
        return { tone: "bad", who: `account ${event.accountId}`, says: `${money(event.lossAtoms)} beyond its means` };
      case "TrancheDrawn":
        return { tone: "bad", who: TRANCHES[event.tranche] ?? "a pool", says: `pays ${money(event.drawnAtoms)}` };
      case "MarginCalled":
        return { tone: "warning", who: `account ${event.call.accountId}`, says: "called for margin" };
      case "PriceJumpPending":
        return { tone: "quiet", who: feeds.get(event.feedId) ?? `feed ${event.feedId}`, says: "jump to be confirmed" };
      case "UnderlyingModeSet": {
        const mode = event.mode as MarketMode; // one of the three
        const who = underlyings.get(event.underlyingId) ?? `underlying ${event.underlyingId}`;
        return { tone: mode === MarketMode.open ? "good" : "warning", who, says: MODES[mode] };
      }
      case "VariationCycleStruck":
        return { tone: "quiet", who: "variation margin", says: "cycle struck" };
      default:
        return undefined;
    }
  };

  return {
    take({ timeMs, events }) {
      const said = new Map<string, { readonly tone: Tone; readonly who: string[] }>();
      for (const event of events) {
        const word = wordOf(event);
        if (word === undefined) continue;
        const same = said.get(word.says) ?? { tone: word.tone, who: [] };
        same.who.push(word.who);
        said.set(word.says, same);
      }
      for (const [says, { tone, who }] of said)
        kept.unshift({ tone, text: `${clock(timeMs)}  ${namesOf(who)}: ${says}` });
      kept.length = Math.min(kept.length, MOST_KEPT);
    },
    latest: () => kept,
  };
}

function namesOf(who: readonly string[]): string {
  const named = who.slice(0, MOST_NAMED).join(", ");
  return who.length > MOST_NAMED ? `${named} and ${who.length - MOST_NAMED} more` : named;
}

/**
 * Judges a run against its twin: what the adversary won, what bystanders and the fund lost, and what of it was declared.
 *
 * Bounds, in dollars:
 * - declared: what true prices alone cost, by jumps between two looks ({@link Allowance});
 * - funding: the clamp on the largest notional for the time played, both directions;
 * - penalties: what close-outs paid a backstop, and what it bought while a jump was not yet confirmed, or anybody won so in the twin alone;
 * - dispute: what tear-ups and crossings cost at prices between honest sources that were apart, and what close-outs there cost the fund;
 * - slack: rounding to ticks, fees, one basis point of what is held.
 *
 * @module
 */
import { idOf, isOwn, NAMES, nameOf } from "../roles.ts";
import { SEGMENT } from "../world.ts";
import { dollars, type Find } from "./find.ts";
import type { Run } from "./run.ts";

const SLACK = 200;
/** The twin's own drift: different blocks round differently. */
const SLACK_PPM = 100;
/** Once bystanders are closed out in either run, penalties fall otherwise: the penalty's own size. */
const UPSET_PPM = 5_000;

/** The scores are what the hunt climbs: each reward, most of them as a part of what is allowed. */
export interface Verdict {
  readonly finds: readonly Find[];
  readonly scores: ReadonlyMap<string, number>;
}

export function judge(run: Run, twin: Outcome): Verdict {
  const finds: Find[] = [...run.finds.all];
  const { stage, wealth, allowance, closeOuts, fairness } = run;
  const { notional } = allowance;
  const isUpset = fairness.managed.size + twin.managed.size > 0;
  const slack = SLACK + (notional * (SLACK_PPM + (isUpset ? UPSET_PPM : 0))) / 1e6;
  const declared = allowance.dollars + fundingBound(run, notional);
  // What is closed out at a mark that lags is lost to a backstop, and not paid by whoever is closed out.
  const taken = [...closeOuts.taken.values()].reduce((sum, each) => sum + each, 0);
  const torn = [...closeOuts.torn.values()].reduce((sum, each) => sum + each, 0);
  const scores = new Map<string, number>([
    ["work", run.house.work],
    ["prices", run.prices.score],
    ["sunk", run.house.sunk],
  ]);
  const over = (kind: Find["kind"], found: number, bound: number, what: string) => {
    scores.set(kind, Math.max(scores.get(kind) ?? 0, found / bound));
    if (found > bound) finds.push({ kind, detail: `${what} ${dollars(found)}, declared ${dollars(bound)}` });
  };

  over("gain", gainOf(run), declared + slack + taken + torn, "the adversary won");
  const fund = wealth.fundLoss(stage) - twin.fundLoss;
  over("fund", fund, allowance.dollars + slack + closeOuts.given, "the fund lost");
  for (const name of NAMES) {
    const id = idOf(name);
    if (isOwn(name) || fairness.managed.has(id) || twin.managed.has(id)) continue;
    const loss = twin.hedged.get(id)! - wealth.hedged(stage, id);
    // What it won at a wrong price by close-outs or tear-ups that the adversary's moves prevented, nobody owed it.
    const won = (outcome: Pick<Outcome, "won">) => Math.max(0, outcome.won.get(id) ?? 0);
    const missed = Math.max(0, won(twin) - won(closeOuts));
    const owed = missed + (closeOuts.taken.get(id) ?? 0) + (closeOuts.torn.get(id) ?? 0);
    over("bystander", loss, declared + slack + owed, `${name} lost`);
  }
  for (const { accountId, equity, margin, asked } of fairness.taken) {
    const isRaised = equity < asked;
    if (isRaised && twin.managed.has(accountId)) continue; // without the adversary too: the call's own tests ask for its notice
    const detail = `${nameOf(accountId)} was taken at ${dollars(equity)} of equity over ${dollars(margin)}`;
    finds.push({ kind: isRaised ? "notice" : "unfair", detail });
  }
  if (allowance.dollars < 1) compareAnswers(run, twin, finds);
  return { finds, scores };
}

/** What is kept of a twin run: it is the same for all scripts that share a world. */
export interface Outcome {
  readonly hedged: ReadonlyMap<number, number>;
  readonly fundLoss: number;
  readonly managed: ReadonlySet<number>;
  /** Dollars that each account won by what passed to it. */
  readonly won: ReadonlyMap<number, number>;
  readonly exits: ReadonlyMap<number, string | null>;
  readonly bundles: ReadonlyMap<number, string | null>;
}

export function outcomeOf({ stage, wealth, fairness, closeOuts, answers }: Run): Outcome {
  const hedged = new Map(NAMES.map((name) => [idOf(name), wealth.hedged(stage, idOf(name))]));
  const { exits, bundles } = answers;
  return { hedged, fundLoss: wealth.fundLoss(stage), managed: fairness.managed, won: closeOuts.won, exits, bundles };
}

/** Own accounts' hedged wealth together; what an account owes beyond its means is not paid by its owner. */
function gainOf({ stage, wealth }: Run): number {
  let gain = 0;
  for (const account of stage.state.accounts.values()) {
    const name = nameOf(account.accountId);
    if (name !== undefined && !isOwn(name)) continue;
    const worth = stage.values.equity(stage.state, account, stage.timeMs);
    gain += wealth.hedged(stage, account.accountId) + Math.max(0, -worth);
  }
  return gain;
}

function fundingBound({ stage, startedMs }: Run, notional: number): number {
  const { fundingClampPpm, fundingPeriodMs } = stage.state.segments.get(SEGMENT)!.parameters.clearing;
  return (notional * Number(fundingClampPpm) * (stage.timeMs - startedMs)) / (1e6 * fundingPeriodMs);
}

/** What honest people are refused, they would be refused without the adversary too. */
function compareAnswers(run: Run, twin: Outcome, finds: Find[]): void {
  for (const kind of ["exits", "bundles"] as const) {
    const refused = [...run.answers[kind]].filter(([timeMs, code]) => code !== null && twin[kind].get(timeMs) === null);
    const [first] = refused;
    if (first !== undefined)
      finds.push({
        kind: kind === "exits" ? "exit" : "governance",
        detail: `${refused.length} of ${run.answers[kind].size} refused, first ${first[1]}`,
      });
  }
}

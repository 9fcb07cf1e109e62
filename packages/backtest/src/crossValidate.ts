/**
 * Chooses the numbers of the forecast on some histories or times and judges them on the others:
 * `npm run crossvalidate` in this package. Settings are few and round, so that there is little to fit.
 *
 * @module
 */
import { loadHistory } from "./history/load.ts";
import { historicalVar } from "./method/historical.ts";
import { novateWith } from "./method/novate.ts";
import type { OnlineMethod } from "./method/types.ts";
import { type JudgedLoss, regimeOf } from "./run/row.ts";
import { traceBacktest } from "./run/run.ts";
import { NAMED_WINDOWS } from "./run/windows.ts";

const HISTORIES = ["BTC-hourly", "ETH-hourly", "SOL-hourly", "CRV-hourly", "FTT-hourly", "ETH-gemini"];
/** A setting that costs more in calm than so many times `historical-var` is not chosen. */
const MOST_CALM_COST = 1;

/** Aim, deviations of a shock, share of a shock, share of stress. */
const SETTINGS: readonly OnlineMethod[] = [0.997, 0.998].flatMap((coverage) =>
  [0.6, 0.7].flatMap((stressShare) =>
    [0, 0.15, 0.2].flatMap((shockShare) =>
      (shockShare === 0 ? [3] : [3, 3.5]).map((shockSigmas) =>
        novateWith(`aim ${coverage}, stress ${stressShare}, ${shockShare} beyond ${shockSigmas} sigma`, {
          coverage,
          stressShare,
          shockShare,
          shockSigmas,
        }),
      ),
    ),
  ),
);

/** The judged periods of one history, by method. */
interface Judged {
  readonly history: string;
  readonly losses: ReadonlyMap<string, readonly JudgedLoss[]>;
}

interface Fold {
  readonly name: string;
  readonly isHeldOut: (history: string, loss: JudgedLoss) => boolean;
}

async function judge(name: string): Promise<Judged> {
  const traces = traceBacktest({ history: await loadHistory(name), methods: [...SETTINGS, historicalVar] });
  return { history: name, losses: new Map(traces.map(({ row, losses }) => [row.method, losses])) };
}

const judged: Judged[] = [];
for (const name of HISTORIES) judged.push(await judge(name));

/** Storm coverage over the periods that `isWanted` keeps, and the mean over the histories of the calm cost. */
function figuresOf(method: string, isWanted: (history: string, loss: JudgedLoss) => boolean) {
  const kept = judged.map(({ history, losses }) => {
    const of = (name: string) => losses.get(name)!.filter((loss) => isWanted(history, loss));
    return { own: of(method), yardstick: of(historicalVar.name) };
  });
  const calm = (losses: readonly JudgedLoss[]) => regimeOf(losses.filter(({ isStorm }) => !isStorm))?.averageMargin;
  const costs = kept.flatMap(({ own, yardstick }) => {
    const [cost, usual] = [calm(own), calm(yardstick)];
    return cost === undefined || usual === undefined ? [] : [cost / usual];
  });
  const storm = regimeOf(kept.flatMap(({ own }) => own.filter(({ isStorm }) => isStorm)));
  const calmCost = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  return { method, calmCost, coverage: storm?.coverage ?? 1, observations: storm?.observations ?? 0 };
}

/** The middle of each history parts early from late. */
const middles = new Map(
  judged.map(({ history, losses }) => {
    const periods = losses.get(historicalVar.name)!;
    return [history, periods[periods.length >> 1]!.startMs];
  }),
);
const isLate = (history: string, { startMs }: JudgedLoss): boolean => startMs >= middles.get(history)!;

const FOLDS: readonly Fold[] = [
  ...HISTORIES.map((name) => ({ name, isHeldOut: (history: string) => history === name })),
  { name: "late halves", isHeldOut: isLate },
  { name: "early halves", isHeldOut: (history, loss) => !isLate(history, loss) },
  ...NAMED_WINDOWS.map(({ name, fromMs, toMs }) => ({
    name,
    isHeldOut: (_: string, { startMs }: JudgedLoss) => startMs >= fromMs && startMs < toMs,
  })),
];

const percent = (fraction: number): string => `${(fraction * 100).toFixed(2)} %`;
for (const { name, isHeldOut } of FOLDS) {
  const [best] = SETTINGS.map(({ name: setting }) => figuresOf(setting, (...period) => !isHeldOut(...period)))
    .filter(({ calmCost }) => calmCost <= MOST_CALM_COST)
    .sort((left, right) => right.coverage - left.coverage || left.calmCost - right.calmCost);
  const unseen = figuresOf(best!.method, isHeldOut);
  console.log(
    `${name.padEnd(13)} chosen: ${best!.method} (${percent(best!.coverage)} of storms, calm cost ${best!.calmCost.toFixed(3)}); ` +
      `unseen: ${percent(unseen.coverage)} of ${unseen.observations} storm periods, calm cost ${unseen.calmCost.toFixed(3)}`,
  );
}

/**
 * What the window shows while a replay runs: the tape's clock, every market, accounts at risk, the pools, the last events.
 *
 * @module
 */
import { MarketMode } from "@novate/codec";
import { clock, type MarketPulse, money, type Pulse, price } from "@novate/lab";
import { grouped } from "./figures.ts";
import { bar, fieldsLine, type ScreenColumn, screenTable } from "./layout.ts";
import type { Paint, Painted, Tone } from "./paint.ts";
import type { Frame, Size } from "./screen.ts";

export interface Pace {
  readonly step: number;
  readonly stepCount: number;
  readonly elapsedMs: number;
  readonly blocks: number;
  readonly trades: number;
  /** Accounts that have come under default management so far. */
  readonly managedSoFar: number;
}

/** What has paid so far: the pools, and what pays beside them. */
export interface Paid {
  readonly skinInTheGameAtoms: bigint;
  readonly juniorFundAtoms: bigint;
  readonly seniorFundAtoms: bigint;
  readonly collateralSoldAtoms: bigint;
  readonly gainsHaircutAtoms: bigint;
  readonly tearUpAtoms: bigint;
  readonly uncoveredAtoms: bigint;
}

/** The first mark of each market that was seen. */
export type Opening = ReadonlyMap<string, bigint>;

/** Keeps what it saw first. */
export function createOpening(): (pulse: Pulse) => Opening {
  const marks = new Map<string, bigint>();
  return ({ markets }) => {
    for (const { symbol, mark } of markets) if (mark !== null && !marks.has(symbol)) marks.set(symbol, mark);
    return marks;
  };
}

export interface ReplayView {
  readonly pulse: Pulse;
  readonly pace: Pace;
  readonly paid: Paid;
  readonly opening: Opening;
  /** The newest first. */
  readonly news: readonly Painted[];
}

const BAR_CELLS = 20;
/** Lines that are kept for events where markets would take them all. */
const LEAST_NEWS = 4;
/** Fields of the headline that a log has: all but the bar. */
const LOGGED = 3;

export const replayFrame = (view: ReplayView, paint: Paint): Frame => ({
  line: [headline(view).slice(0, LOGGED), indexes(view), risks(view), pace(view)]
    .map((fields) => fields.map(({ text }) => text).join("  "))
    .join(" · "),
  draw: (size) => drawReplay(view, size, paint),
});

function drawReplay(view: ReplayView, { columns, rows }: Size, paint: Paint): string[] {
  const line = (fields: readonly Painted[]): string => fieldsLine(fields, columns, paint);
  const head = [line(headline(view)), line(pace(view)), ""];
  const foot = ["", line(risks(view)), ...poolFields(view).map(line), line(lossFields(view)), ""];
  const free = rows - head.length - foot.length;
  const markets = marketLines(view, { columns, rows: Math.max(free - LEAST_NEWS, 2) }, paint);
  const news = view.news.slice(0, Math.max(free - markets.length, 0)).map((one) => line([one]));
  return [...head, ...markets, ...foot, ...news].slice(0, rows);
}

function headline({ pulse, pace: { step, stepCount } }: ReplayView): Painted[] {
  const done = BigInt(step + 1);
  return [
    { text: `${clock(pulse.timeMs)} UTC`, tone: "strong" },
    { text: `step ${grouped(done)} of ${grouped(stepCount)}` }, // a tape has more of them where prices move
    { text: `block ${grouped(pulse.height)}` },
    { text: bar(done, BigInt(stepCount), BAR_CELLS), tone: "quiet" },
  ];
}

/** The price of each underlying; in brackets where it admits no new risk. */
function indexes({ pulse: { markets } }: ReplayView): Painted[] {
  const first = new Map(markets.toReversed().map((market) => [market.underlying, market]));
  return [...first.values()].toReversed().map(({ underlying, index, mode }) => {
    const text = `${underlying} ${index === 0n ? "–" : price(index)}`;
    return { text: mode === MarketMode.open ? text : `[${text}]` };
  });
}

function pace({ pace: { elapsedMs, blocks, trades } }: ReplayView): Painted[] {
  const perSecond = (count: number): string => grouped(Math.round((count * 1_000) / Math.max(elapsedMs, 1)));
  return [`${grouped(trades)} trades`, `${perSecond(blocks)} blocks/s`, `${perSecond(trades)} trades/s`].map(
    (text) => ({
      text,
      tone: "quiet",
    }),
  );
}

function risks({
  pulse: { openInterestAtoms, atRisk, called, managed },
  pace: { managedSoFar },
}: ReplayView): Painted[] {
  const tone = (count: number, worse: Tone): Tone | undefined => (count > 0 ? worse : undefined);
  return [
    { text: `open interest ${money(openInterestAtoms)}` },
    { text: `at risk ${atRisk}`, tone: tone(atRisk, "warning") },
    { text: `called ${called}`, tone: tone(called, "warning") },
    { text: `managed now ${managed}`, tone: tone(managed, "bad") },
    { text: `so far ${managedSoFar}` },
  ];
}

const POOLS = [
  ["skinAtoms", "skinInTheGameAtoms", "skin in the game"],
  ["juniorFundAtoms", "juniorFundAtoms", "junior fund"],
  ["seniorFundAtoms", "seniorFundAtoms", "senior fund"],
] as const;

/** A line a pool, in the order in which they pay: how much of what came in is left, founded with the house or paid in since. */
const poolFields = ({ pulse: { pools }, paid }: ReplayView): Painted[][] =>
  POOLS.map(([pool, drawn, name]) => {
    const left = pools[pool];
    const whole = left + paid[drawn];
    return [
      { text: name.padEnd(16) },
      { text: bar(left, whole, BAR_CELLS), tone: left < whole ? "bad" : "good" },
      { text: `${money(left)} left of ${money(whole)}` },
    ];
  });

const lossFields = ({ paid }: ReplayView): Painted[] =>
  (
    [
      ["own collateral sold", paid.collateralSoldAtoms],
      ["gains cut", paid.gainsHaircutAtoms],
      ["torn up", paid.tearUpAtoms],
      ["uncovered", paid.uncoveredAtoms],
    ] as const
  ).map(([name, atoms]) => ({ text: `${name} ${money(atoms)}`, tone: atoms > 0n ? "bad" : "quiet" }));

const COLUMNS: readonly ScreenColumn[] = [
  { heading: "MARKET", side: "left", rank: 0 },
  { heading: "MARK", side: "right", rank: 1 },
  { heading: "MOVE", side: "right", rank: 2 },
  { heading: "MODE", side: "left", rank: 3 },
  { heading: "SOURCES", side: "right", rank: 4 },
  { heading: "OPEN INTEREST", side: "right", rank: 5 },
  { heading: "INDEX", side: "right", rank: 6 },
];

const MODES: Readonly<Record<MarketMode, Painted>> = {
  [MarketMode.open]: { text: "open" },
  [MarketMode.closeOnly]: { text: "close only", tone: "warning" },
  [MarketMode.halted]: { text: "halted", tone: "bad" },
};

/** All markets, or those with the most open interest where there are more than lines, in the order of listing. */
function marketLines({ pulse: { markets }, opening }: ReplayView, { columns, rows }: Size, paint: Paint): string[] {
  const room = rows - 1;
  const isCut = markets.length > room;
  const most = isCut ? busiest(markets, Math.max(room - 1, 0)) : new Set(markets);
  const shown = markets.filter((market) => most.has(market));
  const lines = screenTable(
    COLUMNS,
    shown.map((market) => cellsOf(market, opening)),
    columns,
    paint,
  );
  if (!isCut) return lines;
  const rest = {
    text: `… and ${markets.length - shown.length} markets with less open interest`,
    tone: "quiet",
  } as const;
  return [...lines, fieldsLine([rest], columns, paint)];
}

const busiest = (markets: readonly MarketPulse[], count: number): ReadonlySet<MarketPulse> =>
  new Set(
    markets
      .toSorted((left, right) => Math.sign(Number(right.openInterestAtoms - left.openInterestAtoms)))
      .slice(0, count),
  );

function cellsOf(market: MarketPulse, opening: ReadonlyMap<string, bigint>): Painted[] {
  const { symbol, mark, index, mode, sources, sourceCount, openInterestAtoms } = market;
  return [
    { text: symbol, tone: "strong" },
    { text: mark === null ? "–" : price(mark) },
    moveOf(mark, opening.get(symbol)),
    MODES[mode],
    { text: `${sources} of ${sourceCount}`, tone: sources < sourceCount ? "warning" : undefined },
    { text: money(openInterestAtoms) },
    { text: index === 0n ? "–" : price(index) },
  ];
}

/** Since the first mark that was seen, in percent with two decimals. */
function moveOf(mark: bigint | null, from: bigint | undefined): Painted {
  if (mark === null || from === undefined || from <= 0n) return { text: "–", tone: "quiet" };
  const basisPoints = ((mark - from) * 10_000n) / from;
  const size = basisPoints < 0n ? -basisPoints : basisPoints;
  const text = `${size / 100n}.${String(size % 100n).padStart(2, "0")} %`;
  if (basisPoints === 0n) return { text };
  return basisPoints > 0n ? { text: `+${text}`, tone: "good" } : { text: `−${text}`, tone: "bad" };
}

/**
 * The report as one page of text.
 *
 * @module
 */
import type { SourceOpinion } from "../tally/secondOpinions.ts";
import type { Wick } from "../tally/wicks.ts";
import { clock, decimal, grouped, minute, money, price, seconds } from "./format.ts";
import { closeOutsByUnderlying, type Pools, perSecond, type ReplayReport } from "./report.ts";

const LABEL_WIDTH = 30;
const row = (label: string, value: string): string => `  ${label.padEnd(LABEL_WIDTH)}${value}`;

/** Lines of at most about 100 characters. */
export function reportToPage(report: ReplayReport): string {
  const sections = [
    title(report),
    cleared(report),
    margin(report),
    defaults(report),
    opinions(report),
    waterfall(report),
  ];
  return [...sections, wicks(report), conservation(report), vaults(report), ending(report)]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

const title = ({ tapeName, seed, fromMs, toMs, underlyings, participants }: ReplayReport): string[] => [
  `Replay of ${tapeName}, ${minute(fromMs)} to ${clock(toMs).slice(0, 5)} UTC, seed ${seed}`,
  `${underlyings.join(" ")}; ${participants} participants on two venues`,
];

function cleared({ counts: { blocks, transactions, trades } }: ReplayReport): string[] {
  const refused = Object.entries(trades.refusals).map(([code, count]) => `${code} ${grouped(count)}`);
  return [
    "Cleared",
    row("trades novated", `${grouped(trades.novated)}, notional ${money(trades.notionalAtoms)}`),
    row("fees", money(trades.feesAtoms)),
    row("blocks, transactions", `${grouped(blocks)}, ${grouped(transactions)}`),
    row("refused", refused.length === 0 ? "nothing" : refused.join(", ")),
  ];
}

function margin({ counts: { margin: tally } }: ReplayReport): string[] {
  const call = tally.largestCall;
  return [
    "Margin",
    row("variation margin collected", `${money(tally.collectedAtoms)} in ${tally.cycles} cycles`),
    row(
      "largest intraday call",
      call === null ? "none" : `${money(call.amountAtoms)}, account ${call.accountId} at ${clock(call.timeMs)}`,
    ),
  ];
}

function defaults(report: ReplayReport): string[] {
  const { managed, cured, firstMs, lastMs, discountAtoms, nettedAtoms, backstopAtoms, tornUpAtoms } =
    report.counts.closeOuts;
  if (managed === 0 || firstMs === null || lastMs === null) return ["Default management", "  no account broke"];
  const taken = closeOutsByUnderlying(report).filter(({ accounts }) => accounts > 0);
  return [
    "Default management",
    row("managed accounts", `${managed}, from ${clock(firstMs)} to ${clock(lastMs)}; ${cured} ended in a cure`),
    ...taken.map(({ underlying, accounts, notionalAtoms }) =>
      row(`  ${underlying}`, `${accounts} accounts, ${money(notionalAtoms)}`),
    ),
    row("netted, backstop, torn up", [nettedAtoms, backstopAtoms, tornUpAtoms].map(money).join(", ")),
    row("discounts they paid", money(discountAtoms)),
  ];
}

function opinions({ opinions: found }: ReplayReport): string[] {
  if (found.length === 0) return [];
  const isGood = ({ equityAtoms, maintenanceAtoms }: SourceOpinion): boolean => equityAtoms >= maintenanceAtoms;
  const spent = found.filter((one) => one.equityAtoms < 0n && one.sources.some(isGood));
  const disputed = found.filter(({ isDisputed }) => isDisputed);
  return [
    "What deep sources say of those accounts",
    row("in breach at every one", String(found.length - spent.length - disputed.length)),
    row("good at one, equity gone", String(spent.length)),
    row("good at one, equity left", String(disputed.length)),
    ...disputed.map(({ timeMs, accountId, sources }) => {
      const good = sources.filter(isGood).map(({ venue, equityAtoms }) => `${venue} ${money(equityAtoms)}`);
      return row(`  account ${accountId} ${clock(timeMs)}`, good.join(", "));
    }),
  ];
}

function waterfall({ counts: { waterfall: paid }, pools: left }: ReplayReport): string[] {
  const pool = (name: keyof Pools): string => `${money(paid[name])}, ${money(left[name])} left`;
  return [
    "Waterfall: what each layer paid",
    row("own collateral sold", money(paid.collateralSoldAtoms)),
    row("skin in the game", pool("skinInTheGameAtoms")),
    row("default fund, junior", pool("juniorFundAtoms")),
    row("default fund, senior", pool("seniorFundAtoms")),
    row("haircut of unvested gains", money(paid.gainsHaircutAtoms)),
    row("tear-up", money(paid.tearUpAtoms)),
    row("left uncovered", `${money(paid.uncoveredAtoms)}, after ${paid.defaults} defaults`),
  ];
}

/** Closest dislocations to show. */
const SHOWN_WICKS = 4;

function wicks({ wicks: found }: ReplayReport): string[] {
  if (found.length === 0) return [];
  return ["Where sources came apart", ...found.slice(0, SHOWN_WICKS).flatMap(wickLines)];
}

function wickLines({ underlying, dislocation, closedOutAccounts, byOneSourceAlone }: Wick): string[] {
  const { timeMs, venue, printed, others, index, mark } = dislocation;
  const rest = others.map((other) => `${other.venue} ${price(other.printed)}`).join(", ");
  return [
    row(`${underlying} ${clock(timeMs)}`, `${venue} printed ${price(printed)}${rest === "" ? "" : ` · ${rest}`}`),
    row("", `the house used ${price(index)}, mark ${price(mark)}`),
    row("", `closed out by one source alone: ${byOneSourceAlone} of ${closedOutAccounts} accounts`),
  ];
}

function conservation({ conservation: { assets, isConserved } }: ReplayReport): string[] {
  const held = assets.filter(({ escrowAtoms }) => escrowAtoms !== 0n);
  return [
    `Conservation: ${isConserved ? "every asset to the atom" : "BROKEN"}`,
    ...held.map(({ symbol, escrowAtoms, balancesAtoms, poolsAtoms, outboxAtoms, isConserved: isWhole }) => {
      const parts = `${grouped(balancesAtoms)} balances + ${grouped(poolsAtoms)} pools + ${grouped(outboxAtoms)} outbox`;
      return `  ${symbol.padEnd(6)}${isWhole ? "=" : "≠"} ${grouped(escrowAtoms)} = ${parts}`;
    }),
  ];
}

function vaults({ custody }: ReplayReport): string[] {
  if (custody === undefined) return [];
  const { kind, holdings } = custody;
  const isWhole = holdings.every(({ differenceAtoms }) => differenceAtoms === 0n);
  const what = kind === "anvil" ? "on anvil" : "in an EVM of this process";
  return [
    `Vaults, ${what}: ${isWhole ? "each holds what the ledger says, to the atom" : "BOOKS PART"}`,
    ...holdings.map(({ chain, asset, heldAtoms, ledgerAtoms, unheardAtoms, unprovenAtoms, differenceAtoms }) => {
      const parts = `${grouped(ledgerAtoms)} ledger + ${grouped(unheardAtoms)} unheard - ${grouped(unprovenAtoms)} unproven`;
      return `  ${chain.padEnd(11)}${asset.padEnd(6)}${differenceAtoms === 0n ? "=" : "≠"} ${grouped(heldAtoms)} = ${parts}`;
    }),
    "  quorum: one operator, for every validator key of this replay comes from its seed",
  ];
}

function ending({ stateRoot, counts, elapsedMs }: ReplayReport): string[] {
  const { blocks, trades } = counts;
  const speed = `${decimalRate(perSecond(blocks, elapsedMs))} blocks/s, ${decimalRate(perSecond(trades.novated, elapsedMs))} trades/s`;
  return [`State root ${stateRoot}`, `${seconds(elapsedMs)}: ${speed}`];
}

const decimalRate = (rate: number): string => decimal(BigInt(Math.round(rate * 10)), 1);

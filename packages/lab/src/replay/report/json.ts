/**
 * The report as one JSON object. Amounts are decimal strings of settlement atoms, prices decimal strings of dollars.
 *
 * @module
 */
import type { VaultHolding } from "../custody/holdings.ts";
import { FEED_DECIMALS } from "../house/feedUnits.ts";
import type { SecondOpinion } from "../tally/secondOpinions.ts";
import type { Wick } from "../tally/wicks.ts";
import { closeOutsByUnderlying, perSecond, type ReplayReport } from "./report.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export function reportToJson(report: ReplayReport): { readonly [key: string]: Json } {
  const { counts, conservation, elapsedMs } = report;
  const { trades, margin, closeOuts } = counts;
  return {
    tape: report.tapeName,
    seed: report.seed,
    from: iso(report.fromMs),
    to: iso(report.toMs),
    underlyings: report.underlyings,
    participants: report.participants,
    stateRoot: report.stateRoot,
    conserved: conservation.isConserved,
    blocks: counts.blocks,
    transactions: counts.transactions,
    events: counts.events,
    tradesNovated: trades.novated,
    notionalNovatedAtoms: text(trades.notionalAtoms),
    feesAtoms: text(trades.feesAtoms),
    marginCollected: {
      cycles: margin.cycles,
      variationAtoms: text(margin.collectedAtoms),
      paidOutAtoms: text(margin.paidAtoms),
    },
    largestIntradayCall:
      margin.largestCall === null
        ? null
        : {
            accountId: margin.largestCall.accountId,
            amountAtoms: text(margin.largestCall.amountAtoms),
            at: iso(margin.largestCall.timeMs),
          },
    liquidations: closeOuts.managed,
    liquidationsCured: closeOuts.cured,
    firstLiquidationAt: closeOuts.firstMs === null ? null : iso(closeOuts.firstMs),
    liquidationCostAtoms: text(closeOuts.discountAtoms),
    liquidationsByUnderlying: Object.fromEntries(
      closeOutsByUnderlying(report).map(({ underlying, accounts, notionalAtoms }) => [
        underlying,
        { accounts, notionalAtoms: text(notionalAtoms) },
      ]),
    ),
    closedOut: {
      nettedAtoms: text(closeOuts.nettedAtoms),
      backstopAtoms: text(closeOuts.backstopAtoms),
      tornUpAtoms: text(closeOuts.tornUpAtoms),
    },
    waterfall: plain(counts.waterfall),
    waterfallLeft: plain(report.pools),
    perAsset: conservation.assets.map(plain),
    ...(report.custody !== undefined && {
      vaults: report.custody.holdings.map(vaultToJson),
      vaultsOn: report.custody.kind,
      quorum: SOLO_QUORUM,
    }),
    refusals: trades.refusals,
    wicks: report.wicks.map(wickToJson),
    secondOpinions: report.opinions.map(opinionToJson),
    elapsedMs,
    blocksPerSecond: perSecond(counts.blocks, elapsedMs),
    tradesPerSecond: perSecond(trades.novated, elapsedMs),
  };
}

/** Every key of a replay comes from its seed: whoever runs it is the quorum. */
const SOLO_QUORUM = "one operator: every validator key of this replay is derived from its seed";

const vaultToJson = ({ chain, asset, heldAtoms, balanceAtoms, ledgerAtoms, ...rest }: VaultHolding): Json => ({
  chain,
  asset,
  onChain: text(heldAtoms),
  ledger: text(ledgerAtoms),
  difference: text(rest.differenceAtoms),
  balance: text(balanceAtoms),
  unheard: text(rest.unheardAtoms),
  unproven: text(rest.unprovenAtoms),
});

const opinionToJson = ({ timeMs, sources, ...opinion }: SecondOpinion): Json => ({
  at: iso(timeMs),
  ...(plain(opinion) as { readonly [key: string]: Json }),
  sources: sources.map(({ underlyings, ...source }) => ({
    ...(plain(source) as { readonly [key: string]: Json }),
    underlyings: [...underlyings],
  })),
});

const wickToJson = ({ dislocation, sources, lowestIndex, lowestMark, ...wick }: Wick): Json => ({
  ...wick,
  sources: sources.map(({ lowest, lowestMs, ...source }) => ({
    ...source,
    lowest: dollars(lowest),
    lowestAt: iso(lowestMs),
  })),
  lowestIndexUsed: dollars(lowestIndex),
  lowestMarkUsed: dollars(lowestMark),
  widest: {
    at: iso(dislocation.timeMs),
    venue: dislocation.venue,
    printed: dollars(dislocation.printed),
    others: Object.fromEntries(dislocation.others.map(({ venue, printed }) => [venue, dollars(printed)])),
    indexUsed: dollars(dislocation.index),
    markUsed: dollars(dislocation.mark),
  },
});

const text = (value: bigint): string => value.toString();
const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** The members with their bigints as text. */
const plain = <T extends object>(members: T): Json =>
  Object.fromEntries(
    Object.entries(members).map(([key, value]) => [key, typeof value === "bigint" ? text(value) : (value as Json)]),
  );

function dollars(units: bigint): string {
  const digits = units.toString().padStart(FEED_DECIMALS + 1, "0");
  const whole = digits.slice(0, -FEED_DECIMALS);
  const rest = digits.slice(-FEED_DECIMALS).replace(/0+$/, "");
  return rest === "" ? whole : `${whole}.${rest}`;
}

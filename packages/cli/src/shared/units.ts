/**
 * Amounts, sizes and prices as people say them: decimals and symbols of assets, the size of contracts. A node tells them.
 *
 * @module
 */
import type { NovateClient } from "@novate/sdk";
import { amount, grouped, ratio } from "../terminal/figures.ts";
import type { Io } from "../terminal/io.ts";
import { type OutputFlags, print } from "./output.ts";

interface Asset {
  readonly symbol: string;
  readonly decimals: number;
}

interface Contract {
  readonly underlying: string;
  readonly feedDecimals: number;
  readonly tickFeedUnits: bigint;
  readonly tickValueAtoms: bigint;
  readonly cash: Asset | undefined;
  /** Of what is delivered at once: what one lot delivers. */
  readonly base: { readonly asset: Asset | undefined; readonly lotAtoms: bigint } | null;
}

/** What is not known stays in atoms, lots and ticks, and says so. */
export interface Units {
  /** Such as `1,234.50 USDC`. */
  money(atoms: string, assetId: number): string;
  /** The same in what a segment settles in; of an answer that names none, where all segments settle in one. */
  cash(atoms: string, segmentId?: number): string;
  symbol(assetId: number): string;
  /** What so many lots are, such as `0.25 BTC`. */
  size(lots: string, instrumentId: number): string;
  /** Such as `60,000.5`. */
  price(ticks: string, instrumentId: number): string;
}

export const moneyOf = (atoms: string, asset: Asset | undefined): string =>
  asset === undefined ? `${grouped(atoms)} atoms` : `${amount(atoms, asset.decimals)} ${asset.symbol}`;

/** Asks the node, for a page alone: every other form has what the API says. */
async function unitsOf(client: NovateClient, { output }: OutputFlags): Promise<Units> {
  if (output !== "table") return unitsFrom(new Map(), new Map(), new Map());
  const all = { limit: 500 };
  const [{ assets }, segments, { instruments }, underlyings, feeds] = await Promise.all([
    client.assets(),
    client.rows("segments", all),
    client.instruments(),
    client.rows("underlyings", all),
    client.rows("feeds", all),
  ]);
  const assetOf = new Map(assets.map((one): [number, Asset] => [one.assetId, one]));
  const cashOf = new Map(segments.rows.map((row) => [row.segmentId, assetOf.get(row.settlementAssetId)]));
  const feedOf = new Map(feeds.rows.map(({ spec }) => [spec.feedId, spec]));
  const underlyingOf = new Map(underlyings.rows.map(({ spec }) => [spec.underlyingId, spec]));
  const contracts = instruments.map(({ instrumentId, underlyingId, segmentId, terms, ...spec }): [number, Contract] => {
    const underlying = underlyingOf.get(underlyingId);
    const contract = {
      underlying: underlying?.symbol ?? "",
      feedDecimals: feedOf.get(underlying?.indexFeedId ?? -1)?.decimals ?? 0,
      tickFeedUnits: BigInt(spec.tickFeedUnits),
      tickValueAtoms: BigInt(spec.tickValueAtoms),
      cash: cashOf.get(segmentId),
      base:
        terms.type === "Spot" ? { asset: assetOf.get(terms.baseAssetId), lotAtoms: BigInt(terms.lotBaseAtoms) } : null,
    };
    return [instrumentId, contract];
  });
  return unitsFrom(assetOf, cashOf, new Map(contracts));
}

export function unitsFrom(
  assets: ReadonlyMap<number, Asset>,
  cashOf: ReadonlyMap<number, Asset | undefined>,
  contracts: ReadonlyMap<number, Contract>,
): Units {
  const everyCash = new Set(cashOf.values());
  const onlyCash = everyCash.size === 1 ? [...everyCash][0] : undefined;
  return {
    money: (atoms, assetId) => moneyOf(atoms, assets.get(assetId)),
    cash: (atoms, segmentId) => moneyOf(atoms, segmentId === undefined ? onlyCash : cashOf.get(segmentId)),
    symbol: (assetId) => assets.get(assetId)?.symbol ?? `asset ${assetId}`,
    size(lots, instrumentId) {
      const contract = contracts.get(instrumentId);
      return contract === undefined ? `${grouped(lots)} lots` : sizeOf(BigInt(lots), contract);
    },
    price(ticks, instrumentId) {
      const contract = contracts.get(instrumentId);
      if (contract === undefined) return `${grouped(ticks)} ticks`;
      return ratio(BigInt(ticks) * contract.tickFeedUnits, 10n ** BigInt(contract.feedDecimals));
    },
  };
}

/** A lot gains `tickValueAtoms` where the price moves by `tickFeedUnits`: it is as much of the underlying as gains that. */
function sizeOf(lots: bigint, { base, cash, underlying, ...contract }: Contract): string {
  if (base !== null) return moneyOf(String(lots * base.lotAtoms), base.asset);
  if (cash === undefined || contract.tickFeedUnits === 0n) return `${grouped(lots)} lots`;
  const above = lots * contract.tickValueAtoms * 10n ** BigInt(contract.feedDecimals);
  return `${ratio(above, contract.tickFeedUnits * 10n ** BigInt(cash.decimals))} ${underlying}`;
}

/** How a node's answer is shown to people, with the units of its house. */
interface UnitShape<Answer> {
  readonly page: (answer: Answer, units: Units) => string;
  readonly records?: (answer: Answer) => readonly object[];
}

/** Prints what a node answers in the form that was asked for. */
export async function printAnswer<Answer>(
  client: NovateClient,
  asked: Answer | Promise<Answer>,
  flags: OutputFlags,
  io: Io,
  { page, ...shape }: UnitShape<Answer>,
): Promise<void> {
  const [answer, units] = await Promise.all([asked, unitsOf(client, flags)]);
  print(answer, flags, io, { ...shape, page: (one) => page(one, units) });
}

/**
 * `novate market`: what is traded, and how each market stands.
 *
 * @module
 */
import { E6 } from "@novate/num";
import type { Answers } from "@novate/wire";
import type { AddCommand } from "../shared/command.ts";
import { marketArgument, marketIdOf } from "../shared/marketAsked.ts";
import { addRemoteFlags, clientOf, type RemoteFlags } from "../shared/remote.ts";
import { printAnswer, type Units } from "../shared/units.ts";
import { amount, grouped, instant, percent, words } from "../terminal/figures.ts";
import { factLines, tableLines } from "../terminal/table.ts";

export const addMarket: AddCommand = (program, io) => {
  const market = program.command("market");
  addRemoteFlags(market.command("list"))
    .description("Every instrument.")
    .action((flags: RemoteFlags) => {
      const client = clientOf(flags);
      const shape = { page: listPage, records: ({ instruments }: Answers["instruments"]) => instruments };
      return printAnswer(client, client.instruments(), flags, io, shape);
    });
  addRemoteFlags(market.command("show"))
    .description("One market: mode, mark, index, open interest.")
    .argument("<market>", "its symbol or its id, as `market list` shows them", marketArgument)
    .action(async (market: number | string, flags: RemoteFlags) => {
      const client = clientOf(flags);
      const id = await marketIdOf(client, market);
      await printAnswer(client, client.market(id), flags, io, { page: showPage });
    });
};

const listPage = ({ instruments }: Answers["instruments"], units: Units): string =>
  tableLines(
    [
      ["ID", "right"],
      ["SYMBOL", "left"],
      ["KIND", "left"],
      ["SEGMENT", "right"],
      ["A LOT IS", "right"],
      ["EXPIRY (UTC)", "left"],
    ],
    instruments.map((one) => [
      String(one.instrumentId),
      one.symbol,
      one.terms.type.toLowerCase(),
      String(one.segmentId),
      units.size("1", one.instrumentId),
      "expiryMs" in one.terms ? instant(one.terms.expiryMs) : "",
    ]),
  );

function showPage(market: Answers["market"], units: Units): string {
  const { instrumentId, mark, openLots } = market;
  return factLines([
    ["market", `${market.symbol} (${market.instrumentId}), ${words(market.status)}`],
    ["mode", modeText(market)],
    ["mark", mark === null ? "none yet" : `${units.price(mark.priceTicks, instrumentId)} at ${instant(mark.atMs)}`],
    ["index", indexText(market.index)],
    ["open interest", `${grouped(openLots)} lots, ${units.size(openLots, instrumentId)}`],
    ["scan range", percent(Number(market.scanRangePpm) / E6)],
    ["for new risk", percent(Number(market.newRiskRangePpm) / E6)],
    ...market.announcedRanges.map(
      ({ rangePpm, bindsAtMs }) => ["rises to", `${percent(Number(rangePpm) / E6)} at ${instant(bindsAtMs)}`] as const,
    ),
    ...rulesLines(market.announcedRules),
    ["as of block", grouped(market.height)],
  ]);
}

/** What a trade meets; where market and underlying differ, what each says. */
const modeText = ({ mode, underlyingMode, effectiveMode }: Answers["market"]): string =>
  mode === underlyingMode
    ? words(effectiveMode)
    : `${words(effectiveMode)}: the market is ${words(mode)}, its underlying ${words(underlyingMode)}`;

const rulesLines = (rules: Answers["market"]["announcedRules"]): (readonly [string, string])[] =>
  rules === null
    ? []
    : [["rules to come", `bundle ${rules.bundleId} at ${instant(rules.activatesAtMs)}: ${rules.changes.join(", ")}`]];

const indexText = ({ value, confidence, decimals, sourceCount, aggregatedAtMs }: Answers["market"]["index"]): string =>
  sourceCount === 0
    ? "none yet"
    : `${amount(value, decimals)} ± ${amount(confidence, decimals)} of ${sourceCount} sources at ${instant(aggregatedAtMs)}`;

/**
 * `novate market`: what is traded, and how each market stands.
 *
 * @module
 */
import { E6 } from "@novate/num";
import type { Answers } from "@novate/wire";
import type { AddCommand } from "../shared/command.ts";
import { print } from "../shared/output.ts";
import { addRemoteFlags, clientOf, idNumber, type RemoteFlags } from "../shared/remote.ts";
import { amount, grouped, instant, percent } from "../terminal/figures.ts";
import { factLines, tableLines } from "../terminal/table.ts";

export const addMarket: AddCommand = (program, io) => {
  const market = program.command("market");
  addRemoteFlags(market.command("list"))
    .description("Every instrument.")
    .action(async (flags: RemoteFlags) =>
      print(await clientOf(flags).instruments(), flags, io, {
        page: listPage,
        records: ({ instruments }) => instruments,
      }),
    );
  addRemoteFlags(market.command("show"))
    .description("One market: mode, mark, index, open interest.")
    .argument("<instrument>", "its id, as `market list` shows", idNumber)
    .action(async (id: number, flags: RemoteFlags) =>
      print(await clientOf(flags).market(id), flags, io, { page: showPage }),
    );
};

const listPage = ({ instruments }: Answers["instruments"]): string =>
  tableLines(
    [
      ["ID", "right"],
      ["SYMBOL", "left"],
      ["KIND", "left"],
      ["SEGMENT", "right"],
      ["TICK VALUE (atoms)", "right"],
      ["EXPIRY (UTC)", "left"],
    ],
    instruments.map((one) => [
      String(one.instrumentId),
      one.symbol,
      one.terms.type.toLowerCase(),
      String(one.segmentId),
      grouped(one.tickValueAtoms),
      "expiryMs" in one.terms ? instant(one.terms.expiryMs) : "",
    ]),
  );

const showPage = (market: Answers["market"]): string =>
  factLines([
    ["market", `${market.symbol} (${market.instrumentId}), ${market.status}`],
    [
      "mode",
      market.mode === market.underlyingMode ? market.mode : `${market.mode} (underlying ${market.underlyingMode})`,
    ],
    [
      "mark",
      market.mark === null ? "none yet" : `${grouped(market.mark.priceTicks)} ticks at ${instant(market.mark.atMs)}`,
    ],
    ["index", indexText(market.index)],
    ["open interest", `${grouped(market.openLots)} lots`],
    ["scan range", percent(Number(market.scanRangePpm) / E6)],
    ["for new risk", percent(Number(market.newRiskRangePpm) / E6)],
    ...market.announcedRanges.map(
      ({ rangePpm, bindsAtMs }) => ["rises to", `${percent(Number(rangePpm) / E6)} at ${instant(bindsAtMs)}`] as const,
    ),
    ...rulesLines(market.announcedRules),
    ["as of block", grouped(market.height)],
  ]);

const rulesLines = (rules: Answers["market"]["announcedRules"]): (readonly [string, string])[] =>
  rules === null
    ? []
    : [["rules to come", `bundle ${rules.bundleId} at ${instant(rules.activatesAtMs)}: ${rules.changes.join(", ")}`]];

const indexText = ({ value, confidence, decimals, sourceCount, aggregatedAtMs }: Answers["market"]["index"]): string =>
  sourceCount === 0
    ? "none yet"
    : `${amount(value, decimals)} ± ${amount(confidence, decimals)} of ${sourceCount} sources at ${instant(aggregatedAtMs)}`;

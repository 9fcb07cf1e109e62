/**
 * An account on a page.
 *
 * @module
 */
import type { Answers } from "@novate/wire";
import type { Units } from "../shared/units.ts";
import { grouped, instant, words } from "../terminal/figures.ts";
import { factLines, tableLines } from "../terminal/table.ts";

type Account = Answers["account"];

export function accountPage(account: Account, units: Units): string {
  const { health, breach, call, balances, positions } = account;
  const cash = (atoms: string): string => units.cash(atoms, account.segmentId);
  const parts = [
    factLines([
      ["account", `${account.accountId}, ${[account.method, account.role, account.status].map(words).join(", ")}`],
      ["owner", account.owner],
      ["segment", String(account.segmentId)],
      ["opened", `${instant(account.openedAtMs)} UTC`],
      ["as of block", grouped(account.height)],
      ["equity", cash(health.equityAtoms)],
      ["  at its low end", `${cash(health.equityLowAtoms)}, for new risk and outflows`],
      ["  at its high end", `${cash(health.entryEquityAtoms)}, before anything is taken`],
      ["initial margin", cash(health.initialAtoms)],
      ["maintenance margin", cash(health.maintenanceAtoms)],
      ["breach within the hour", breachText(breach)],
      ["call", call === null ? "none" : `${cash(call.amountAtoms)} by ${instant(call.byMs)} UTC`],
      ["close-out level", cash(health.closeOutAtoms)],
      ["notional", cash(health.notionalAtoms)],
    ]),
    balances.length === 0
      ? "no balance\n"
      : tableLines(
          [["BALANCE", "right"]],
          balances.map(({ assetId, amountAtoms }) => [units.money(amountAtoms, assetId)]),
        ),
    positions.length === 0
      ? "no position\n"
      : tableLines(
          [
            ["POSITION", "left"],
            ["LOTS", "right"],
            ["SIZE", "right"],
            ["COST", "right"],
            ["MARK", "right"],
          ],
          positions.map(({ symbol, instrumentId, lots, costAtoms, markTicks }) => [
            symbol,
            grouped(lots),
            units.size(lots, instrumentId),
            cash(costAtoms),
            units.price(markTicks, instrumentId),
          ]),
        ),
  ];
  return parts.join("\n");
}

/** Such as `3.71 %: watch`. */
function breachText({ probabilityPpm, level }: Account["breach"]): string {
  const chance = `${(Number(probabilityPpm) / 10_000).toFixed(2)} %`;
  return level === "none" ? chance : `${chance}: ${level}`;
}

export const callsPage = ({ calls, nextCursor }: Answers["calls"], units: Units): string =>
  calls.length === 0
    ? "no call\n"
    : tableLines(
        [
          ["ACCOUNT", "right"],
          ["CALL", "right"],
          ["BY (UTC)", "left"],
          ["CALLED (UTC)", "left"],
          ["INITIAL MARGIN", "right"],
        ],
        calls.map((one) => [
          String(one.accountId),
          units.cash(one.amountAtoms),
          instant(one.byMs),
          instant(one.calledAtMs),
          units.cash(one.initialAtoms),
        ]),
      ) + (nextCursor === null ? "" : `\nmore: --cursor ${nextCursor}\n`);

export const accountList = ({ accounts }: Answers["accounts"], units: Units): string =>
  accounts.length === 0
    ? "no account\n"
    : tableLines(
        [
          ["ID", "right"],
          ["SEGMENT", "right"],
          ["METHOD", "left"],
          ["STATUS", "left"],
          ["EQUITY", "right"],
          ["INITIAL MARGIN", "right"],
          ["POSITIONS", "right"],
        ],
        accounts.map((one) => [
          String(one.accountId),
          String(one.segmentId),
          one.method,
          words(one.status),
          units.cash(one.health.equityAtoms, one.segmentId),
          units.cash(one.health.initialAtoms, one.segmentId),
          String(one.positions.length),
        ]),
      );

/** What is below is a duration, and no time since 1970. */
const EARLIEST_MS = 1_000_000_000_000;

/** A field of an event in the units that its event names. */
function fieldText(name: string, value: string, fields: Readonly<Record<string, unknown>>, units: Units): string {
  const { assetId, segmentId, instrumentId } = fields as Readonly<Record<string, number | undefined>>; // ids of the schema
  const bare = words(name.replace(/(Atoms|Ticks|Id|Ms|Lots)$/, ""));
  if (name.endsWith("Atoms"))
    return `${bare} ${assetId === undefined ? units.cash(value, segmentId) : units.money(value, assetId)}`;
  if (name === "assetId") return `asset ${units.symbol(Number(value))}`;
  if (name.endsWith("Id")) return `${bare} ${value}`;
  if (name.endsWith("Ms") && Number(value) > EARLIEST_MS) return `${bare} ${instant(Number(value))}`;
  if (instrumentId === undefined) return `${words(name)} ${value}`;
  if (name.endsWith("Ticks")) return `${bare} ${units.price(value, instrumentId)}`;
  if (!/lots$/i.test(name)) return `${words(name)} ${value}`;
  return `${words(name)} ${grouped(value)} (${units.size(value, instrumentId)})`;
}

export const ledgerPage = ({ events, nextCursor }: Answers["events"], units: Units): string =>
  events.length === 0
    ? "no event\n"
    : tableLines(
        [
          ["TIME (UTC)", "left"],
          ["BLOCK", "right"],
          ["EVENT", "left"],
          ["", "left"],
        ],
        events.map(({ timeMs, height, event: { type, ...fields } }) => [
          instant(timeMs),
          grouped(height),
          type,
          Object.entries(fields)
            .filter(([, value]) => typeof value !== "object")
            .map(([name, value]) => fieldText(name, String(value), fields, units))
            .join(", "),
        ]),
      ) + (nextCursor === null ? "" : `\nmore: --cursor ${nextCursor}\n`);

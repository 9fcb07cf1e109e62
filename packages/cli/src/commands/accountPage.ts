/**
 * An account on a page.
 *
 * @module
 */
import type { Answers } from "@novate/wire";
import { amount, grouped, instant } from "../terminal/figures.ts";
import { factLines, tableLines } from "../terminal/table.ts";

type Account = Answers["account"];

/** Decimals of each asset, by its id. */
export type DecimalsOf = ReadonlyMap<number, number>;

export function accountPage(account: Account, decimalsOf: DecimalsOf): string {
  const { health, breach, call, balances, positions } = account;
  const parts = [
    factLines([
      ["account", `${account.accountId}, ${account.method}, ${account.role}, ${account.status}`],
      ["owner", account.owner],
      ["segment", String(account.segmentId)],
      ["opened", `${instant(account.openedAtMs)} UTC`],
      ["as of block", grouped(account.height)],
      ["equity", `${grouped(health.equityAtoms)} atoms`],
      ["  at its low end", `${grouped(health.equityLowAtoms)} atoms, for new risk and outflows`],
      ["  at its high end", `${grouped(health.entryEquityAtoms)} atoms, before anything is taken`],
      ["initial margin", `${grouped(health.initialAtoms)} atoms`],
      ["maintenance margin", `${grouped(health.maintenanceAtoms)} atoms`],
      ["breach within the hour", breachText(breach)],
      ["call", call === null ? "none" : callText(call)],
      ["close-out level", `${grouped(health.closeOutAtoms)} atoms`],
      ["notional", `${grouped(health.notionalAtoms)} atoms`],
    ]),
    balances.length === 0
      ? "no balance\n"
      : tableLines(
          [
            ["ASSET", "left"],
            ["BALANCE", "right"],
          ],
          balances.map(({ assetId, symbol, amountAtoms }) => [
            symbol,
            amount(amountAtoms, decimalsOf.get(assetId) ?? 0),
          ]),
        ),
    positions.length === 0
      ? "no position\n"
      : tableLines(
          [
            ["POSITION", "left"],
            ["LOTS", "right"],
            ["COST (atoms)", "right"],
            ["MARK (ticks)", "right"],
          ],
          positions.map((one) => [one.symbol, grouped(one.lots), grouped(one.costAtoms), grouped(one.markTicks)]),
        ),
  ];
  return parts.join("\n");
}

/** Such as `3.71 %: watch`. */
function breachText({ probabilityPpm, level }: Account["breach"]): string {
  const chance = `${(Number(probabilityPpm) / 10_000).toFixed(2)} %`;
  return level === "none" ? chance : `${chance}: ${level}`;
}

const callText = ({ amountAtoms, byMs }: NonNullable<Account["call"]>): string =>
  `${grouped(amountAtoms)} atoms by ${instant(byMs)} UTC`;

export const callsPage = ({ calls, nextCursor }: Answers["calls"]): string =>
  calls.length === 0
    ? "no call\n"
    : tableLines(
        [
          ["ACCOUNT", "right"],
          ["CALL (atoms)", "right"],
          ["BY (UTC)", "left"],
          ["CALLED (UTC)", "left"],
          ["INITIAL MARGIN (atoms)", "right"],
        ],
        calls.map((one) => [
          String(one.accountId),
          grouped(one.amountAtoms),
          instant(one.byMs),
          instant(one.calledAtMs),
          grouped(one.initialAtoms),
        ]),
      ) + (nextCursor === null ? "" : `\nmore: --cursor ${nextCursor}\n`);

export const accountList = ({ accounts }: Answers["accounts"]): string =>
  accounts.length === 0
    ? "no account\n"
    : tableLines(
        [
          ["ID", "right"],
          ["SEGMENT", "right"],
          ["METHOD", "left"],
          ["STATUS", "left"],
          ["EQUITY (atoms)", "right"],
          ["INITIAL MARGIN (atoms)", "right"],
          ["POSITIONS", "right"],
        ],
        accounts.map((one) => [
          String(one.accountId),
          String(one.segmentId),
          one.method,
          one.status,
          grouped(one.health.equityAtoms),
          grouped(one.health.initialAtoms),
          String(one.positions.length),
        ]),
      );

export const ledgerPage = ({ events, nextCursor }: Answers["events"]): string =>
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
            .map(([name, value]) => `${name} ${String(value)}`)
            .join(", "),
        ]),
      ) + (nextCursor === null ? "" : `\nmore: --cursor ${nextCursor}\n`);

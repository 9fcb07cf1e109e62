/**
 * INV-014: what leaves stays within the windows, by a second reckoning of shares and of the common part.
 *
 * @module
 */
import type { CollateralRow, EventOf, ExitRow, OutflowWindow } from "@novate/codec";
import { atoms, DAY_MS, HOUR_MS, PPM_ONE } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { ceil, floor } from "../sums.ts";
import { isWaiting } from "../waiting.ts";
import { isFeedFresh } from "../worth.ts";
import type { Entries } from "./entry.ts";
import { heldNow } from "./haircuts.ts";

const NOTHING = atoms(0n);
const NO_PART = { startMs: 0, inAtoms: NOTHING, ownAtoms: NOTHING, commonAtoms: NOTHING };
const least = (left: bigint, right: bigint): bigint => (left < right ? left : right);
const most = (left: bigint, right: bigint): bigint => (left > right ? left : right);

/** Books `amount` into the house: holdings, windows and the account's part of them. */
export function bookInflow(ledger: Ledger, accountId: number, assetId: number, amount: bigint): void {
  const { segmentId } = ledger.account(accountId);
  const key = `${segmentId}/${assetId}`;
  const before = ledger.must("collaterals", key);
  const rise = riseOf(ledger, accountId, assetId, ledger.balance(accountId, assetId) + amount);
  let exit = freshened(ledger, accountId, assetId, rise);
  let row = before;
  for (const name of ["hour", "day"] as const) {
    const { whole, part } = windowOf(ledger, segmentId, assetId, before, exit, name);
    const back = least(amount, part.commonAtoms);
    row = { ...row, [name]: moved(whole, -amount, back - amount, 0n, back) };
    const [inAtoms, commonAtoms] = [atoms(part.inAtoms + amount - back), atoms(part.commonAtoms - back)];
    exit = { ...exit, [name]: { ...part, inAtoms, commonAtoms } };
  }
  ledger.put("collaterals", heldNow(ledger, row, row.heldAtoms + amount));
  ledger.put("exits", { ...exit, touchedAtMs: ledger.timeMs });
}

/** Takes `amount` out of what the segment holds, or puts it back: it waits, or does so no more. */
export function bookHeld(ledger: Ledger, accountId: number, assetId: number, change: bigint, waits = 0n): void {
  const { segmentId } = ledger.account(accountId);
  const row = ledger.must("collaterals", `${segmentId}/${assetId}`);
  const held = row.heldAtoms + change;
  check("INV-014", held >= 0n, () => `more of asset ${assetId} left than segment ${segmentId} held`);
  ledger.put("collaterals", heldNow(ledger, row, held, waits));
}

/**
 * Books what a turn gave of the windows, which must be the account's own, or in the small lane, or common. Answers how much of it
 * had come in within the hour.
 */
export function bookGrant(
  ledger: Ledger,
  accountId: number,
  assetId: number,
  grant: EventOf<"WithdrawalGranted">,
): bigint {
  const { segmentId } = ledger.account(accountId);
  const key = `${segmentId}/${assetId}`;
  const before = ledger.must("collaterals", key);
  const waiting = sum(ledger.rows("outbox"), (each) =>
    each.accountId === accountId && each.assetId === assetId && isWaiting(ledger, each)
      ? each.amountAtoms - each.grantedAtoms
      : 0n,
  );
  let exit = rowOf(ledger, accountId, assetId);
  let row = before;
  let sameHour = 0n;
  for (const name of ["hour", "day"] as const) {
    const { ownAtoms: own, laneAtoms: lane, commonAtoms: common } = grant[name];
    const { limit, whole, part } = windowOf(ledger, segmentId, assetId, before, exit, name);
    const main = limit - floor(limit, 5n);
    const held = before.heldAtoms + waitingOf(ledger, segmentId, assetId) + most(whole.netOutAtoms, 0n);
    const stood = ledger.balance(accountId, assetId) + waiting + part.ownAtoms - freshOf(exit, ledger.timeMs);
    const share = stood > 0n && held > 0n ? floor(main * stood, held) : 0n;
    const owned = least(share + part.inAtoms - part.ownAtoms, main - whole.ownAtoms);
    if (name === "hour") sameHour = least(own, most(part.inAtoms - part.ownAtoms, 0n));
    checkEqual("WDR-035", own + lane + common, grant.amountAtoms, `parts of a grant in the ${name}`);
    check("INV-014", own >= 0n && lane >= 0n && common >= 0n, () => "a part of a grant is below zero");
    check("INV-014", own <= most(owned, 0n), () => `${own} of asset ${assetId} left as account ${accountId}'s own`);
    check("INV-014", lane <= whole.laneAtoms, () => `${lane} of asset ${assetId} left in one ${name}'s small lane`);
    check("INV-014", common <= whole.commonAtoms, () => `${common} of asset ${assetId} left in one ${name}`);
    row = { ...row, [name]: moved(whole, grant.amountAtoms, own, -lane, -common) };
    const [ownAtoms, commonAtoms] = [atoms(part.ownAtoms + own), atoms(part.commonAtoms + lane + common)];
    exit = { ...exit, [name]: { ...part, ownAtoms, commonAtoms } };
  }
  ledger.put("collaterals", heldNow(ledger, row, row.heldAtoms, -grant.amountAtoms));
  ledger.put("exits", { ...exit, touchedAtMs: ledger.timeMs });
  return sameHour;
}

function windowOf(
  ledger: Ledger,
  segmentId: number,
  assetId: number,
  row: CollateralRow,
  exit: ExitRow,
  name: "hour" | "day",
) {
  const last = limitOf(ledger, segmentId, assetId, name, row[name]);
  const open = begun(row[name], name === "hour" ? HOUR_MS : DAY_MS, last, ledger.timeMs);
  const limit = limitOf(ledger, segmentId, assetId, name, open);
  const whole = open.startMs === row[name].startMs ? open : { ...open, laneAtoms: atoms(floor(limit, 5n)) };
  const part = exit[name].startMs === whole.startMs ? exit[name] : { ...NO_PART, startMs: whole.startMs };
  return { limit, whole, part };
}

/** By a second count, of the withdrawals themselves. */
const waitingOf = (ledger: Ledger, segmentId: number, assetId: number): bigint =>
  sum(ledger.rows("outbox"), (each) =>
    isWaiting(ledger, each) && each.assetId === assetId && ledger.account(each.accountId).segmentId === segmentId
      ? each.amountAtoms - each.grantedAtoms
      : 0n,
  );

function sum<Row>(rows: Iterable<Row>, of: (row: Row) => bigint): bigint {
  let total = 0n;
  for (const row of rows) total += of(row);
  return total;
}

/** Books a balance that something else than custody, fees and interest moved: its rise is fresh, its fall takes that first. */
export function bookMoved(ledger: Ledger, accountId: number, assetId: number, after: bigint): void {
  const change = riseOf(ledger, accountId, assetId, after);
  const row = rowOf(ledger, accountId, assetId);
  const stood = ledger.balance(accountId, assetId) - freshOf(row, ledger.timeMs);
  if (change > 0n) ledger.put("exits", freshened(ledger, accountId, assetId, change));
  else if (change < 0n && row.fresh.length > 0) ledger.put("exits", faded(row, -change, ledger.timeMs));
  ledger.setBalance(accountId, assetId, after);
  const stands = after - freshOf(rowOf(ledger, accountId, assetId), ledger.timeMs);
  check("WDR-028", stands <= most(stood, 0n), () => `account ${accountId} has ${stands - stood} seasoned at once`);
}

/** The same of settlement cash. */
export const bookCash = (ledger: Ledger, accountId: number, after: bigint): void =>
  bookMoved(ledger, accountId, ledger.settlementAsset(accountId), after);

/** What a balance rises by; a debt counts as nothing. */
const riseOf = (ledger: Ledger, accountId: number, assetId: number, after: bigint): bigint =>
  most(after, 0n) - most(ledger.balance(accountId, assetId), 0n);

/** The row once so much has gone, from the youngest on; an hour that is all gone leaves it. */
function faded(row: ExitRow, gone: bigint, timeMs: number): ExitRow {
  const fresh = row.fresh.filter((hour) => weightOf(hour, timeMs) > 0n).map((hour) => ({ ...hour }));
  let left = gone;
  for (const hour of [...fresh].reverse()) {
    const weight = weightOf(hour, timeMs);
    const taken = least(hour.amountAtoms, floor(left * BigInt(DAY_MS), weight));
    left -= ceil(taken * weight, BigInt(DAY_MS));
    hour.amountAtoms = atoms(hour.amountAtoms - taken);
  }
  return { ...row, fresh: fresh.filter(({ amountAtoms }) => amountAtoms > 0n) };
}

export const exitEntries: Entries<"ExitForgotten"> = {
  ExitForgotten(ledger, { accountId, assetId }) {
    const { touchedAtMs } = rowOf(ledger, accountId, assetId);
    check(
      "INV-027",
      ledger.timeMs >= touchedAtMs + 25 * HOUR_MS,
      () => `account ${accountId} was forgotten while fresh`,
    );
    ledger.remove("exits", `${accountId}/${assetId}`);
  },
};

const rowOf = (ledger: Ledger, accountId: number, assetId: number): ExitRow =>
  ledger.get("exits", `${accountId}/${assetId}`) ?? {
    accountId,
    assetId,
    fresh: [],
    hour: NO_PART,
    day: NO_PART,
    touchedAtMs: 0,
  };

function freshened(ledger: Ledger, accountId: number, assetId: number, amount: bigint): ExitRow {
  const row = rowOf(ledger, accountId, assetId);
  const hour = ledger.timeMs - (ledger.timeMs % HOUR_MS);
  const [now, others] = [
    row.fresh.filter((each) => each.startMs === hour),
    row.fresh.filter((each) => each.startMs < hour),
  ];
  const kept = others.filter((each) => weightOf(each, ledger.timeMs) > 0n);
  const fresh = [...kept, { startMs: hour, amountAtoms: atoms((now[0]?.amountAtoms ?? 0n) + amount) }];
  return { ...row, fresh, touchedAtMs: ledger.timeMs };
}

/** The part of a day that an hour's inflow is still fresh for, in milliseconds: all of it until its hour is over. */
const weightOf = ({ startMs }: { readonly startMs: number }, timeMs: number): bigint => {
  const passed = timeMs - startMs - HOUR_MS;
  return passed <= 0 ? BigInt(DAY_MS) : most(BigInt(DAY_MS - passed), 0n);
};

const freshOf = ({ fresh }: ExitRow, timeMs: number): bigint =>
  fresh.reduce((sum, hour) => sum + ceil(hour.amountAtoms * weightOf(hour, timeMs), BigInt(DAY_MS)), 0n);

function begun(window: OutflowWindow, lengthMs: number, limit: bigint, timeMs: number): OutflowWindow {
  const passed = Math.floor((timeMs - window.startMs) / lengthMs);
  if (passed === 0) return window;
  const unused = passed === 1 ? most(limit - most(window.netOutAtoms, 0n), 0n) : limit;
  return { startMs: timeMs, netOutAtoms: NOTHING, ownAtoms: NOTHING, laneAtoms: NOTHING, commonAtoms: atoms(unused) };
}

// wide: the window, and what moves of each of its figures
const moved = (window: OutflowWindow, out: bigint, own: bigint, lane: bigint, common: bigint): OutflowWindow => ({
  startMs: window.startMs,
  netOutAtoms: atoms(window.netOutAtoms + out),
  ownAtoms: atoms(window.ownAtoms + own),
  laneAtoms: atoms(window.laneAtoms + lane),
  commonAtoms: atoms(window.commonAtoms + common),
});

/** The window's part of what the segment held when it began, or the small lane in atoms of the asset. */
function limitOf(
  ledger: Ledger,
  segmentId: number,
  assetId: number,
  name: "hour" | "day",
  window: OutflowWindow,
): bigint {
  const { parameters, settlementAssetId } = ledger.must("segments", segmentId);
  const { withdrawalHourPpm, withdrawalDayPpm, withdrawalSmallLaneAtoms } = parameters.clearing;
  const row = ledger.must("collaterals", `${segmentId}/${assetId}`);
  const held = row.heldAtoms + waitingOf(ledger, segmentId, assetId) + most(window.netOutAtoms, 0n);
  const share = floor(held * (name === "hour" ? withdrawalHourPpm : withdrawalDayPpm), PPM_ONE);
  return most(share, laneOf(ledger, settlementAssetId, assetId, withdrawalSmallLaneAtoms));
}

function laneOf(ledger: Ledger, settlementAssetId: number, assetId: number, lane: bigint): bigint {
  if (assetId === settlementAssetId) return lane;
  const [asset, unit] = [ledger.must("assets", assetId), ledger.must("assets", settlementAssetId)];
  if (!isFeedFresh(ledger, asset.priceFeedId) || !isFeedFresh(ledger, unit.priceFeedId)) return 0n;
  const [price, par] = [ledger.must("feeds", asset.priceFeedId), ledger.must("feeds", unit.priceFeedId)];
  const ten = (exponent: number) => 10n ** BigInt(exponent);
  return floor(
    lane * par.value * ten(price.spec.decimals + asset.decimals),
    price.value * ten(par.spec.decimals + unit.decimals),
  );
}

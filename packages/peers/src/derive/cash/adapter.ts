/**
 * Reads `derive-cash` case files: parallel lists of 1e18 figures, one entry an event.
 *
 * StartingBalances are those of Alice, Bob, Charlie, David, Eric and the security module. EventsVec[i] is { key1: kind,
 * key2: account, key3: other account, key4: amount, key5: days since the event before }; SMFeeShare[i] is the module's
 * share of the interest of that time. Expected: totalSupplys, totalBorrows and balanceOfs to 1 USD, utilizations to 1e-6.
 * @module
 */
import type { Field } from "../../caseFile/field.ts";
import { type Figure, judge, type ProfileCaseResult, type Tolerance } from "../../caseFile/result.ts";
import { itemOf, WAD, wad } from "../fixedPoint.ts";
import {
  accrue,
  borrowRate,
  type CashLedger,
  cover,
  deposit,
  SECURITY_MODULE,
  settle,
  totalBorrow,
  totalSupply,
  trade,
  utilization,
} from "./ledger.ts";
import { DERIVE_CASH, type RateModel } from "./profile.ts";

const ACCOUNTS = ["Alice", "Bob", "Charlie", "David", "Eric", SECURITY_MODULE];
/** Derive's year. */
const YEAR_DAYS = 365;
const DOLLAR: Tolerance = { absolute: WAD, relative: 0 };
const MILLIONTH: Tolerance = { absolute: 1e-6 * WAD, relative: 0 };
const LISTS = ["totalSupplys", "totalBorrows", "balanceOfs", "utilizations", "borrowRates"] as const;

function readRateModel(field: Field): RateModel {
  if (!field.exists) return DERIVE_CASH;
  return {
    minimum: field.get("minRate").numberOr(DERIVE_CASH.minimum),
    slope: field.get("rateMultiplier").numberOr(DERIVE_CASH.slope),
    highSlope: field.get("highRateMultiplier").numberOr(DERIVE_CASH.highSlope),
    optimal: field.get("optimalUtil").numberOr(DERIVE_CASH.optimal),
  };
}

const accountOf = (field: Field): string =>
  ACCOUNTS.includes(field.text) ? field.text : field.refuse("FieldUnknown", `must be one of ${ACCOUNTS.join(", ")}`);

function apply(ledger: CashLedger, event: Field): CashLedger {
  const kind = event.get("key1");
  const amount = event.get("key4").number / WAD;
  const account = (): string => accountOf(event.get("key2"));
  switch (kind.text) {
    case "START":
      return ledger;
    case "TRADE":
      return trade(ledger, account(), accountOf(event.get("key3")), amount);
    case "SETTLEMENT":
      return settle(ledger, account(), amount);
    case "BORROW":
    case "WITHDRAW":
    case "DEPOSIT":
      return deposit(ledger, account(), amount);
    case "INSOLVENCY":
      return cover(ledger, account(), amount);
    default:
      return kind.refuse("FieldUnknown", "must be START, TRADE, SETTLEMENT, BORROW, WITHDRAW, DEPOSIT or INSOLVENCY");
  }
}

function startingLedger(field: Field): CashLedger {
  const balances = new Map(ACCOUNTS.map((name, index) => [name, wad(itemOf(field.get("StartingBalances"), index))]));
  const ledger = { balances, held: 0, netSettled: 0 };
  return { ...ledger, held: totalSupply(ledger) - totalBorrow(ledger) };
}

/** Replays the sequence and answers the figures after every event. */
export function runCashCase(name: string, field: Field): ProfileCaseResult {
  const model = readRateModel(field.get("rateModel"));
  const figures: Record<(typeof LISTS)[number], number[]> = {
    totalSupplys: [],
    totalBorrows: [],
    balanceOfs: [],
    utilizations: [],
    borrowRates: [],
  };
  let ledger = startingLedger(field);
  for (const [index, event] of field.get("EventsVec").list.entries()) {
    const days = event.get("key5").notNegative / WAD;
    const moduleShare = itemOf(field.get("SMFeeShare"), index).within(0, WAD) / WAD;
    ledger = apply(accrue(ledger, model, days / YEAR_DAYS, moduleShare), event);
    const used = utilization(ledger);
    figures.totalSupplys.push(totalSupply(ledger) * WAD);
    figures.totalBorrows.push(totalBorrow(ledger) * WAD);
    figures.balanceOfs.push(ledger.held * WAD);
    figures.utilizations.push(used * WAD);
    figures.borrowRates.push(borrowRate(model, used) * WAD);
  }
  const expected: Record<string, Figure> = {};
  for (const list of LISTS) {
    if (field.get(list).exists) expected[list] = field.get(list).list.map((item) => item.number);
  }
  const isRate = (figure: string): boolean => figure === "utilizations" || figure === "borrowRates";
  return judge(name, figures, expected, (figure) => (isRate(figure) ? MILLIONTH : DOLLAR));
}

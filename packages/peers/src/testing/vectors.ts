/**
 * Expands the compact figures of `vectors/profiles` into the case files that the adapters read.
 *
 * @module
 */
import { readFileSync } from "node:fs";

/** A row of figures; the test that reads it knows its columns. */
export type Row = readonly unknown[];

export const readVector = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../../vectors/profiles/${name}.json`, import.meta.url), "utf8")) as T; // our own file

/** One object from a row and the names of its columns. */
export const named = (names: readonly string[], row: Row): Record<string, unknown> =>
  Object.fromEntries(names.map((name, index) => [name, row[index]]));

export interface Pmrm2Row {
  readonly name: string;
  readonly account: Row;
  readonly collaterals: readonly Row[];
  readonly feeds: readonly Row[];
  readonly options: readonly Row[];
  readonly scenarios?: readonly Row[];
  readonly parameters?: Readonly<Record<string, number>>;
  readonly initialMargin: number;
  readonly maintenanceMargin: number;
  readonly profits: readonly number[];
}

const ACCOUNT = [
  "Cash",
  "SpotPrice",
  "SpotConfidence",
  "StablePrice",
  "NumPerps",
  "PerpPrice",
  "PerpConfidence",
  "UnrealisedPerpPNL",
  "UnrealisedFunding",
];
const COLLATERAL = ["Amount", "Price", "Confidence", "ConfidenceFactor", "IsRiskCancelling", "IMHaircut", "MMHaircut"];
const FEED = ["FeedExpiry", "Forward", "ForwardConfidence", "Rate", "RateConfidence", "OptionVolConfidences"];
const OPTION = ["Expiry", "Strike", "IsCall", "MarkVol", "MarkDiscount", "Amount"];

/** A `derive-pmrm2` case: what the row does not state is the profile's. */
export function pmrm2Case(row: Pmrm2Row) {
  const parameters: Record<string, Record<string, unknown>> = {};
  for (const [path, value] of Object.entries(row.parameters ?? {})) {
    const [section = "", name = ""] = path.split(".");
    parameters[section] = { ...parameters[section], [name]: value };
  }
  const scenarios = row.scenarios?.map((scenario) =>
    named(["SpotShock", "VolShockDirection", "DampeningFactor"], scenario),
  );
  return {
    Scenario: {
      ...named(ACCOUNT, row.account),
      Collaterals: row.collaterals.map((item) => named(COLLATERAL, item)),
      OptionFeeds: row.feeds.map((item) => named(FEED, item)),
      Options: row.options.map((item) => named(OPTION, item)),
    },
    Parameters: { ...parameters, ...(scenarios === undefined ? {} : { Scenarios: scenarios }) },
    Result: { IM: row.initialMargin, MM: row.maintenanceMargin },
  };
}

export interface PlainRow {
  readonly id: string;
  readonly stable: number;
  readonly cash: number;
  readonly market: Readonly<Record<string, Row>>;
  readonly options: readonly Row[];
  readonly perps: readonly Row[];
  readonly bases: readonly Row[];
  readonly initialMargin: number;
  readonly maintenanceMargin: number;
}

const PLAIN_EXPIRY = ["secondsToExpiry", "forward", "forwardConfidence", "volConfidence", "rate", "rateConfidence"];

/** A plain case of `derive-pmrm` and `derive-srm`. */
export function plainCase(row: PlainRow) {
  const market = Object.fromEntries(
    Object.entries(row.market).map(([name, [spot, spotConfidence, perpPrice, perpConfidence, expiries]]) => [
      name,
      {
        spot,
        spotConfidence,
        perpPrice,
        perpConfidence,
        expiries: Object.fromEntries(
          Object.entries(expiries as Record<string, Row>).map(([key, expiry]) => [key, named(PLAIN_EXPIRY, expiry)]), // as generated
        ),
      },
    ]),
  );
  return {
    id: row.id,
    market,
    stablePrice: row.stable,
    cash: row.cash,
    options: row.options.map((item) => named(["underlying", "expiry", "strike", "isCall", "amount", "vol"], item)),
    perps: row.perps.map((item) => named(["underlying", "amount", "unsettledPnl"], item)),
    bases: row.bases.map((item) => named(["underlying", "amount"], item)),
    expected: { initialMargin: row.initialMargin, maintenanceMargin: row.maintenanceMargin },
  };
}

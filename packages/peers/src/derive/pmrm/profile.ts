/**
 * `derive-pmrm`: the first scenario portfolio margin of the Derive exchange, as data.
 *
 * Sources: Derive v2 documentation, "Portfolio margin (PMRM)"; parameters and cases of derivexyz/v2-core at commit
 * 7736900d (test/risk-managers/unit-tests/PMRM and test/integration-tests/liquidation), figures only.
 * @module
 */
import type { TermShock } from "../../core/volShock.ts";

export type PmrmVol = "up" | "none" | "down";

export interface PmrmParameters {
  readonly spotShocks: readonly number[];
  readonly volShocks: readonly PmrmVol[];
  readonly volShock: TermShock;
  readonly basis: { readonly up: number; readonly down: number; readonly add: number; readonly perYear: number };
  readonly peg: { readonly threshold: number; readonly factor: number };
  readonly confidence: { readonly threshold: number; readonly factor: number };
  /** Parts of spot per unit of base asset, perpetual and naked short option. */
  readonly contingency: { readonly base: number; readonly perp: number; readonly option: number };
  readonly initialFactor: number;
  /** Only a positive value of an expiry is discounted. */
  readonly discount: { readonly static: number; readonly rateScale: number; readonly rateAdd: number };
}

/** The parameters of upstream's portfolio cases; a case file states its own and overrides them. */
export const DERIVE_PMRM: PmrmParameters = {
  spotShocks: [1.15, 1.1, 1.05, 1, 0.95, 0.9, 0.85],
  volShocks: ["up", "none", "down"],
  volShock: { rangeUp: 0.45, rangeDown: 0.3, shortPower: 0.3, longPower: 0.13, floorDays: 1, pivotDays: 30 },
  basis: { up: 1.05, down: 0.95, add: 0.25, perYear: 0.01 },
  peg: { threshold: 0.98, factor: 2 },
  confidence: { threshold: 0.6, factor: 0.4 },
  contingency: { base: 0.025, perp: 0.025, option: 0.01 },
  initialFactor: 1.3,
  discount: { static: 0.95, rateScale: 4, rateAdd: 0.12 },
};

/** The parameters of upstream's scenario and liquidation tests, whose 1e18 files state none themselves. */
export const DERIVE_PMRM_TEST: PmrmParameters = {
  ...DERIVE_PMRM,
  confidence: { threshold: 0.6, factor: 0.5 },
  contingency: { base: 0.02, perp: 0.02, option: 0.01 },
  discount: { static: 0.95, rateScale: 4, rateAdd: 0.05 },
};

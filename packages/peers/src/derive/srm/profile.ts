/**
 * `derive-srm`: the standard, rule-based margin of the Derive exchange, as data.
 *
 * Sources: Derive v2 documentation, "Standard margin"; parameters and cases of derivexyz/v2-core at commit 7736900d
 * (test/risk-managers/unit-tests/StandardManager), figures only.
 * @module
 */

export interface SrmParameters {
  readonly perp: { readonly maintenance: number; readonly initial: number };
  readonly option: {
    /** Parts of spot: `maxSpot` at and in the money, falling with the distance out of the money down to `minSpot`. */
    readonly maxSpot: number;
    readonly minSpot: number;
    readonly callMaintenance: number;
    readonly putMaintenance: number;
    /** Part of the value of a short put, for maintenance when it is the larger. */
    readonly putMaintenanceOfMark: number;
    /** Parts of the forward per call that nothing covers. */
    readonly unpairedInitial: number;
    readonly unpairedMaintenance: number;
    /** Least initial margin of a short put, as a multiple of its maintenance margin. */
    readonly initialOverMaintenance: number;
  };
  readonly oracle: {
    readonly perpThreshold: number;
    readonly optionThreshold: number;
    readonly baseThreshold: number;
    readonly factor: number;
  };
  readonly base: { readonly marginFactor: number; readonly initialScale: number };
  readonly depeg: { readonly threshold: number; readonly factor: number };
}

/** The parameters of upstream's portfolio cases; a case file states its own and overrides them. */
export const DERIVE_SRM: SrmParameters = {
  perp: { maintenance: 0.05, initial: 0.065 },
  option: {
    maxSpot: 0.15,
    minSpot: 0.1,
    callMaintenance: 0.075,
    putMaintenance: 0.075,
    putMaintenanceOfMark: 0.075,
    unpairedInitial: 1.2,
    unpairedMaintenance: 1.1,
    initialOverMaintenance: 1.05,
  },
  oracle: { perpThreshold: 0.4, optionThreshold: 0.4, baseThreshold: 0.4, factor: 0.4 },
  base: { marginFactor: 0.8, initialScale: 1 },
  depeg: { threshold: 0.98, factor: 1.2 },
};

/** The parameters of upstream's 1e18 test file, which states none itself. */
export const DERIVE_SRM_TEST: SrmParameters = { ...DERIVE_SRM, base: { marginFactor: 0.1, initialScale: 1 } };

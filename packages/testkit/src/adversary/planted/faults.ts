/**
 * Guards to switch off, one a kind of attack: the adversary must win where one is missing.
 *
 * @module
 */
import type { Bug } from "../../canary/bugs.ts";

export const FAULTS: readonly Bug[] = [
  {
    name: "A1 who holds a second asset is not looked at",
    file: "engine/src/defaults/watchMargin.ts",
    find: "  if (!isInBreach(health)) house.watchList.certify(account, health);",
    replace:
      "  if (account.balances.length > 1) return null;\n  if (!isInBreach(health)) house.watchList.certify(account, health);",
  },
  {
    name: "law 1: new risk is margined at the end that helps",
    file: "engine/src/ledger/health.ts",
    find: "health.initialEquityAtoms >= health.initialAtoms;",
    replace: "health.equityHighAtoms >= health.initialAtoms;",
  },
  {
    name: "A3 a future's margin and mark forget what of its average is fixed",
    file: "engine/src/instrument/future.ts",
    find: "fixing: fixingOf(state, index, instrument, expiryMs, (settled) => ticksToQuote(index, instrument, settled)),",
    replace: "fixing: null,",
  },
  {
    name: "A4 one publisher's surface is a quorum",
    file: "engine/src/oracle/surfaceVoices.ts",
    find: "return hasQuorum(speakers, { count, registeredWeight: registered.reduce((sum, weight) => sum + weight, 0) });",
    replace: "return hasQuorum(speakers, { count: Math.min(count, 1), registeredWeight: 0 });",
  },
  {
    name: "A5 contracts are marked once for every account",
    file: "engine/src/oracle/ingestPrices.ts",
    find: "    markInstruments(house, underlying.spec.underlyingId);",
    replace: "    for (const _ of house.state.accounts.values()) markInstruments(house, underlying.spec.underlyingId);",
  },
  {
    name: "A6 what leaves an account leaves no margin behind",
    file: "engine/src/collateral/payable.ts",
    find: "if (settledEquityAtoms < requiredAtoms)",
    replace: "if (settledEquityAtoms < 0n)",
  },
  {
    name: "A7 a broken account concedes what it likes",
    file: "engine/src/novation/novateTrade.ts",
    find: "if (conceded !== null) return conceded;",
    replace: "void conceded;",
  },
  {
    name: "A11 the way out is one bucket for all: nobody owns a share of it, nor has a part of the small lane",
    file: "engine/src/custody/withdrawalWindows.ts",
    find: "ownAtoms: maxOf(minOf(ownedAtoms, atoms(mainAtoms - whole.ownAtoms)), ZERO_ATOMS),\n    laneAtoms: minOf(quota.laneAtoms, whole.laneAtoms),",
    replace:
      "ownAtoms: maxOf(minOf(ownedAtoms, ZERO_ATOMS), ZERO_ATOMS),\n    laneAtoms: minOf(quota.laneAtoms, ZERO_ATOMS),",
  },
  {
    name: "A13 a void order fills",
    file: "engine/src/novation/authorityOfLeg.ts",
    find: "if (row?.isVoid) return refusal(",
    replace: "if (row?.isVoid && faulty === null) return refusal(",
  },
  {
    name: "A15 a quarter of the weight is the median",
    file: "engine/src/ledger/weightedMedian.ts",
    find: "if (2 * reached >= total) return value;",
    replace: "if (4 * reached >= total) return value;",
  },
  {
    name: "A15 one source is a quorum",
    file: "engine/src/oracle/aggregate.ts",
    find: "if (!hasQuorum(sources, quorum)) return null;",
    replace: "if (sources.length === 0) return null;",
  },
  {
    name: "A16 a delivery asks for no share",
    file: "engine/src/novation/settleDelivery.ts",
    find: 'if (cap !== null) return refuse("CollateralCapExceeded", cap);',
    replace: "void cap;",
  },
  {
    name: "new risk asks for no initial margin",
    file: "engine/src/novation/novateTrade.ts",
    find: "!hasInitialMargin(each) && !isLessRisky(",
    replace: "each.equityAtoms < 0n && !hasInitialMargin(each) && !isLessRisky(",
  },
  {
    name: "unvested gains leave with a withdrawal",
    file: "engine/src/collateral/payable.ts",
    find: "const { settledEquityAtoms, initialAtoms, notionalAtoms } of context.margin.assessNewRisk(state, after)",
    replace:
      "const { equityHighAtoms: settledEquityAtoms, initialAtoms, notionalAtoms } of context.margin.assessNewRisk(state, after)",
  },
  {
    name: "A14 one governor's bundle needs nobody else",
    file: "engine/src/governance/proposeBundle.ts",
    find: "const isApproved = house.governorThreshold <= 1;",
    replace: "const isApproved = house.governorThreshold > 0;",
  },
  {
    name: "A14 all governors share the places",
    file: "engine/src/governance/proposeBundle.ts",
    find: "if (countOf(state, proposer) >= MAX_BUNDLES)",
    replace: "if (state.bundles.size >= MAX_BUNDLES)",
  },
  {
    name: "default management enters nobody at the first look",
    file: "engine/src/ledger/health.ts",
    find: "  isInBreach(health) &&\n",
    replace: "  health.certainEquityAtoms < -1_000_000_000n &&\n  isInBreach(health) &&\n",
  },
  {
    name: "an account is taken a fifth above its maintenance margin",
    file: "engine/src/ledger/health.ts",
    find: "  isInBreach(health) &&\n  (health.openHighAtoms < minOf(health.maintenanceAtoms, health.knownMaintenanceAtoms) ||",
    replace:
      "  4n * health.equityAtoms < 5n * health.maintenanceAtoms &&\n  (4n * health.openHighAtoms < 5n * minOf(health.maintenanceAtoms, health.knownMaintenanceAtoms) ||",
  },
  {
    name: "a tear-up loses a lot",
    file: "engine/src/defaults/slice.ts",
    find: "lots: lots(held > 0n ? divUp(held * part, whole) : divDown(held * part, whole)),",
    replace: "lots: lots(held > 0n ? divUp(held * part, whole) + 1n : divDown(held * part, whole)),",
  },
  {
    name: "what a jump leaves behind passes at the mark before it",
    file: "engine/src/defaults/passable.ts",
    find: "isPositionKnown(state, { instrumentId }) && !isMarkInDoubt(state, instrumentId);",
    replace: "isPositionKnown(state, { instrumentId });",
  },
  {
    name: "a certificate stands for four times its surplus",
    file: "engine/src/margin/watch/watchList.ts",
    find: "certificates.certify(accountId, book.positionsOf(account), atomsToNumber(surplus), book.currentContext);",
    replace:
      "certificates.certify(accountId, book.positionsOf(account), 4 * atomsToNumber(surplus), book.currentContext);",
  },
  {
    name: "a holder of two instruments is forgotten with the first",
    file: "engine/src/derived/openPositions.ts",
    find: "    this.#holdersOf(instrumentId).delete(accountId);",
    replace: "    for (const holders of this.#holders.values()) holders.delete(accountId);",
  },
];

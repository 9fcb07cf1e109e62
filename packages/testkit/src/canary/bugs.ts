/**
 * Bugs to plant: one small change of the source each, as a tired hand might make it. The auditor must find every one.
 *
 * @module
 */

export interface Bug {
  readonly name: string;
  /** Below `packages/`. */
  readonly file: string;
  /** Text that is in the file exactly once, and what stands there instead. */
  readonly find: string;
  readonly replace: string;
  /** A history that is eventful for it, and of how many operations. */
  readonly first?: { readonly seed: string; readonly operations: number };
}

export const BUGS: readonly Bug[] = [
  {
    name: "funding is rounded in favour of the position",
    first: { seed: "c20", operations: 1_300 },
    file: "engine/src/ledger/position.ts",
    find: "atoms(divUp(position.lots *",
    replace: "atoms(-divUp(-position.lots *",
  },
  {
    name: "the venue's fee goes to the house",
    file: "engine/src/novation/record.ts",
    find: "state.venues.put({ ...venue, feesAtoms: atoms(venue.feesAtoms + event.venueFeeAtoms) });",
    replace:
      "state.venues.put(venue);\n  event = { ...event, clearingFeeAtoms: atoms(event.clearingFeeAtoms + event.venueFeeAtoms) };",
  },
  {
    name: "the waterfall skips the junior fund",
    file: "engine/src/defaults/waterfall.ts",
    find: "    if (drawnAtoms === 0n) continue;",
    replace: "    if (drawnAtoms === 0n || (tranche === 1 && left * 2n > held)) continue;",
  },
  {
    name: "a haircut falls on accounts that gained nothing",
    file: "engine/src/settlement/variationCycle.ts",
    find: "  if (isCut && cutAtoms > 0n && gainAtoms > 0n) {",
    replace: "  if (isCut && cutAtoms > 0n) {",
  },
  {
    name: "a nonce is not remembered",
    file: "engine/src/account/nonces.ts",
    find: "let bitmap = row.bitmap | (1n << (nonce - base));",
    replace: "let bitmap = row.bitmap;",
  },
  {
    name: "what is signed for a twin house is heard",
    file: "engine/src/block/hear.ts",
    find: "if (transaction.house !== house)",
    replace: "if (transaction.house.slice(0, 2) !== house.slice(0, 2))",
  },
  {
    name: "a stranger's refused command leaves a row",
    file: "engine/src/account/standing.ts",
    find: "  return address !== null && (",
    replace: "  return address !== null || (",
  },
  {
    name: "bytes that stand twice in a block are heard twice",
    file: "engine/src/block/apply.ts",
    find: "      heard.add(prepared.hash);",
    replace: "",
  },
  {
    name: "a linked group that is refused leaves its first trades",
    file: "engine/src/novation/reportTrades.ts",
    find: "each === entry ? decision : others]), events: [] };",
    replace: "each === entry ? decision : others]), events };",
  },
  {
    name: "a voided order forgets that it is void",
    file: "engine/src/novation/cancelOrder.ts",
    find: "filledLots, isVoid: true, expiresAtMs",
    replace: "filledLots, isVoid: filledLots > 0n, expiresAtMs",
  },
  {
    name: "a void order is remembered as long as its account says, however short",
    file: "engine/src/novation/cancelOrder.ts",
    find: "Math.max(saidMs, timeMs + LONGEST_ORDER_MS, row?.expiresAtMs ?? 0)",
    replace: "saidMs",
  },
  {
    name: "a reference of any age is taken",
    file: "engine/src/novation/tradeWindow.ts",
    find: "forgottenAtMs(reference) <= timeMs",
    replace: "forgottenAtMs(reference) === timeMs",
  },
  {
    name: "a passage writes the taker's side only in part",
    first: { seed: "canary-25", operations: 1_300 },
    file: "engine/src/defaults/passage.ts",
    find: "passages.map(({ takerAfter }) => takerAfter),",
    replace: "passages.map(({ takerAfter }) => ({ ...takerAfter, fundingIndexE6: 0n })),",
  },
  {
    name: "a tear-up is off by a lot",
    file: "engine/src/defaults/slice.ts",
    find: "lots: lots(held > 0n ? divUp(held * part, whole) : divDown(held * part, whole)),",
    replace: "lots: lots(held > 0n ? divUp(held * part, whole) + 1n : divDown(held * part, whole)),",
  },
  {
    name: "a tear-up is shared equally instead of pro rata, with the loss on the first",
    file: "engine/src/defaults/shareOut.ts",
    find: "const share = upTo - given;",
    replace:
      "const each = total / BigInt(weights.length);\n    const share = given === 0n ? total - each * BigInt(weights.length - 1) : each;",
  },
  {
    name: "a breach at the mark alone is enough",
    file: "engine/src/ledger/health.ts",
    find: "(health.openHighAtoms < minOf(",
    replace: "(health.equityAtoms < minOf(",
  },
  {
    name: "a stale price counts",
    file: "engine/src/ledger/isFeedFresh.ts",
    find: "feed.aggregatedAtMs > 0 && isYoung(feed, feed.aggregatedAtMs, timeMs);",
    replace: "feed.aggregatedAtMs > 0;",
  },
  {
    name: "the quorum is one",
    file: "engine/src/oracle/aggregate.ts",
    find: "speakers.length >= Math.max(count, 1) && 3 * totalWeight(speakers) >= 2 * registeredWeight;",
    replace: "speakers.length >= 1 && count + registeredWeight >= 0;",
  },
  {
    name: "a halted market opens at once",
    file: "engine/src/oracle/modes.ts",
    find: "underlying.mode === MarketMode.halted && called === MarketMode.open ? MarketMode.closeOnly : called",
    replace: "called",
  },
  {
    name: "a cycle leaves out accounts that gained nothing",
    file: "engine/src/settlement/variationCycle.ts",
    find: "if (account?.segmentId !== segmentId || account.positions.length === 0) continue;",
    replace: "if (account?.segmentId !== segmentId || account.positions.length < 2) continue;",
  },
  {
    name: "withdrawals do not count in their window",
    file: "engine/src/custody/withdrawalWindows.ts",
    find: "commonAtoms: atoms(whole.commonAtoms - commonAtoms),",
    replace: "commonAtoms: whole.commonAtoms,",
  },
  {
    name: "unvested gains leave with a withdrawal",
    first: { seed: "canary-53", operations: 1_300 },
    file: "engine/src/collateral/payable.ts",
    find: "const { settledEquityAtoms, initialAtoms, notionalAtoms } of context.margin.assessNewRisk(state, after)",
    replace:
      "const { equityAtoms: settledEquityAtoms, initialAtoms, notionalAtoms } of context.margin.assessNewRisk(state, after)",
  },
  {
    name: "the discount eats all equity",
    file: "engine/src/defaults/closeOut.ts",
    find: "const discountAtoms = minOf(penalty, ratioNeutralAtoms(health, left));",
    replace: "const discountAtoms = atoms(penalty * 40n);",
  },
  {
    name: "a holder of two instruments is forgotten with the first",
    file: "engine/src/derived/openPositions.ts",
    find: "    this.#holdersOf(instrumentId).delete(accountId);",
    replace: "    for (const holders of this.#holders.values()) holders.delete(accountId);",
  },
  {
    name: "prices of risk outlive their block",
    first: { seed: "c16", operations: 1_300 },
    file: "engine/src/margin/desk/marginDesk.ts",
    find: "for (const book of books.values()) book.expireAll();",
    replace: "",
  },
  {
    name: "collateral moves between ring-fenced segments",
    file: "engine/src/collateral/transferCollateral.ts",
    find: "if (target.segmentId !== source.segmentId) return",
    replace: "if (target.segmentId > source.segmentId + 9) return",
  },
  {
    name: "a loss that waits for a sale is not recorded",
    file: "engine/src/defaults/runDefaultManagement.ts",
    find: "if (!paid.has(accountId)) earmarkLoss(round, accountId);",
    replace: "if (!paid.has(accountId) && accountId < 0) earmarkLoss(round, accountId);",
  },
  {
    name: "a price reaches to no deep source",
    file: "engine/src/oracle/judgeSources.ts",
    find: "if (5 * weight < registeredWeight ||",
    replace: "if (2 * weight < registeredWeight ||",
  },
  {
    name: "maintenance margin is as high as initial margin",
    file: "risk/src/book/context.ts",
    find: ".fill(charges.maintenanceFactorPpm)",
    replace: ".fill(charges.initialFactorPpm)",
  },
  {
    name: "some who hold what settled are not paid",
    first: { seed: "canary-15", operations: 1_300 },
    file: "engine/src/settlement/expiry.ts",
    find: "      if (budget.isSpent) return;",
    replace: "      if (budget.isSpent || accountId % 4 === 0) return;",
  },
  {
    name: "the cursor of calls takes ten times as long",
    file: "engine/src/calls/visitAccounts.ts",
    find: "const SWEEP_MS = 30_000;",
    replace: "const SWEEP_MS = 300_000;",
  },
  {
    name: "a cycle is struck later than it is due",
    file: "engine/src/settlement/variationCycle.ts",
    find: "> Math.floor(lastCycleMs / variationCycleMs);",
    replace: "> Math.floor(lastCycleMs / variationCycleMs) + 3;",
  },
  {
    name: "interest is charged every five hours",
    file: "engine/src/collateral/interest.ts",
    find: "timeMs - lastInterestMs >= INTEREST_PERIOD_MS",
    replace: "timeMs - lastInterestMs >= 5 * INTEREST_PERIOD_MS",
  },
  {
    name: "a rise of a range never binds",
    file: "engine/src/oracle/announcedRange.ts",
    find: "bindsAtMs <= timeMs).at(-1);",
    replace: "bindsAtMs <= timeMs - 600_000).at(-1);",
  },
  {
    name: "a block forgets one row",
    file: "engine/src/block/forget.ts",
    find: "const limit = FORGOTTEN_ANYWAY + FORGOTTEN_A_ROW * expiries.takeMade();",
    replace: "const limit = Math.min(1, FORGOTTEN_ANYWAY + FORGOTTEN_A_ROW * expiries.takeMade());",
  },
  {
    name: "a claim on a vault in exit is booked as often as it is said",
    file: "engine/src/exit/bookClaims.ts",
    find: `  if (nextAccountId > lastAccountId || firstAccountId + leaves.length <= nextAccountId) return accept(); // said before
  if (firstAccountId !== nextAccountId) return refuse(`,
    replace: `  if (firstAccountId > nextAccountId || lastAccountId < 0) return refuse(`,
    first: { seed: "canary-59", operations: 5_000 },
  },
  {
    name: "a deposit is credited by a vault's last checkpoint, and goes back as well",
    file: "engine/src/exit/bookRefunds.ts",
    find: "const paidBack = deposits.filter(({ index }) => index >= heardCount);",
    replace: "const paidBack = deposits.filter(({ index }) => index + 2n >= heardCount);",
    first: { seed: "canary-59", operations: 5_000 },
  },
  {
    name: "a vault in exit ends at any word of an epoch",
    file: "engine/src/checkpoint/struckRoots.ts",
    find: "return struck.claimsRoot === claimsRoot && said.assetsRoot === assetsRoot && said.heardCount === heardCount;",
    replace: "return said.heardCount === heardCount && said.assetsRoot === assetsRoot;",
    first: { seed: "canary-44", operations: 3_000 },
  },
  {
    name: "a vault in exit ends at any count of what it heard",
    file: "engine/src/checkpoint/struckRoots.ts",
    find: "said.assetsRoot === assetsRoot && said.heardCount === heardCount;",
    replace: "said.assetsRoot === assetsRoot && said.heardCount <= heardCount;",
    first: { seed: "soak-20", operations: 3_000 },
  },
  {
    name: "of coins that debtors give at the end of a segment the cut is taken twice",
    file: "engine/src/claims/segmentRates.ts",
    find: "of totals.given) add(assetId, amount, amount * RATE_ONE);",
    replace: "of totals.given) add(assetId, amount - amount / 10n, amount * RATE_ONE);",
    first: { seed: "canary-59", operations: 5_000 },
  },
  {
    name: "an owner who asks a vault to be let out of what it bought is forgotten",
    file: "engine/src/custody/hearRequest.ts",
    find: "if (positions.some(({ lots }) => lots !== 0n) && !state.leaving.has(accountId))",
    replace: "if (positions.some(({ lots }) => lots < 0n) && !state.leaving.has(accountId))",
    first: { seed: "soak-79", operations: 5_000 },
  },
];

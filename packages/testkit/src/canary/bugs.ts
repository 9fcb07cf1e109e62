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
}

export const BUGS: readonly Bug[] = [
  {
    name: "funding is rounded in favour of the position",
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
    file: "engine/src/defaults/passage.ts",
    find: "  withPosition(taker, passage.takerAfter),",
    replace: "  withPosition(taker, { ...passage.takerAfter, fundingIndexE6: 0n }),",
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
    file: "engine/src/collateral/payable.ts",
    find: "const { settledEquityAtoms, initialAtoms, notionalAtoms } = context.margin.assessNewRisk(state, after);",
    replace:
      "const { equityAtoms: settledEquityAtoms, initialAtoms, notionalAtoms } = context.margin.assessNewRisk(state, after);",
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
    file: "engine/src/margin/desk/marginDesk.ts",
    find: "for (const book of books.values()) book.expireAll();",
    replace: "",
  },
];

/**
 * Segments that end: what was struck, and what everybody is left with.
 *
 * @module
 */
import { AccountStatus, InstrumentStatus, type SegmentRow } from "@novate/codec";
import { atoms, lots } from "@novate/num";
import { check } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { ceil } from "../sums.ts";
import { isMarkInDoubt } from "../worth.ts";
import { BOOKING, beginWindUp, CLOSING, NO_SUMS, OVER, SUMMING } from "./endings.ts";
import type { Entries } from "./entry.ts";
import { bookMoved } from "./exits.ts";

const NOTHING = atoms(0n);

export const windUpEntries: Entries<
  "WindUpBegun" | "WindUpStruck" | "WindUpSummed" | "AccountWoundUp" | "WindUpAdvanced" | "SegmentWoundUp"
> = {
  WindUpBegun(ledger, { segmentId }) {
    const { settlementAssetId } = ledger.must("segments", segmentId);
    const location = ledger.must("locations", settlementAssetId);
    check("EXIT-200", ledger.must("vaultExits", location.vaultId).phase === 2, () => "no vault of it is in exit");
    const before = ledger.get("windUps", segmentId);
    if (before === undefined) {
      beginWindUp(ledger, segmentId, ledger.timeMs, true);
      return;
    }
    const { nextAccountId, lastAccountId, isRefunded } = ledger.must("exitBooks", location.vaultId);
    const isAllBooked = nextAccountId > lastAccountId && isRefunded;
    check("EXIT-213", isAllBooked && before.phase === OVER && !before.isAgain, () => "it is struck again too early");
    ledger.put("windUps", { ...before, phase: CLOSING, sinceMs: ledger.timeMs, isAgain: true });
  },

  WindUpStruck(ledger, { segmentId, struck }) {
    const { phase, sinceMs } = ledger.must("windUps", segmentId);
    const { cycle, parameters } = ledger.must("segments", segmentId);
    check("EXIT-203", phase === CLOSING && cycle === null, () => `segment ${segmentId} was struck too early`);
    const isWaiting = ledger.timeMs - sinceMs < parameters.oracle.unknownTermMs;
    for (const { instrumentId, priceTicks } of struck.marks) {
      const market = ledger.must("markets", instrumentId);
      const isDoubted = isWaiting && market.openLots !== 0n && isMarkInDoubt(ledger, instrumentId);
      check("EXIT-204", !isDoubted, () => `instrument ${instrumentId} ends while a jump waits`);
      check("EXIT-204", market.mark?.priceTicks === priceTicks, () => `instrument ${instrumentId} ends elsewhere`);
      if (market.status === InstrumentStatus.settled) continue;
      const ended = { status: InstrumentStatus.settled, settlementTicks: priceTicks, strike: null, tearUp: null };
      ledger.put("markets", { ...market, ...ended });
    }
    ledger.change("windUps", segmentId, { phase: SUMMING, struck });
    ledger.ends.set(segmentId, endOf(ledger, segmentId));
  },

  WindUpSummed(ledger, { segmentId, cursor, sums, isDone }) {
    ledger.change("windUps", segmentId, isDone ? { phase: BOOKING, cursor: 0, sums } : { cursor, sums });
  },

  AccountWoundUp(ledger, { segmentId, accountId, balances }) {
    check("EXIT-207", ledger.must("windUps", segmentId).phase === BOOKING, () => "an account was booked too early");
    check("EXIT-206", balances.every(({ amountAtoms }) => amountAtoms > 0n), () => `account ${accountId} owes yet`); // biome-ignore format: one line
    const settlementAssetId = ledger.settlementAsset(accountId);
    for (const { instrumentId, lots: held } of ledger.account(accountId).positions) {
      const { openLots, expiredLots } = ledger.must("markets", instrumentId);
      const long = held > 0n ? held : 0n;
      ledger.change("markets", instrumentId, {
        openLots: lots(openLots - long),
        expiredLots: lots(expiredLots + held),
      });
    }
    const assetIds = new Set([...ledger.account(accountId).balances, ...balances].map(({ assetId }) => assetId));
    for (const assetId of [...assetIds].sort((one, other) => one - other)) {
      const after = balances.find((balance) => balance.assetId === assetId)?.amountAtoms ?? NOTHING;
      const left = ledger.balance(accountId, assetId) - after;
      bookMoved(ledger, accountId, assetId, after);
      if (assetId === settlementAssetId) {
        const { transitAtoms } = ledger.must("segments", segmentId);
        ledger.change("segments", segmentId, { transitAtoms: atoms(transitAtoms + left) });
      } else book(ledger, segmentId, assetId, left);
      if (left < 0n) ledger.ends.get(segmentId)!.given.add(assetId);
    }
    const managed = ledger.get("managed", accountId);
    if (managed !== undefined) {
      const { uncoveredAtoms, earmarkedAtoms } = ledger.must("segments", segmentId);
      ledger.change("segments", segmentId, {
        uncoveredAtoms: atoms(uncoveredAtoms - managed.uncoveredAtoms),
        earmarkedAtoms: atoms(earmarkedAtoms - managed.earmarkedAtoms),
      });
      ledger.remove("managed", accountId);
    }
    ledger.change("accounts", accountId, { positions: [], status: AccountStatus.active });
    for (const tranche of [0, 1])
      if (ledger.get("stakes", `${accountId}/${tranche}`) !== undefined)
        ledger.remove("stakes", `${accountId}/${tranche}`);
  },

  WindUpAdvanced(ledger, { segmentId, cursor }) {
    ledger.change("windUps", segmentId, { cursor });
  },

  SegmentWoundUp(ledger, { type: _, segmentId, ...pools }) {
    const { struck, remains } = ledger.must("windUps", segmentId);
    const before = ledger.must("segments", segmentId);
    check("INV-038", remains.every(({ amountAtoms }) => amountAtoms >= 0n), () => "more coins were given than there were"); // biome-ignore format: one line
    check("INV-038", pools.dustAtoms >= 0n, () => `segment ${segmentId} paid ${-pools.dustAtoms} too much`);
    const { dust, roundings, given, remained } = ledger.ends.get(segmentId)!; // it was struck
    for (const { assetId, amountAtoms } of remains) {
      const left = amountAtoms - (remained.find((balance) => balance.assetId === assetId)?.amountAtoms ?? 0n);
      const price = struck!.collaterals.find((each) => each.assetId === assetId);
      // A claim is rounded in settlement atoms, each of which pays so many of the coin.
      const aRounding =
        price === undefined || price.numerator === 0n ? 1n : 1n + ceil(price.denominator, price.numerator);
      const isDue = given.has(assetId) && left > roundings * aRounding;
      check("EXIT-208", !isDue, () => `${left} of asset ${assetId} are left to nobody`);
    }
    const isRounding = pools.dustAtoms <= dust + roundings;
    check(
      "EXIT-208",
      isRounding,
      () => `${pools.dustAtoms} are left to nobody of ${dust} after ${roundings} roundings`,
    );
    check("EXIT-211", pools.feesAtoms <= before.feesAtoms && pools.skinAtoms <= before.skinAtoms, () => "a pool grew");
    for (const account of ledger.rows("accounts"))
      if (account.segmentId === segmentId)
        check("EXIT-210", account.positions.length === 0, () => `account ${account.accountId} holds something yet`);
    for (const { instrumentId } of struck!.marks)
      check(
        "INV-002",
        ledger.must("markets", instrumentId).expiredLots === 0n,
        () => `${instrumentId} ended unmatched`,
      );
    const transitAtoms = atoms(poolsOf(before) - pools.feesAtoms - pools.skinAtoms - pools.dustAtoms);
    checkLack(ledger, before, -transitAtoms);
    const nothing = { juniorFundAtoms: NOTHING, seniorFundAtoms: NOTHING, transitAtoms };
    const quiet = { shortfallAtMs: 0, smallLossAtoms: NOTHING, smallLossSinceMs: 0, interest: null, debtCursor: 0 };
    ledger.change("segments", segmentId, { ...pools, ...nothing, ...quiet });
    ledger.change("windUps", segmentId, { phase: OVER, cursor: 0, struck: null, sums: NO_SUMS });
  },
};

function book(ledger: Ledger, segmentId: number, assetId: number, left: bigint): void {
  const { remains } = ledger.must("windUps", segmentId);
  const before = remains.find((balance) => balance.assetId === assetId)?.amountAtoms ?? 0n;
  const others = remains.filter((balance) => balance.assetId !== assetId);
  const now = before + left === 0n ? others : [...others, { assetId, amountAtoms: atoms(before + left) }];
  ledger.change("windUps", segmentId, { remains: now.sort((one, other) => one.assetId - other.assetId) });
}

/** An account rounds each part of its claim, what it is paid of them, and each position's gain. */
const ROUNDINGS_AN_ACCOUNT = 8n;

function endOf(ledger: Ledger, segmentId: number) {
  const { dustAtoms: dust } = ledger.must("segments", segmentId);
  let roundings = ledger.roundings.get(segmentId) ?? 0n;
  for (const account of ledger.rows("accounts"))
    if (account.segmentId === segmentId) roundings += ROUNDINGS_AN_ACCOUNT + 2n * BigInt(account.positions.length);
  const { remains: remained } = ledger.must("windUps", segmentId);
  return { dust, roundings, given: new Set<number>(), remained };
}

const poolsOf = (row: SegmentRow): bigint =>
  row.feesAtoms + row.skinAtoms + row.juniorFundAtoms + row.seniorFundAtoms + row.dustAtoms + row.transitAtoms;

/** EXIT-215: a segment that ended lacks no more than venues and open pots have, and forgets nothing that it has. */
function checkLack(ledger: Ledger, { segmentId, settlementAssetId }: SegmentRow, lack: bigint): void {
  let earned = 0n;
  for (const { spec, feesAtoms, guaranteeAtoms } of ledger.rows("venues"))
    if (spec.settlementAssetId === settlementAssetId) earned += feesAtoms + guaranteeAtoms;
  for (const pot of ledger.rows("exitPots")) if (pot.segmentId === segmentId) earned += pot.potAtoms;
  check("EXIT-215", lack >= 0n && lack <= earned, () => `segment ${segmentId} lacks ${lack}, others have ${earned}`);
}

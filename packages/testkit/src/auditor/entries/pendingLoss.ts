/**
 * Losses that wait for a sale, what comes back to the tranches after it, and small ones that the house pays itself.
 *
 * @module
 */
import { atoms } from "@novate/num";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import { shortfallOf } from "../worth.ts";
import type { Entries } from "./entry.ts";
import { bookCash } from "./exits.ts";
import { longHeldCash } from "./haircuts.ts";

const TRANCHES = ["skinAtoms", "juniorFundAtoms", "seniorFundAtoms", "feesAtoms"] as const;
const DRAWN = ["skinDrawnAtoms", "juniorDrawnAtoms", "seniorDrawnAtoms", "feesDrawnAtoms"] as const;

/** WDR-015: the losses of a day shut withdrawals once they are more than a basis point of the cash held for half a day. */
export function countLoss(ledger: Ledger, segmentId: number, lossAtoms: bigint): void {
  const { smallLossSinceMs, smallLossAtoms } = ledger.must("segments", segmentId);
  const isToday = ledger.timeMs - smallLossSinceMs < 86_400_000;
  const sum = lossAtoms + (isToday ? smallLossAtoms : 0n);
  const isSmall = sum * 10_000n <= longHeldCash(ledger, segmentId);
  const since = isToday ? smallLossSinceMs : ledger.timeMs;
  if (isSmall) ledger.change("segments", segmentId, { smallLossAtoms: atoms(sum), smallLossSinceMs: since });
  else {
    const none = { smallLossAtoms: atoms(0n), smallLossSinceMs: 0 };
    ledger.change("segments", segmentId, { shortfallAtMs: ledger.timeMs, ...none });
  }
}

export const pendingLossEntries: Entries<"LossEarmarked" | "TrancheRefilled" | "LossPaidFromFees"> = {
  LossEarmarked(ledger, { accountId, segmentId, lossAtoms, earmarkedAfterAtoms }) {
    const managed = ledger.must("managed", accountId);
    const segment = ledger.must("segments", segmentId);
    const missing = shortfallOf(ledger, ledger.account(accountId));
    check("DFLT-019", lossAtoms === 0n || lossAtoms <= missing, () => `earmarked ${lossAtoms} of ${missing}`);
    const after = segment.earmarkedAtoms - managed.earmarkedAtoms + lossAtoms;
    checkEqual("DFLT-019", earmarkedAfterAtoms, after, "earmarked losses of the segment");
    const shortSinceMs = managed.shortSinceMs || (lossAtoms === 0n ? 0 : ledger.timeMs);
    ledger.put("managed", { ...managed, earmarkedAtoms: lossAtoms, shortSinceMs });
    ledger.put("segments", { ...segment, earmarkedAtoms: earmarkedAfterAtoms });
  },

  TrancheRefilled(ledger, { accountId, segmentId, tranche, refilledAtoms, trancheAfterAtoms, cashAfterAtoms }) {
    const [field, drawn] = [TRANCHES[tranche]!, DRAWN[tranche]!];
    const managed = ledger.must("managed", accountId);
    const segment = ledger.must("segments", segmentId);
    check("DFLT-021", refilledAtoms > 0n && refilledAtoms <= managed[drawn], () => "more came back than was drawn");
    checkEqual("INV-003", trancheAfterAtoms, segment[field] + refilledAtoms, "tranche after a refill");
    checkEqual("INV-003", cashAfterAtoms, ledger.cash(accountId) - refilledAtoms, "cash after a refill");
    check("DFLT-021", cashAfterAtoms >= 0n, () => "a tranche was refilled on credit");
    ledger.put("managed", { ...managed, [drawn]: atoms(managed[drawn] - refilledAtoms) });
    ledger.put("segments", { ...segment, [field]: trancheAfterAtoms });
    bookCash(ledger, accountId, cashAfterAtoms);
  },

  LossPaidFromFees(ledger, { accountId, segmentId, paidAtoms, feesAfterAtoms, cashAfterAtoms }) {
    const segment = ledger.must("segments", segmentId);
    const missing = shortfallOf(ledger, ledger.account(accountId));
    check("DFLT-022", paidAtoms > 0n && paidAtoms <= missing, () => `fees paid ${paidAtoms} of ${missing}`);
    checkEqual("INV-003", feesAfterAtoms, segment.feesAtoms - paidAtoms, "fees after a loss");
    checkEqual("INV-003", cashAfterAtoms, ledger.cash(accountId) + paidAtoms, "cash after a loss");
    countLoss(ledger, segmentId, paidAtoms);
    const managed = ledger.must("managed", accountId);
    ledger.put("managed", { ...managed, feesDrawnAtoms: atoms(managed.feesDrawnAtoms + paidAtoms) });
    ledger.change("segments", segmentId, { feesAtoms: feesAfterAtoms });
    bookCash(ledger, accountId, cashAfterAtoms);
  },
};

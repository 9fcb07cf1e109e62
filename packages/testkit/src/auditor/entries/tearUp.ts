/**
 * Tear-up: who gives what to whom at which price, and that all of it adds up.
 *
 * @module
 */
import { AccountStatus } from "@novate/codec";
import { check, checkEqual } from "../failure.ts";
import { abs, sum } from "../sums.ts";
import { equityOf, isMarkFresh, isMarkInDoubt, mustMark } from "../worth.ts";
import type { Entries } from "./entry.ts";
import { bookCash } from "./exits.ts";
import { checkPosition, expectedPosition, openLotsOf } from "./novation.ts";

const DAY_MS = 86_400_000;

export const tearUpEntries: Entries<"PositionTornUp" | "TearUpClosed"> = {
  PositionTornUp(ledger, { accountId, isGiver, lots, priceTicks, positionAfter, lossAtoms, cashAfterAtoms }) {
    const { instrumentId } = positionAfter;
    check("INV-013", isMarkFresh(ledger, instrumentId), () => `instrument ${instrumentId} was torn at a stale mark`);
    check(
      "LIQ-077",
      !isMarkInDoubt(ledger, instrumentId),
      () => `instrument ${instrumentId} was torn while a jump waits`,
    );
    checkEqual("LIQ-041", priceTicks, mustMark(ledger, instrumentId), `price of a tear-up of ${instrumentId}`);
    const held = ledger.position(accountId, instrumentId);
    const isReduced = lots === 0n || ((held?.lots ?? 0n) * lots < 0n && abs(held!.lots) >= abs(lots));
    check("LIQ-037", isReduced, () => `account ${accountId} was torn up beyond what it holds`);
    const missing = -equityOf(ledger, ledger.account(accountId));
    const leaving = ledger.get("leaving", accountId);
    if (isGiver && ledger.account(accountId).status !== AccountStatus.managed) {
      check("LIQ-010", leaving !== undefined, () => `account ${accountId} was torn up though it is healthy`);
      check("LIQ-101", ledger.timeMs - leaving!.sinceMs >= DAY_MS, () => `account ${accountId} left others too early`);
      check("LIQ-101", lossAtoms >= 0n, () => `account ${accountId} was paid for leaving`);
    } else if (isGiver) {
      check("LIQ-041", lossAtoms === 0n || -lossAtoms <= missing, () => `a tear-up paid ${-lossAtoms} of ${missing}`);
      const own = ledger.losses.get(accountId);
      if (own !== undefined) own.torn -= lossAtoms;
    }
    const expected = expectedPosition(ledger, instrumentId, held, lots, priceTicks);
    checkPosition("INV-003", positionAfter, expected);
    ledger.setPosition(accountId, expected);
    checkEqual("INV-003", cashAfterAtoms, ledger.cash(accountId) - lossAtoms, `cash of account ${accountId}`);
    bookCash(ledger, accountId, cashAfterAtoms);
    const sums = ledger.torn.get(instrumentId) ?? {
      lots: 0n,
      net: 0n,
      loss: 0n,
      paid: 0n,
      paysGiver: false,
      bearers: [],
    };
    ledger.torn.set(instrumentId, sums);
    sums.net += lots;
    if (lots > 0n) sums.lots += lots;
    sums.loss += lossAtoms;
    if (lossAtoms > 0n) sums.paid += lossAtoms;
    if (isGiver) sums.paysGiver ||= lossAtoms < 0n;
    if (!isGiver) sums.bearers.push({ size: abs(lots), loss: lossAtoms });
  },

  TearUpClosed(ledger, { instrumentId, tornLots, lossAtoms, openLotsAfter, lap }) {
    if (tornLots === 0n && lap === null && !ledger.torn.has(instrumentId)) {
      const before = ledger.must("markets", instrumentId).tearUp;
      check("LIQ-064", before !== null, () => `instrument ${instrumentId} ended a lap that it had not`);
      ledger.change("markets", instrumentId, { tearUp: null });
      return;
    }
    const sums = ledger.torn.get(instrumentId);
    check("LIQ-047", sums !== undefined, () => `a tear-up of instrument ${instrumentId} without parts`);
    checkEqual("INV-002", sums.net, 0n, "lots of a tear-up");
    checkEqual("INV-003", sums.loss, 0n, "cash of a tear-up");
    checkEqual("LIQ-047", tornLots, sums.lots, "lots torn up");
    checkEqual("LIQ-047", lossAtoms, sums.paid, "deficits that a tear-up passed on");
    const isOneWay = sums.bearers.every(({ loss }) => (sums.paysGiver ? loss >= 0n : loss <= 0n));
    check("LIQ-041", isOneWay, () => `a counterparty of instrument ${instrumentId} was paid for being torn up`);
    // One price: nobody pays more for a lot than anybody else, give or take an atom.
    const size = sum(sums.bearers.map((bearer) => bearer.size));
    for (const bearer of sums.bearers) {
      const distance = abs(bearer.loss) * size - sums.paid * bearer.size;
      check("LIQ-012", abs(distance) <= size, () => `a bearer paid ${bearer.loss} for ${bearer.size} lots`);
    }
    checkEqual("INV-002", openLotsAfter, openLotsOf(ledger, instrumentId), "open interest after a tear-up");
    ledger.change("markets", instrumentId, { openLots: openLotsAfter, tearUp: lap });
    ledger.torn.delete(instrumentId);
  },
};

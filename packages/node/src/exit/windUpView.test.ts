/** Goal: whoever must know reads how far a segment's end is, and until when it waits. Method: rows by hand, at each step. */
import { WindUpPhase } from "@novate/codec";
import { DAY_MS, HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { windUpView } from "./windUpView.ts";

const SINCE = 1_000_000;
const segment = { segmentId: 1, settlementAssetId: 7, parameters: { oracle: { unknownTermMs: HOUR_MS } } };
const row = { segmentId: 1, isOfExit: true, isAgain: false, sinceMs: SINCE, phase: 0, cursor: 0, struck: null };

function viewOf(changes: (Partial<Omit<typeof row, "struck">> & { struck?: object }) | null, nowMs = SINCE) {
  const one = <T>(value: T) => new Map([[1, value]]);
  const state = {
    windUps: changes === null ? new Map() : one({ ...row, ...changes }),
    segments: one(segment),
    house: new Map([[0, { timeMs: nowMs }]]),
    locations: new Map([[7, { vaultId: 1 }]]),
    vaultExits: one({ vaultId: 1, phase: 2, sinceMs: SINCE - 5, isForeign: false }),
  };
  return windUpView({ state } as never, segment as never); // what is read of them
}

test("a segment that is open has none, and each step says what it waits for", () => {
  expect(viewOf(null)).toBeNull();
  expect(viewOf({})).toMatchObject({
    cause: "vaultExit",
    step: "closing",
    untilMs: SINCE + HOUR_MS,
    lastAccountId: null,
  });
  const struck = { lastAccountId: 90 };
  expect(viewOf({ phase: WindUpPhase.summing, cursor: 30, struck })).toMatchObject({
    ...{ step: "summing", doneAccountId: 30, lastAccountId: 90, untilMs: null },
  });
  expect(viewOf({ phase: WindUpPhase.booking, struck, isOfExit: false })).toMatchObject({
    step: "booking",
    cause: "governance",
  });
  expect(viewOf({ phase: WindUpPhase.over })).toMatchObject({ step: "waiting", untilMs: SINCE - 5 + 30 * DAY_MS });
  expect(viewOf({ phase: WindUpPhase.over, isAgain: true })).toMatchObject({ step: "over", untilMs: null });
  expect(viewOf({ phase: WindUpPhase.over }, SINCE + 30 * DAY_MS)).toMatchObject({ step: "over", untilMs: null });
});

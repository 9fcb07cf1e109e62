/** Goal: a tape that no house can be built on is refused by name. Method: one fault a row on a small synthetic tape. */
import { ticks } from "@novate/num";
import { expect, test } from "vitest";
import { createSyntheticTape } from "../../tape/synthetic.ts";
import type { Tape } from "../../tape/types.ts";
import { ReplayError } from "../replayError.ts";
import { checkTape } from "./checkTape.ts";

const tapeOf = (names: readonly string[], sourceCount = 1): Tape =>
  createSyntheticTape({
    seed: 1,
    fromMs: 1_760_054_400_000,
    stepMs: 60_000,
    stepCount: 3,
    underlyings: names.map((name) => ({ name, openingTicks: 100_000, sourceCount })),
    movePpm: 1_000,
    silencePpm: 0,
  });

const codeOf = (tape: Tape): string | undefined => {
  try {
    checkTape(tape);
  } catch (failure) {
    if (failure instanceof ReplayError) return failure.code;
    throw failure;
  }
  return undefined;
};

const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `C${index}`);

/** The tape with every print replaced. */
const printing = (tape: Tape, change: (print: Tape["steps"][number]["prints"][number]) => typeof print): Tape => ({
  ...tape,
  steps: tape.steps.map((step) => ({ ...step, prints: step.prints.map(change) })),
});

test("a sound tape passes", () => {
  expect(codeOf(tapeOf(["BTC", "ETH"], 3))).toBeUndefined();
});

test.each([
  ["TooManyUnderlyings", tapeOf(many(65))],
  ["TooManyVenues", tapeOf(["BTC"], 32)],
  ["NameTooLong", tapeOf(["ABCDEFGHIJKLM"])],
  ["UnderlyingIsSettlement", tapeOf(["USDC"])],
  ["UnderlyingSilent", printing(tapeOf(["BTC"]), () => undefined)],
  ["PriceOutOfReach", printing(tapeOf(["BTC"]), (print) => print && { ...print, highTicks: ticks(10n ** 13n) })],
])("%s", (code, tape) => {
  expect(codeOf(tape)).toBe(code);
});

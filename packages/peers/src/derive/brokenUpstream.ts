/**
 * Cases of derivexyz/v2-core@7736900d that upstream itself skips or comments out: shown, never judged.
 *
 * @module
 */
import type { ProfileCaseResult } from "../caseFile/result.ts";

const BROKEN: readonly (readonly [name: RegExp, reason: string])[] = [
  [/^test_67(_|$)/, "skipped upstream: its parameters are invalid"],
  [/^InsolventTest\d*$/, "commented out upstream: its figures were never checked"],
  [/^testInterestPaidForHighUtil/, "commented out upstream: its figures were never checked"],
];

/** The result, excluded when its case is one of those. */
export function excludeBroken(result: ProfileCaseResult): ProfileCaseResult {
  const reason = BROKEN.find(([name]) => name.test(result.name))?.[1];
  return reason === undefined ? result : { ...result, excluded: reason };
}

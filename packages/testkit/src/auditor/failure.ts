/**
 * The one way in which an audit ends badly.
 *
 * @module
 */

/** The house did what a rule forbids. `rule` is the code of an invariant (`INV-001`) or of another rule (`DFLT-001`). */
export class AuditFailure extends Error {
  override readonly name = "AuditFailure";
  readonly rule: string;

  constructor(rule: string, detail: string) {
    super(`${rule}: ${detail}`);
    this.rule = rule;
  }
}

/** Fails the audit unless the rule holds. The detail is only told when it does not. */
export function check(rule: string, holds: boolean, detail: () => string): asserts holds {
  if (!holds) throw new AuditFailure(rule, detail());
}

/** Fails the audit unless both are the same number. */
export function checkEqual(rule: string, found: bigint | number, expected: bigint | number, what: string): void {
  if (found !== expected) throw new AuditFailure(rule, `${what}: found ${found}, expected ${expected}`);
}

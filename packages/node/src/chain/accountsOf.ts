/**
 * Which accounts an event is about.
 *
 * @module
 */
import type { Event } from "@novate/codec";

/** Every value under a key that ends in `accountId`, at any depth; the schema uses no other name for an account. */
export function accountsOf(event: Event): Set<number> {
  const accounts = new Set<number>();
  collect(event, accounts);
  return accounts;
}

function collect(value: object, accounts: Set<number>): void {
  for (const key in value) {
    const member = (value as Readonly<Record<string, unknown>>)[key]; // events are plain objects and arrays
    if (typeof member === "number") {
      if (key.endsWith("ccountId")) accounts.add(member);
    } else if (typeof member === "object" && member !== null) collect(member, accounts);
  }
}

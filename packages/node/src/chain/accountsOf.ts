/**
 * Which accounts an event is about.
 *
 * @module
 */
import { Event } from "@novate/codec";

/** What of a struct names accounts: its own fields, and the parts in which there are more. */
interface Plan {
  readonly ids: readonly string[];
  readonly parts: readonly (readonly [key: string, plan: Plan])[];
}

interface Struct {
  readonly members: readonly { readonly name: string; readonly struct?: Struct }[];
}

/** Made of the schema once, so that an event's other fields are never looked at. */
const plans = new Map<string, Plan>(
  Object.entries(Event.variants).map(([type, { field }]) => [type, planOf(field.eip712.struct)]),
);

/** Every value under a key that ends in `accountId`, at any depth; the schema uses no other name for an account. */
function planOf({ members }: Struct): Plan {
  return {
    ids: members.filter(({ name }) => name.endsWith("ccountId")).map(({ name }) => name),
    parts: members
      .filter(({ struct }) => struct !== undefined)
      .map(({ name, struct }) => [name, planOf(struct!)] as const)
      .filter(([, { ids, parts }]) => ids.length + parts.length > 0),
  };
}

export function accountsOf(event: Event): Set<number> {
  const accounts = new Set<number>();
  collect(event, plans.get(event.type)!, accounts);
  return accounts;
}

/** `value` is what the schema says: a struct of the plan, a list of them, or null. */
function collect(value: unknown, plan: Plan, accounts: Set<number>): void {
  if (value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, plan, accounts);
    return;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const id of plan.ids) accounts.add(members[id] as number);
  for (const [key, part] of plan.parts) collect(members[key], part, accounts);
}

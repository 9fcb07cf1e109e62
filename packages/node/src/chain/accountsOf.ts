/**
 * Which accounts, markets and venues an event is about.
 *
 * @module
 */
import { Event } from "@novate/codec";
import { CONCERN_SUFFIX } from "@novate/wire";

/** What of a struct names the things sought: its own fields, and the parts in which there are more. */
interface Plan {
  readonly ids: readonly string[];
  readonly parts: readonly (readonly [key: string, plan: Plan])[];
}

interface Struct {
  readonly members: readonly { readonly name: string; readonly struct?: Struct }[];
}

/** Every value under a key that ends so, at any depth; the schema has no other names for what the key says. */
function planOf({ members }: Struct, suffix: string): Plan {
  return {
    ids: members.filter(({ name }) => name.endsWith(suffix)).map(({ name }) => name),
    parts: members
      .filter(({ struct }) => struct !== undefined)
      .map(({ name, struct }) => [name, planOf(struct!, suffix)] as const)
      .filter(([, { ids, parts }]) => ids.length + parts.length > 0),
  };
}

/** Plans are made of the schema once, so that an event's other fields are never looked at. */
function idsUnder(suffix: string): (event: Event) => Set<number> {
  const plans = new Map<string, Plan>(
    Object.entries(Event.variants).map(([type, { field }]) => [type, planOf(field.eip712.struct, suffix)]),
  );
  return (event) => {
    const ids = new Set<number>();
    collect(event, plans.get(event.type)!, ids);
    return ids;
  };
}

export const accountsOf = idsUnder(CONCERN_SUFFIX.account);
export const marketsOf = idsUnder(CONCERN_SUFFIX.market);
export const venuesOf = idsUnder(CONCERN_SUFFIX.venue);
export const withdrawalsOf = idsUnder("ithdrawalId");

/** `value` is what the schema says: a struct of the plan, a list of them, or null. */
function collect(value: unknown, plan: Plan, ids: Set<number>): void {
  if (value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, plan, ids);
    return;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const id of plan.ids) ids.add(members[id] as number);
  for (const [key, part] of plan.parts) collect(members[key], part, ids);
}

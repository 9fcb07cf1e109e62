/**
 * All of a list that a node gives page by page.
 *
 * @module
 */
import type { Page } from "./client.ts";

type Paged = { readonly nextCursor: string | null };
type ListOf<A> = { [K in keyof A]: A[K] extends readonly unknown[] ? K : never }[keyof A];
type ItemOf<A> = A[ListOf<A>] extends readonly (infer Item)[] ? Item : never;

/**
 * The items of every page, in the list's order; pages are asked for as they are needed. `first`: what else the list takes, and how
 * much of it a page has. A list that takes more is wrapped: `(page) => novate.ledger(7, page)`.
 *
 * @example
 * for await (const { event } of paginate(novate.events, { type: "AccountOpened" })) console.log(event.type); // AccountOpened …
 * for await (const row of paginate((page) => novate.rows("assets", page))) console.log(row.symbol);
 */
export async function* paginate<A extends Paged, P extends Page>(
  list: (page?: P) => Promise<A>,
  first: NoInfer<P> = {} as P, // a page has nothing that it must have
): AsyncGenerator<ItemOf<A>, void, undefined> {
  let page = first;
  for (;;) {
    const answer = await list(page);
    yield* itemsOf(answer);
    if (answer.nextCursor === null) return;
    page = { ...page, cursor: answer.nextCursor };
  }
}

function itemsOf<A extends Paged>(answer: A): readonly ItemOf<A>[] {
  const list = Object.values(answer).find((value) => Array.isArray(value));
  return (list ?? []) as readonly ItemOf<A>[]; // a page has one list
}

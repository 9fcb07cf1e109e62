/**
 * Deposits that came in and that the last word in force has not heard, or could not: of a token that the house never took.
 *
 * Anybody deposits for anybody's account, an atom at a time, and each costs more gas to pay back than to pay in. So one's own go back by
 * themselves, and what strangers sent for one's accounts only where that was asked for.
 *
 * @module
 */
import { exitPaymentCalls, readRefunded } from "@novate/chains";
import type { ExitKit } from "@novate/codec";
import { pay } from "./due.ts";
import { entriesSince } from "./entries.ts";
import type { Till } from "./settle.ts";
import { type ExitStep, stepOf } from "./step.ts";

/** Those that came from the kits' owners, or from the key that pays for gas: they go back to whoever sent them. Of others' it is told how many there are. */
export async function refund(till: Till, kits: readonly ExitKit[]): Promise<ExitStep[]> {
  const { own, others } = await dueOf(till, kits);
  const steps = await payBack(till, own);
  const left = others.entries.filter((_, index) => !others.paid[index]!); // as many
  if (left.length === 0) return steps;
  const why = `${left.length} deposits that others sent for these accounts: --refund-others pays them back`;
  return [...steps, stepOf(till.where, "refund", "left", why)];
}

/** Those that others sent for the kits' accounts and owners. */
export const refundOthers = async (till: Till, kits: readonly ExitKit[]): Promise<ExitStep[]> =>
  payBack(till, (await dueOf(till, kits)).others);

type Deposits = Pick<Awaited<ReturnType<typeof entriesSince>>, "entries" | "chunkOf"> & {
  readonly paid: readonly boolean[];
};

async function dueOf(till: Till, kits: readonly ExitKit[]): Promise<{ own: Deposits; others: Deposits }> {
  const { place, where, at, block } = till;
  const accounts = new Set(kits.map(({ accountId }) => accountId));
  const owners = new Set(kits.flatMap(({ claims }) => claims.map(({ exitAddress }) => exitAddress)));
  const unlisted = await till.unlisted();
  const { entries, chunkOf } = await entriesSince(place, where.vault, at, unlisted.size > 0 ? 0n : at.heardCount);
  const due = entries.filter(
    ({ kind, index, token, accountId, owner, sender }) =>
      kind === 0 &&
      (index >= at.heardCount || unlisted.has(token)) &&
      (accounts.has(accountId) || owners.has(owner) || owners.has(sender)),
  );
  const isOwn = ({ sender }: (typeof due)[number]): boolean => owners.has(sender) || sender === place.writer?.address;
  const withPaid = async (some: typeof due): Promise<Deposits> => {
    const indices = some.map(({ index }) => index);
    return { entries: some, chunkOf, paid: await readRefunded(place.source, block, where.vault, indices) };
  };
  return { own: await withPaid(due.filter(isOwn)), others: await withPaid(due.filter((one) => !isOwn(one))) };
}

async function payBack(till: Till, { entries, chunkOf, paid }: Deposits): Promise<ExitStep[]> {
  const steps: ExitStep[] = [];
  for (const [index, entry] of entries.entries()) {
    const { accountId, sender: recipient, token, amount: owedAtoms } = entry;
    const settled = await till.settleUnlisted(token);
    if (settled !== null) steps.push(settled);
    const call = exitPaymentCalls.exitRefund(till.where.vault, entry, chunkOf(entry));
    steps.push(await pay(till, { deed: "refund", isPaid: paid[index]!, token, owedAtoms, recipient, accountId, call }));
  }
  return steps;
}

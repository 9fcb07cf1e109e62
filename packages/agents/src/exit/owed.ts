/**
 * Payments that were under way when the house fell silent.
 *
 * @module
 */
import { exitPaymentCalls, readPaid } from "@novate/chains";
import type { ExitKit } from "@novate/codec";
import { LANES } from "@novate/evm";
import { pay } from "./due.ts";
import type { Till } from "./settle.ts";
import type { ExitStep } from "./step.ts";

/** By kits of the word in force. */
export async function payOwed(till: Till, kits: readonly ExitKit[]): Promise<ExitStep[]> {
  const { place, where, block } = till;
  const own = kits.flatMap(({ accountId, payments }) => payments.map((one) => ({ accountId, ...one })));
  const here = own.filter(({ payment }) => payment.vaultId === where.vaultId);
  const paid = await readPaid(
    place.source,
    block,
    where.vault,
    here.map(({ payment }) => payment.nonce),
  );
  const steps: ExitStep[] = [];
  for (const [index, { accountId, payment, siblings }] of here.entries()) {
    const { nonce, token, recipient, amountAtoms: amount, lane, cumulativeAtoms: cumulative } = payment;
    const row = { nonce, token, recipient, amount, lane: LANES[lane]!, cumulative }; // a verified kit has the vault's lanes
    const call = exitPaymentCalls.exitPayment(where.vault, row, siblings);
    const due = { token, owedAtoms: amount, recipient, accountId, call };
    steps.push(await pay(till, { deed: "payment", isPaid: paid[index]!, ...due }));
  }
  return steps;
}

/**
 * Claims of accounts, in every token of a vault.
 *
 * @module
 */
import { exitPaymentCalls, readClaimed } from "@novate/chains";
import type { ExitKit } from "@novate/codec";
import { payableAtoms } from "@novate/evm";
import { pay } from "./due.ts";
import type { Till } from "./settle.ts";
import type { ExitStep } from "./step.ts";

/** By kits of the word in force. */
export async function payClaims(till: Till, kits: readonly ExitKit[]): Promise<ExitStep[]> {
  const { place, where, block } = till;
  const steps: ExitStep[] = [];
  for (const { asset } of kits[0]?.assets ?? []) {
    const { assetId, vaultId, token, rates } = asset; // one word in force: every kit has the same
    if (vaultId !== where.vaultId) continue;
    const paid = await readClaimed(
      place.source,
      block,
      where.vault,
      token,
      kits.map(({ accountId }) => accountId),
    );
    for (const [index, { accountId, claims, claimSiblings }] of kits.entries()) {
      const [claim] = claims;
      const rate = rates.find(({ segmentId }) => segmentId === claim?.segmentId);
      const owedAtoms = claim === undefined ? 0n : payableAtoms(claim, assetId, rate);
      if (claim === undefined || owedAtoms === 0n) continue;
      const call = exitPaymentCalls.exitClaim(where.vault, claim, claimSiblings, token, rates);
      const recipient = claim.exitAddress;
      steps.push(
        await pay(till, { deed: "claim", isPaid: paid[index]!, token, owedAtoms, recipient, accountId, call }),
      );
    }
  }
  return steps;
}

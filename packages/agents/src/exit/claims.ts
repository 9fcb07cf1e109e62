/**
 * Claims of accounts, in every token of a vault.
 *
 * @module
 */
import { exitPaymentCalls, readClaimed } from "@novate/chains";
import type { ExitKit, Hex } from "@novate/codec";
import { payableAtoms } from "@novate/evm";
import { pay } from "./due.ts";
import type { Till } from "./settle.ts";
import type { ExitStep } from "./step.ts";

/** By kits of the word in force: each account is paid by what its own says, whatever others lack. */
export async function payClaims(till: Till, kits: readonly ExitKit[]): Promise<ExitStep[]> {
  const { place, where, block } = till;
  const accounts = kits.map(({ accountId }) => accountId);
  const steps: ExitStep[] = [];
  for (const token of tokensOf(kits, where.vaultId)) {
    const paid = await readClaimed(place.source, block, where.vault, token, accounts);
    for (const [index, { accountId, claims, claimSiblings, assets }] of kits.entries()) {
      const [claim] = claims;
      const own = assets.find(({ asset }) => asset.vaultId === where.vaultId && asset.token === token)?.asset;
      if (claim === undefined || own === undefined) continue;
      const rate = own.rates.find(({ segmentId }) => segmentId === claim.segmentId);
      const owedAtoms = payableAtoms(claim, own.assetId, rate);
      if (owedAtoms === 0n) continue;
      const call = exitPaymentCalls.exitClaim(where.vault, claim, claimSiblings, token, own.rates);
      const recipient = claim.exitAddress;
      steps.push(
        await pay(till, { deed: "claim", isPaid: paid[index]!, token, owedAtoms, recipient, accountId, call }),
      );
    }
  }
  return steps;
}

/** That any of the kits has of a vault, once each. */
const tokensOf = (kits: readonly ExitKit[], vaultId: number): ReadonlySet<Hex> =>
  new Set(
    kits.flatMap(({ assets }) => assets.flatMap(({ asset }) => (asset.vaultId === vaultId ? [asset.token] : []))),
  );

/**
 * What vaults pay by an exit kit, as long as each holds what it owes.
 *
 * @module
 */
import type { ExitKit, Hex } from "@novate/codec";
import { payableAtoms } from "../vault/payout.ts";

/** One call's worth; `nonce` null: a claim, else the payment that was under way. */
export interface ExitPayout {
  readonly vaultId: number;
  readonly chainId: number;
  readonly vault: Hex;
  readonly assetId: number | null;
  readonly token: Hex;
  readonly nonce: bigint | null;
  /** Null where the claim's address is its owner's on another chain alone: this vault pays it nothing. */
  readonly recipient: Hex | null;
  /** Before the factor by which a vault that lacks tokens pays everybody. */
  readonly amountAtoms: bigint;
}

/** Claims by asset, then payments. The kit must have been verified. */
export function payoutsOf({ claims, sections, assets, payments }: ExitKit): ExitPayout[] {
  const vaults = new Map(sections.map(({ section }) => [section.vaultId, section]));
  const place = (vaultId: number) => {
    const { chainId, vault } = vaults.get(vaultId)!; // a verified kit has the section of all that it names
    return { vaultId, chainId, vault };
  };
  const [claim] = claims;
  const claimed =
    claim === undefined
      ? []
      : assets.flatMap(({ asset: { assetId, vaultId, token, rates } }) => {
          const rate = rates.find(({ segmentId }) => segmentId === claim.segmentId);
          const amountAtoms = payableAtoms(claim, assetId, rate);
          if (amountAtoms === 0n) return [];
          const at = place(vaultId);
          const isHere = claim.exitChain === 0 || claim.exitChain === at.chainId;
          return [{ ...at, assetId, token, nonce: null, recipient: isHere ? claim.exitAddress : null, amountAtoms }];
        });
  const owed = payments.map(({ payment: { vaultId, token, nonce, recipient, amountAtoms } }) => ({
    ...place(vaultId),
    assetId: null,
    token,
    nonce,
    recipient,
    amountAtoms,
  }));
  return [...claimed, ...owed];
}

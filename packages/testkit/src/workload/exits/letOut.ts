/**
 * An owner's call of a vault that nothing trade for it any more, as exits draw near.
 *
 * @module
 */
import { InboxKind } from "@novate/codec";
import { atoms } from "@novate/num";
import { address } from "../../world/cast.ts";
import type { Chain } from "../chain.ts";
import type { Scene } from "../scene.ts";

/** Somebody who holds something asks that nothing trade for it any more. */
export function letOut({ dice, state }: Scene, chain: Chain): void {
  const holders = [...state.accounts.values()].filter(({ positions }) => positions.length > 0);
  if (holders.length === 0) return;
  const { owner, ownerChain, segmentId, accountId } = dice.pick(holders);
  const whose = { owner, ownerChain: BigInt(ownerChain), segmentId, accountId, sender: owner };
  chain.enter({ ...whose, kind: InboxKind.windDown, token: address(0), amountAtoms: atoms(0n) });
}

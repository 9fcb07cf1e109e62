/**
 * The headers that are accepted of a chain, and the end of believing it (CSTD-023, CSTD-024).
 *
 * @module
 */
import { SECOND_MS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { headerKey } from "../state/keys.ts";
import type { WritableState } from "../state/state.ts";
import { vaultsOn } from "./chains.ts";

/** Headers that are kept of each chain. */
const HEADERS_KEPT = 256;

export const evolveHeaderAccepted: Evolve<"HeaderAccepted"> = (state, { header }) => {
  const { chainId, number, timeSec } = header;
  state.headers.put(header);
  for (const vault of vaultsOn(state, chainId))
    state.vaults.put({ ...vault, headerNumber: number, headerTimeMs: timeSec * SECOND_MS });
  forgetOldest(state, chainId);
};

/** Work: the headers that are kept. */
function forgetOldest(state: WritableState, chainId: number): void {
  const kept = [...state.headers.values()].filter((row) => row.chainId === chainId);
  if (kept.length <= HEADERS_KEPT) return;
  const oldest = kept.reduce((left, right) => (right.number < left.number ? right : left));
  state.headers.delete(headerKey(chainId, oldest.number));
}

export const evolveChainContradicted: Evolve<"ChainContradicted"> = (state, { accepted }) =>
  gate(state, accepted.chainId);

/** Nothing of the chain is heard any more, until governance opens it again (CSTD-025). */
export function gate(state: WritableState, chainId: number): void {
  for (const vault of vaultsOn(state, chainId)) state.vaults.put({ ...vault, isGated: true });
}

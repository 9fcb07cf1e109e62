/** Names who may attest a chain's deposits; the zero key is nobody. @module */
import { type Hex, SignatureScheme } from "@novate/codec";
import { fault, firstFault, outside } from "../../command/fault.ts";
import { vaultsOn } from "../../custody/chains.ts";
import type { StateView } from "../../state/state.ts";
import { ADDING_RISK_MS, type ChangeRule, IMMEDIATE_MS } from "./rule.ts";

const NOBODY: Hex = `0x${"00".repeat(32)}`;

/** Whether a custodian attests the chain's deposits. */
export const hasCustodian = (state: StateView, chainId: number): boolean =>
  (state.custodians.get(chainId)?.signer.key ?? NOBODY) !== NOBODY;

export const setCustodian: ChangeRule<"SetCustodian"> = {
  faultOf: (state, { chainId, signer }) =>
    firstFault(
      chainId === 0 ? fault("chainId", "0 is the genesis allocation") : null,
      vaultsOn(state, chainId).length > 0 ? fault("chainId", "the chain has a vault") : null,
      outside("signer.scheme", signer.scheme, SignatureScheme.eip712, SignatureScheme.ed25519),
    ),

  /** Stopping attestations at once is how a stolen custodian key is met. */
  delayMsOf: (_state, { signer }) => (signer.key === NOBODY ? IMMEDIATE_MS : ADDING_RISK_MS),

  movesRisk: false,

  write(state, { chainId, signer }) {
    state.custodians.put({ chainId, signer });
  },
};

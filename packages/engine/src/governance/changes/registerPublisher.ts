/** Registers an oracle publisher, moves its weight, or retires it with weight 0. @module */
import { SignatureScheme } from "@novate/codec";
import { fault, firstFault, outside } from "../../command/fault.ts";
import { signerKey } from "../../state/keys.ts";
import { ADDING_RISK_MS, type ChangeRule, IMMEDIATE_MS } from "./rule.ts";

/** A feed keeps the last word of each, of retired ones too. */
const MAX_PUBLISHERS = 32;

export const registerPublisher: ChangeRule<"RegisterPublisher"> = {
  faultOf(state, { publisherId, signer, weight }) {
    const key = signerKey(signer);
    const twin = [...state.publishers.values()].find(
      (row) => row.publisherId !== publisherId && row.weight > 0 && signerKey(row.signer) === key,
    );
    return firstFault(
      publisherId === 0 ? fault("publisherId", "0 means no publisher") : null,
      !state.publishers.has(publisherId) && state.publishers.size >= MAX_PUBLISHERS
        ? fault("publisherId", `there is room for ${MAX_PUBLISHERS}`)
        : null,
      outside("signer.scheme", signer.scheme, SignatureScheme.eip712, SignatureScheme.ed25519),
      twin === undefined
        ? null
        : fault("signer", `is publisher ${twin.publisherId}'s: one key counts once in a quorum`),
      outside("weight", weight, 0, 10_000),
    );
  },

  /** Retiring a publisher can only restrict markets, never move a price. */
  delayMsOf: (state, { publisherId, weight }) =>
    weight === 0 && state.publishers.has(publisherId) ? IMMEDIATE_MS : ADDING_RISK_MS,

  movesRisk: true,

  write(state, { publisherId, signer, weight }) {
    const surfaceWeight = state.publishers.get(publisherId)?.surfaceWeight ?? null;
    state.publishers.put({ publisherId, signer, weight, surfaceWeight });
  },
};

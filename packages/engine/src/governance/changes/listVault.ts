/** Names a vault on a chain, for good: another contract is another vault (CSTD-001 … CSTD-003). @module */
import type { Hex, ListVault, ValueOf } from "@novate/codec";
import { inboxStart } from "@novate/evm";
import { DAY_MS, MINUTE_MS, PPM_ONE } from "@novate/num";
import { validatorSet } from "../../account/validators.ts";
import { type Fault, fault, firstFault, outside } from "../../command/fault.ts";
import { vaultsOn } from "../../custody/chains.ts";
import { houseOf, type StateView } from "../../state/state.ts";
import { isEmpty } from "./isEmpty.ts";
import { type ChangeRule, IMMEDIATE_MS } from "./rule.ts";
import { hasCustodian } from "./setCustodian.ts";

type Spec = ValueOf<typeof ListVault>;

const NO_ADDRESS: Hex = `0x${"00".repeat(20)}`;
const NO_HASH: Hex = `0x${"00".repeat(32)}`;

/** Members have a month to leave before the house trusts another contract. */
const LISTING_VAULT_MS = 30 * DAY_MS;

export const listVault: ChangeRule<"ListVault"> = {
  faultOf: (state, spec) =>
    firstFault(
      outside("vaultId", spec.vaultId, 1, 255),
      state.vaults.has(spec.vaultId) ? fault("vaultId", `${spec.vaultId} is listed already`) : null,
      // Its address follows from the house's name, which a genesis cannot know.
      houseOf(state).height === 0 ? fault("vaultId", "a vault is listed once the house is founded") : null,
      validatorSet(state) === undefined ? fault("vaultId", "there are no validators") : null,
      spec.chainId === 0 ? fault("chainId", "0 is the genesis allocation") : null,
      hasCustodian(state, spec.chainId) ? fault("chainId", "the chain has a custodian") : null,
      spec.vault === NO_ADDRESS ? fault("vault", "is nobody") : null,
      spec.sets === NO_ADDRESS ? fault("sets", "is nobody") : null,
      spec.codeHash === NO_HASH ? fault("codeHash", "is nothing") : null,
      outside("headerStride", spec.headerStride, 1, 1_000_000),
      outside("staleAfterMs", spec.staleAfterMs, MINUTE_MS, DAY_MS),
      outside("hourPpm", spec.hourPpm, 1n, PPM_ONE),
      outside("dayPpm", spec.dayPpm, spec.hourPpm, PPM_ONE),
      faultOfChain(state, spec),
    ),

  delayMsOf: (state) => (isEmpty(state) ? IMMEDIATE_MS : LISTING_VAULT_MS),

  movesRisk: false, // nothing lies there yet

  write(state, { type: _, ...spec }, atMs) {
    const [twin] = vaultsOn(state, spec.chainId);
    state.vaults.put({
      spec,
      inboxCount: 0n,
      inboxAcc: inboxStart(houseOf(state).house, BigInt(spec.chainId), spec.vault),
      provenNumber: 0n,
      nextNonce: 1n,
      headerNumber: twin?.headerNumber ?? 0n,
      headerTimeMs: twin?.headerTimeMs ?? atMs,
      hotHash: NO_HASH,
      hotNumber: 0n,
      isGated: twin?.isGated ?? false,
      isRewritten: false,
    });
  },
};

/** Headers are a chain's, so its vaults agree about them. */
function faultOfChain(state: StateView, { chainId, vault, headerStride, staleAfterMs }: Spec): Fault | null {
  for (const { spec } of vaultsOn(state, chainId)) {
    if (spec.vault === vault) return fault("vault", `is vault ${spec.vaultId}`);
    if (spec.headerStride !== headerStride) return fault("headerStride", `is ${spec.headerStride} on this chain`);
    if (spec.staleAfterMs !== staleAfterMs) return fault("staleAfterMs", `is ${spec.staleAfterMs} on this chain`);
  }
  return null;
}

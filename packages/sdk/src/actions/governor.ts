/**
 * What a governor does: proposes changes of rules as a bundle, approves those of others, takes its own back.
 *
 * @module
 */
import type { Change } from "@novate/codec";
import type { BundleTerms } from "./outcome.ts";
import type { Plain } from "./plain.ts";
import { createSender, type SenderOptions } from "./sender.ts";

/**
 * The actions of one governor's key.
 *
 * @example
 * const governor = createGovernor({ client: novate, key: createOwnerKey(secret) });
 * const bundle = { bundleId: 7, parameterEpoch: 1, changes: [{ type: "ReopenChain", chainId: 1 }] } as const;
 * const approved = await governor.approveBundle(bundle).catch(({ code }) => code);
 * console.log(approved); // RoleMissing: the key is no governor's
 */
export function createGovernor(options: SenderOptions) {
  const sender = createSender(options);
  return {
    ...sender,
    /** Proposes `changes` at the parameter epoch that the node states. The result has what others approve, and its hash. */
    proposeBundle: async (bundleId: number, changes: readonly Plain<Change>[]) => {
      const { parameterEpoch } = await options.client.status();
      return sender.send({ type: "ProposeBundle", bundleId, parameterEpoch, changes });
    },
    /** Approves what a bundle says, every change of it: what was read is what is signed, and a wallet shows it. */
    approveBundle: ({ bundleId, parameterEpoch, changes }: BundleTerms) =>
      sender.send({ type: "ApproveBundle", bundleId, parameterEpoch, changes }),
    withdrawBundle: (bundleId: number) => sender.send({ type: "WithdrawBundle", bundleId }),
  };
}

export type Governor = ReturnType<typeof createGovernor>;

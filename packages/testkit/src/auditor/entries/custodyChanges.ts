/**
 * What governance says of custody: who attests, which vaults there are, and what lies where.
 *
 * @module
 */
import type { ChangeOf, Validator } from "@novate/codec";
import { inboxStart, signerSet, signerSetHash } from "@novate/evm";
import type { Ledger } from "../ledger.ts";
import { locate, UNSHOWN, vaultsOn } from "./custody.ts";
import { beginWindUp } from "./endings.ts";

type Type =
  | "SetCustodian"
  | "SetValidators"
  | "ReplaceValidators"
  | "ListVault"
  | "LocateAsset"
  | "ReopenChain"
  | "WindUpSegment";

export const custodyChanges: { readonly [T in Type]: (ledger: Ledger, change: ChangeOf<T>, atMs: number) => void } = {
  SetCustodian(ledger, { type: _, ...row }) {
    ledger.put("custodians", row);
  },

  SetValidators(ledger, { validators }, atMs) {
    const set = ledger.get("validators", 0);
    const { house } = ledger.house;
    const hashed = (kind: "hot" | "cold", epoch: bigint) => {
      const signers = validators.map(({ [kind]: address, power }) => ({ address, power }));
      return signerSetHash(house, kind, signerSet(epoch, signers));
    };
    const stepOf = (kind: "hot" | "cold") => {
      const text = (members: readonly Validator[]) =>
        members
          .map((each) => `${each[kind]} ${each.power}`)
          .sort()
          .join();
      return text(set!.members) === text(validators) ? 0n : 1n;
    };
    const epoch = set === undefined ? 1n : set.epoch + stepOf("hot");
    const coldEpoch = set === undefined ? 1n : set.coldEpoch + stepOf("cold");
    const hashes = { epoch, coldEpoch, hotHash: hashed("hot", epoch), coldHash: hashed("cold", coldEpoch) };
    const members = validators;
    if (set === undefined) ledger.put("validators", { members, ...hashes, sinceMs: atMs, next: null });
    else {
      const { next: before } = set;
      const isGood = ({ kind }: { readonly kind: number }) =>
        kind === 0 ? before!.hotHash === hashes.hotHash : before!.coldHash === hashes.coldHash;
      const signatures = before?.isReplacement === false ? before.signatures.filter(isGood) : [];
      const next = { members, ...hashes, proposedAtMs: atMs, completeAtMs: 0, signatures, isReplacement: false };
      ledger.put("validators", { ...set, next });
    }
  },

  ReplaceValidators(ledger, { validators }, atMs) {
    const set = ledger.must("validators", 0);
    const epoch = set.epoch + 1n;
    const signers = validators.map(({ hot, power }) => ({ address: hot, power }));
    const hotHash = signerSetHash(ledger.house.house, "hot", signerSet(epoch, signers));
    const { coldEpoch, coldHash } = set;
    const waiting = { proposedAtMs: atMs, completeAtMs: 0, signatures: [], isReplacement: true };
    ledger.put("validators", {
      ...set,
      next: { members: validators, epoch, coldEpoch, hotHash, coldHash, ...waiting },
    });
  },

  ListVault(ledger, { type: _, ...spec }, atMs) {
    const [twin] = vaultsOn(ledger, spec.chainId);
    ledger.put("vaults", {
      spec,
      inboxCount: 0n,
      inboxAcc: inboxStart(ledger.house.house, BigInt(spec.chainId), spec.vault),
      provenNumber: 0n,
      nextNonce: 1n,
      headerNumber: twin?.headerNumber ?? 0n,
      headerTimeMs: twin?.headerTimeMs ?? atMs,
      ...UNSHOWN,
      isGated: twin?.isGated ?? false,
      isRewritten: false,
    });
  },

  LocateAsset(ledger, { type: _, ...spec }) {
    locate(ledger, spec);
  },

  WindUpSegment(ledger, { segmentId }, atMs) {
    beginWindUp(ledger, segmentId, atMs, false);
  },

  ReopenChain(ledger, { chainId }) {
    for (const vault of vaultsOn(ledger, chainId)) ledger.put("vaults", { ...vault, isGated: false });
    for (const row of [...ledger.rows("headers")])
      if (row.chainId === chainId) ledger.remove("headers", `${chainId}/${row.number}`);
    for (const row of [...ledger.rows("headerVotes")])
      if (row.chainId === chainId) ledger.remove("headerVotes", `${chainId}/${row.validator}`);
  },
};

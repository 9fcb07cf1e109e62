/**
 * A checkpoint by hand: one member's claim, one payment that is owed, one asset with a rate.
 *
 * @module
 */
import { type challengeCalls, type LocalVault, type sendNow, vaultCalls } from "@novate/chains";
import type { ExitHead, Hex } from "@novate/codec";
import {
  assetLeaf,
  type ClaimLeaf,
  checkpointDigest,
  claimLeaf,
  compactSignature,
  EPOCH_MS,
  hashText,
  inboxStart,
  outboxLeaf,
  packSignatures,
  ratesHash,
  sectionLeaf,
  signerSet,
  signerSetHash,
  sparseTree,
  TABLE_DEPTH,
  VAULTS_DEPTH,
} from "@novate/evm";
import { createOwnerKey, deriveSecret } from "@novate/sdk";

export const CHAIN = 31_337n;
export const START = 1_760_054_400;
const HOUSE = hashText("a house that falls silent");

const keyOf = (label: string) => createOwnerKey(deriveSecret("leaving", label));
const hot = [0, 1, 2, 3].map((index) => keyOf(`hot/${index}`));
const set = signerSet(
  1n,
  hot.map(({ address }) => ({ address, power: 1n })),
);
export const founding = { house: HOUSE, hotSet: signerSetHash(HOUSE, "hot", set), coldSet: hashText("cold") };

export type Send = (call: Parameters<typeof sendNow>[2]) => ReturnType<typeof sendNow>;

/** What the only checkpoint of a house says, and its trees. */
export function onlyCheckpoint({ vault }: LocalVault, token: Hex) {
  const parts = { idleAtoms: 300_000n, holderAtoms: 0n, gainAtoms: 100_001n, juniorAtoms: 0n, seniorAtoms: 0n };
  const claim: ClaimLeaf = {
    accountId: 9,
    segmentId: 2,
    exitAddress: keyOf("member").address,
    exitChain: 0n,
    parts,
    kept: [{ assetId: 4, amountAtoms: 50_000n }],
  };
  const half = 2n ** 63n;
  const rates = [1, 2].map((segmentId) => ({
    segmentId,
    rate: 2n ** 64n,
    holderKept: half,
    gainKept: half,
    juniorKept: half,
    seniorKept: half,
  }));
  const row: vaultCalls.PaymentArguments = {
    nonce: 5n,
    token,
    recipient: keyOf("recipient").address,
    amount: 40_000n,
    lane: "main",
    cumulative: 40_000n,
  };
  /** 50,000 in kind, 300,000 of cash, half of 100,001 of gains. */
  const claimAtoms = 400_000n;
  const asset: vaultCalls.AssetArguments = {
    assetId: 4,
    token,
    consumedCum: 1_000_000n,
    queuedCum: [40_000n, 0n, 0n],
    claimTotal: 960_000n,
    ratesHash: ratesHash(rates),
  };
  const queuedCum = { main: 40_000n, small: 0n, sentBack: 0n };
  const claims = sparseTree(new Map([[claim.accountId, claimLeaf(claim)]]), TABLE_DEPTH);
  const outbox = sparseTree(new Map([[5, outboxLeaf(row)]]), TABLE_DEPTH);
  const assets = sparseTree(new Map([[asset.assetId, assetLeaf({ ...asset, queuedCum })]]), TABLE_DEPTH);
  const roots = {
    stateRoot: hashText("state"),
    claimsRoot: claims.root,
    outboxRoot: outbox.root,
    assetsRoot: assets.root,
  };

  /** Everything that is signed at a time, and the signatures of three quarters. */
  function sign(timeMs: bigint, inboxAcc: Hex, inboxCount: bigint) {
    const section = { chainId: CHAIN, vault, inboxCount, inboxAcc, ...roots };
    const vaults = sparseTree(new Map([[1, sectionLeaf(section)]]), VAULTS_DEPTH);
    const said = { height: 9n, timeMs, previous: hashText("before"), ...roots, vaultsRoot: vaults.root };
    const epoch = timeMs / BigInt(EPOCH_MS);
    const digest = checkpointDigest(HOUSE, { ...said, epoch, setHash: founding.hotSet });
    const signatures = packSignatures(
      set,
      new Map(hot.slice(0, 3).map((key) => [key.address, compactSignature(key.sign(digest))!])), // its own keys sign
    );
    return { said, epoch, digest, signatures, section: { ...section, index: 1n, siblings: vaults.prove(1) } };
  }

  /** Brings it to the vault, which has heard `inboxCount` entries; what its place commits to, but for the block. */
  async function accept(send: Send, timeSec: number, inboxAcc: Hex, inboxCount: bigint) {
    const { said, section, signatures, epoch, digest } = sign(BigInt(timeSec) * 1_000n, inboxAcc, inboxCount);
    await send(vaultCalls.accept(vault, said, section, set, signatures));
    return { epoch, digest, roots, inboxCount };
  }

  /** All that it is of, as a node tells it. */
  function headAt(timeMs: bigint, inboxAcc: Hex, inboxCount: bigint): ExitHead {
    const { said, digest, section } = sign(timeMs, inboxAcc, inboxCount);
    const { index: _index, siblings: _siblings, chainId, ...rest } = section;
    const { height, ...others } = said;
    const at = { vaultId: 1, token };
    return {
      house: HOUSE,
      checkpoint: {
        ...{ previous: others.previous, stateRoot: roots.stateRoot, claimsRoot: roots.claimsRoot },
        ...{ vaultsRoot: others.vaultsRoot, setHash: founding.hotSet },
        ...{ epoch: Number(timeMs / BigInt(EPOCH_MS)), height: Number(height), timeMs: Number(timeMs) },
      },
      signatures: hot.slice(0, 3).map((key) => ({ key: key.address, signature: key.sign(digest) })),
      signers: { ...set, words: [...set.words] },
      sections: [
        {
          ...{ vaultId: 1, chainId: Number(chainId), vault, inboxCount: rest.inboxCount, inboxAcc: rest.inboxAcc },
          ...{ outboxRoot: roots.outboxRoot, assetsRoot: roots.assetsRoot },
        },
      ],
      assets: [
        {
          ...{
            assetId: asset.assetId,
            ...at,
            consumedAtoms: asset.consumedCum,
            claimTotalAtoms: asset.claimTotal,
            rates,
          },
          queued: { mainAtoms: 40_000n, smallAtoms: 0n, sentBackAtoms: 0n },
        },
      ],
      payments: [
        {
          ...{ ...at, accountId: 9, nonce: row.nonce, recipient: row.recipient, amountAtoms: row.amount, lane: 0 },
          cumulativeAtoms: row.cumulative,
        },
      ],
    } as never; // numbers are branded
  }

  const questions: readonly (readonly [challengeCalls.ChallengeTree, number, challengeCalls.Answer])[] = [
    ["claims", 9, { tree: "claims", claim, siblings: claims.prove(9) }],
    ["outbox", 5, { tree: "outbox", row, siblings: outbox.prove(5) }],
    ["assets", 4, { tree: "assets", row: asset, rates, siblings: assets.prove(4) }],
    ["claims", 8, { tree: "claims", emptyIndex: 8, siblings: claims.prove(8) }],
  ];
  return { set, claim, claimAtoms, rates, row, asset, claims, outbox, assets, sign, accept, headAt, questions };
}

export const startOf = (vault: Hex): Hex => inboxStart(HOUSE, CHAIN, vault);

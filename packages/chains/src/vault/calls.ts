/**
 * Calls to a house's contracts, as bytes.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { readArtifact } from "@novate/contracts";
import { LANES, type Lane, SET_KINDS, type SetKind, type Signatures, type SignerSet } from "@novate/evm";
import { encodeDeployData, encodeFunctionData } from "viem";
import { setsAbi, tokenAbi, vaultAbi } from "../abi/abi.ts";
import type { Call } from "../account/writer.ts";
import { DEFAULT_TIMERS, type VaultTimers } from "./timers.ts";

/** Whose account a deposit or request names; see `InboxEntry` of `evm`. */
export interface Target {
  readonly ownerChain: bigint;
  readonly owner: Hex;
  readonly segmentId: number;
  /** 0: the owner's account of the segment, opened where there is none. */
  readonly accountId: number;
}

export interface VaultTerms {
  readonly token: Hex;
  readonly capAtoms: bigint;
  readonly floorAtoms: bigint;
}

export interface Founding {
  readonly house: Hex;
  readonly hotSet: Hex;
  readonly coldSet: Hex;
  /** Ascending. */
  readonly guardians: readonly Hex[];
  readonly terms: readonly VaultTerms[];
  /** Zero where the chain's coin is not taken. */
  readonly wrappedCoin?: Hex;
  readonly permit2?: Hex;
  readonly timers?: VaultTimers;
  /** Where `foundHall` put the hall. */
  readonly hall: Hex;
  /** What a challenge of a checkpoint costs, in the smallest unit of the chain's coin; see `BOND_WEI`. */
  readonly bondWei?: bigint;
}

/** A bond that pays for an answer wherever gas is dear. */
const BOND_WEI = 50_000_000_000_000_000n;

const NOBODY: Hex = `0x${"00".repeat(20)}`;

/** Founds a hall: one serves any number of vaults of its chain. */
export const foundHall = (): Call => ({ data: readArtifact("ExitHall").bytecode });

/** Founds `ValidatorSets`, which founds its vault; refused where the hall is none. */
export const foundSets = ({ hall, bondWei = BOND_WEI, ...founding }: Founding): Call => ({
  data: encodeDeployData({
    abi: setsAbi,
    bytecode: readArtifact("ValidatorSets").bytecode,
    args: [
      {
        wrappedCoin: NOBODY,
        permit2: NOBODY,
        timers: DEFAULT_TIMERS,
        ...founding,
        exit: { hall, hallCodeHash: readArtifact("ExitHall").codeHash!, bondWei }, // a hall has no immutables
      },
    ],
  }),
});

export const foundToken = (name: string, symbol: string, decimals: number): Call => ({
  data: encodeDeployData({
    abi: tokenAbi,
    bytecode: readArtifact("TrialToken").bytecode,
    args: [name, symbol, decimals],
  }),
});

export const mint = (token: Hex, to: Hex, amount: bigint): Call => ({
  to: token,
  data: encodeFunctionData({ abi: tokenAbi, functionName: "mint", args: [to, amount] }),
});

export const approve = (token: Hex, spender: Hex, amount: bigint): Call => ({
  to: token,
  data: encodeFunctionData({ abi: tokenAbi, functionName: "approve", args: [spender, amount] }),
});

/** Pays in for many owners at once, on a chain of one's own. */
export const fund = (token: Hex, vault: Hex, targets: readonly Target[], amounts: readonly bigint[]): Call => ({
  to: token,
  data: encodeFunctionData({ abi: tokenAbi, functionName: "fund", args: [vault, targets, amounts] }),
});

export const deposit = (vault: Hex, token: Hex, amount: bigint, target: Target, data: Hex = "0x"): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: vaultAbi, functionName: "deposit", args: [token, amount, target, data] }),
});

/** `kind`: 1 key, 2 withdraw, 3 wind down. */
export const request = (vault: Hex, kind: 1 | 2 | 3, target: Target, data: Hex): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: vaultAbi, functionName: "request", args: [kind, target, data] }),
});

export interface CheckpointArguments {
  readonly height: bigint;
  readonly timeMs: bigint;
  readonly previous: Hex;
  readonly stateRoot: Hex;
  readonly claimsRoot: Hex;
}

export interface SectionArguments {
  readonly inboxCount: bigint;
  readonly inboxAcc: Hex;
  readonly outboxRoot: Hex;
  readonly assetsRoot: Hex;
  /** The vault's id. */
  readonly index: bigint;
  readonly siblings: readonly Hex[];
}

export const accept = (
  vault: Hex,
  checkpoint: CheckpointArguments,
  section: SectionArguments,
  set: SignerSet,
  signatures: Signatures,
): Call => ({
  to: vault,
  data: encodeFunctionData({
    abi: vaultAbi,
    functionName: "accept",
    args: [checkpoint, section, setArgument(set), signatures],
  }),
});

const setArgument = ({ words, ...set }: SignerSet) => ({ ...set, words: words.map(BigInt) });

export interface AcceptedArguments {
  readonly epoch: bigint;
  readonly digest: Hex;
  readonly roots: {
    readonly stateRoot: Hex;
    readonly claimsRoot: Hex;
    readonly outboxRoot: Hex;
    readonly assetsRoot: Hex;
  };
  readonly inboxCount: bigint;
  readonly timeSec: bigint;
  readonly blockNumber: bigint;
}

export const mature = (vault: Hex, number: number, accepted: AcceptedArguments): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: vaultAbi, functionName: "mature", args: [number, accepted] }),
});

export interface AssetArguments {
  readonly assetId: number;
  readonly token: Hex;
  readonly consumedCum: bigint;
  readonly queuedCum: readonly [bigint, bigint, bigint];
  readonly claimTotal: bigint;
  readonly ratesHash: Hex;
}

export const advance = (vault: Hex, row: AssetArguments, siblings: readonly Hex[]): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: vaultAbi, functionName: "advance", args: [row, BigInt(row.assetId), siblings] }),
});

export interface PaymentArguments {
  readonly nonce: bigint;
  readonly token: Hex;
  readonly recipient: Hex;
  readonly amount: bigint;
  readonly lane: Lane;
  readonly cumulative: bigint;
}

export const pay = (vault: Hex, { lane, ...row }: PaymentArguments, siblings: readonly Hex[]): Call => ({
  to: vault,
  data: encodeFunctionData({
    abi: vaultAbi,
    functionName: "pay",
    args: [{ ...row, lane: LANES.indexOf(lane) }, row.nonce & 0xffff_ffffn, siblings],
  }),
});

/** A guardian's stop. */
export const stop = (sets: Hex): Call => ({
  to: sets,
  data: encodeFunctionData({ abi: setsAbi, functionName: "stop" }),
});

/** Says that a stop is over which has ended by itself: nothing ages before. Anybody may. */
export const resume = (vault: Hex): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: vaultAbi, functionName: "resume" }),
});

export const sync = (vault: Hex, token: Hex): Call => ({
  to: vault,
  data: encodeFunctionData({ abi: vaultAbi, functionName: "sync", args: [token] }),
});

/** One step from a set to its successor, with what more than two thirds of either signed. */
export interface RotationArguments {
  readonly from: SignerSet;
  readonly fromSignatures: Signatures;
  readonly to: SignerSet;
  readonly toSignatures: Signatures;
}

/** Brings steps from the set that signs now; the last one's set follows after one delay. */
export const rotate = (sets: Hex, kind: SetKind, links: readonly RotationArguments[]): Call => ({
  to: sets,
  data: encodeFunctionData({
    abi: setsAbi,
    functionName: "rotate",
    args: [
      SET_KINDS.indexOf(kind),
      links.map((link) => ({ ...link, from: setArgument(link.from), to: setArgument(link.to) })),
    ],
  }),
});

/** Puts another hot set in the place of one that is not trusted, while the vault is stopped. */
export const replaceHot = (
  sets: Hex,
  cold: SignerSet,
  coldSignatures: Signatures,
  to: SignerSet,
  toSignatures: Signatures,
): Call => ({
  to: sets,
  data: encodeFunctionData({
    abi: setsAbi,
    functionName: "replaceHot",
    args: [setArgument(cold), coldSignatures, setArgument(to), toSignatures],
  }),
});

/** The cold keys' word that they are there, as of a time in seconds since 1970. */
export const refresh = (sets: Hex, timeSec: bigint, cold: SignerSet, signatures: Signatures): Call => ({
  to: sets,
  data: encodeFunctionData({ abi: setsAbi, functionName: "refresh", args: [timeSec, setArgument(cold), signatures] }),
});

/** Makes the set that follows the one that signs, once its delay is over. */
export const activate = (sets: Hex, kind: SetKind): Call => ({
  to: sets,
  data: encodeFunctionData({ abi: setsAbi, functionName: "activate", args: [SET_KINDS.indexOf(kind)] }),
});

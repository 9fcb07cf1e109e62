/**
 * Paying in as one action: whatever would send the money back, or lose its gas, is told before a wallet is asked.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import type { NovateClient } from "../client/client.ts";
import { NovateFailure } from "../client/failure.ts";
import { allowanceData, approveData, balanceData, depositData } from "./callData.ts";
import type { Payer } from "./payer.ts";

export interface DepositRequest {
  readonly assetId: number;
  readonly amountAtoms: bigint;
  readonly segmentId: number;
  /** Absent: a new account of the owner in the segment. */
  readonly accountId?: number;
  /** Whose account it is; the payer's unless told. */
  readonly owner?: Hex;
  /** The chain on which the owner is a contract; 0 for a key. */
  readonly ownerChain?: number;
}

/** Why nothing was paid in. Nothing has happened but, at the most, an approval. */
export type DepositRefusal =
  | { readonly code: "AssetNotLocated"; readonly data: { readonly assetId: number } }
  | { readonly code: "VaultClosed"; readonly data: { readonly vaultId: number } }
  | { readonly code: "SegmentClosed"; readonly data: { readonly segmentId: number; readonly status: string } }
  | { readonly code: "AssetNotTaken"; readonly data: { readonly segmentId: number; readonly assetId: number } }
  | { readonly code: "CapExceeded"; readonly data: { readonly capAtoms: bigint; readonly heldAtoms: bigint } }
  | {
      readonly code: "AccountMismatch";
      readonly data: { readonly accountId: number; readonly field: "owner" | "segmentId" };
    }
  | { readonly code: "AmountTooLow"; readonly data: { readonly leastAtoms: bigint } }
  | {
      readonly code: "ChainMismatch";
      readonly data: { readonly expectedChainId: number; readonly receivedChainId: number };
    }
  | { readonly code: "BalanceTooLow"; readonly data: { readonly balanceAtoms: bigint } }
  | {
      readonly code: "TransactionReverted";
      readonly data: { readonly step: "approve" | "deposit"; readonly hash: Hex };
    };

export interface Deposited {
  /** Of the transaction that paid in, and the block that took it. */
  readonly hash: Hex;
  readonly blockNumber: bigint;
  readonly chainId: number;
  readonly vaultId: number;
  readonly vault: Hex;
}

export type DepositOutcome =
  | { readonly accepted: true; readonly result: Deposited }
  | { readonly accepted: false; readonly refusal: DepositRefusal };

interface Place {
  readonly chainId: number;
  readonly vaultId: number;
  readonly vault: Hex;
  readonly token: Hex;
}

const refused = (refusal: DepositRefusal): DepositOutcome => ({ accepted: false, refusal });

/**
 * Approves and pays in; asks the wallet once where the vault may take enough already. Called again after it was declined or cut off it
 * goes on: what was approved is not approved again. What it paid it pays again: look at `result` first.
 *
 * The house credits it when its validators call the block final, some minutes later.
 *
 * @example
 * const payer = await injectedPayer(window.ethereum); // or viemPayer({ wallet, reader })
 * const paid = await deposit({ client: novate, payer }, { assetId: 1, amountAtoms: 1_000_000n, segmentId: 1 });
 * console.log(paid.accepted ? paid.result.hash : paid.refusal.code); // AssetNotLocated, in a house whose assets lie in no vault
 */
export async function deposit(
  { client, payer }: { readonly client: NovateClient; readonly payer: Payer },
  request: DepositRequest,
): Promise<DepositOutcome> {
  const { amountAtoms, assetId } = request;
  const { vaults } = await client.vaults();
  const found = vaults.flatMap(({ row, exit, assets }) =>
    assets.flatMap((asset) => (asset.row.assetId === assetId ? [{ vault: row, exit, location: asset.row }] : [])),
  )[0];
  if (found === undefined) return refused({ code: "AssetNotLocated", data: { assetId } });
  const { vaultId, chainId, vault } = found.vault.spec;
  const place = { chainId, vaultId, vault: vault as Hex, token: found.location.token as Hex }; // by the tables' schemas
  if (found.exit !== null || found.vault.isGated || found.vault.isRewritten)
    return refused({ code: "VaultClosed", data: { vaultId } });
  const leastAtoms = request.accountId === undefined ? BigInt(found.location.leastAtoms) : 1n;
  if (amountAtoms < leastAtoms || amountAtoms <= 0n) return refused({ code: "AmountTooLow", data: { leastAtoms } });
  const refusal =
    (await refusalOfHouse(client, payer.address, request)) ?? (await refusalOfChain(payer, place, amountAtoms));
  if (refusal !== null) return refused(refusal);
  return pay(payer, place, request);
}

/** What the house would send back. */
async function refusalOfHouse(
  client: NovateClient,
  payer: Hex,
  { assetId, amountAtoms, segmentId, accountId, owner = payer, ownerChain = 0 }: DepositRequest,
): Promise<DepositRefusal | null> {
  const { settlementAssetId, collaterals, status } = await client.segment(segmentId);
  if (status !== "open") return { code: "SegmentClosed", data: { segmentId, status } };
  const taken = collaterals.find((each) => each.assetId === assetId);
  if (taken === undefined && settlementAssetId !== assetId)
    return { code: "AssetNotTaken", data: { segmentId, assetId } };
  if (taken !== undefined) {
    const [capAtoms, heldAtoms] = [BigInt(taken.capAtoms), BigInt(taken.heldAtoms)];
    if (heldAtoms + amountAtoms > capAtoms) return { code: "CapExceeded", data: { capAtoms, heldAtoms } };
  }
  if (accountId === undefined) return null;
  const account = await client.account(accountId);
  const isOwners = account.owner === owner.toLowerCase() && account.ownerChain === ownerChain;
  if (!isOwners) return { code: "AccountMismatch", data: { accountId, field: "owner" } };
  if (account.segmentId !== segmentId) return { code: "AccountMismatch", data: { accountId, field: "segmentId" } };
  return null;
}

async function refusalOfChain(
  payer: Payer,
  { chainId, token }: Place,
  amountAtoms: bigint,
): Promise<DepositRefusal | null> {
  const receivedChainId = await payer.chainId();
  if (receivedChainId !== chainId)
    return { code: "ChainMismatch", data: { expectedChainId: chainId, receivedChainId } };
  const balanceAtoms = await readAtoms(payer, token, balanceData(payer.address));
  return balanceAtoms < amountAtoms ? { code: "BalanceTooLow", data: { balanceAtoms } } : null;
}

async function pay(payer: Payer, place: Place, request: DepositRequest): Promise<DepositOutcome> {
  const { vault, token } = place;
  const { amountAtoms, owner = payer.address, ownerChain = 0 } = request;
  const allowedAtoms = await readAtoms(payer, token, allowanceData(payer.address, vault));
  // Some tokens change an allowance to zero or from zero alone.
  const approvals = allowedAtoms >= amountAtoms ? [] : allowedAtoms > 0n ? [0n, amountAtoms] : [amountAtoms];
  for (const approved of approvals) {
    const hash = await payer.send(token, approveData(vault, approved));
    if (!(await payer.mined(hash)).isDone)
      return refused({ code: "TransactionReverted", data: { step: "approve", hash } });
  }
  const terms = { ...request, token, owner, ownerChain: BigInt(ownerChain), amountAtoms };
  const hash = await payer.send(vault, depositData(terms));
  const { isDone, blockNumber } = await payer.mined(hash);
  if (!isDone) return refused({ code: "TransactionReverted", data: { step: "deposit", hash } });
  const { chainId, vaultId } = place;
  return { accepted: true, result: { hash, blockNumber, chainId, vaultId, vault } };
}

/** A word of a token. Rejects with `Unreachable` where the chain answers with none: there is no such contract. */
async function readAtoms(payer: Payer, token: Hex, data: Hex): Promise<bigint> {
  const answer = await payer.read(token, data);
  if (/^0x[0-9a-f]{64}$/i.test(answer)) return BigInt(answer);
  throw new NovateFailure({
    code: "Unreachable",
    status: 0,
    detail: `The wallet's chain has no token at ${token}.`,
    remedy: "Let the wallet ask a node of the vault's chain.",
    advice: "stop",
    refusal: null,
    details: { token },
  });
}

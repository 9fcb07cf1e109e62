/**
 * What a vault in exit owes by TypeScript's reading of the house's leaves, call by call, and forged calls beside each.
 *
 * @module
 */
import {
  type Call,
  exitPaymentCalls,
  type InboxLogEntry,
  readEntries,
  readExit,
  readFlows,
  readHolding,
  readPaid,
} from "@novate/chains";
import type { ExitAsset, ExitKit, Hex } from "@novate/codec";
import { type ExitBook, LANES, payableAtoms, ratesHash } from "@novate/evm";
import type { ReplayVault } from "@novate/lab";
import { expect } from "vitest";

/** A call that nobody may make, and the vault's word for why. */
export type Forged = readonly [call: Call, error: string];

export interface Due {
  readonly token: Hex;
  /** Null: its owner is a contract of another chain, and nothing is paid here. */
  readonly recipient: Hex | null;
  /** Before the factor of its token. */
  readonly owedAtoms: bigint;
  readonly call: (to?: Hex) => Call;
  /** What a second call is refused for. */
  readonly again: string;
  readonly forged: readonly Forged[];
}

/** What a token pays of what is owed. */
export interface Part {
  readonly have: bigint;
  readonly owed: bigint;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const less = (from: bigint, amount: bigint): bigint => (from > amount ? from - amount : 0n);

export const rowOf = ({ assetId, token, consumedAtoms, queued, claimTotalAtoms, rates }: ExitAsset) => ({
  assetId,
  token,
  consumedCum: consumedAtoms,
  queuedCum: [queued.mainAtoms, queued.smallAtoms, queued.sentBackAtoms] as const,
  claimTotal: claimTotalAtoms,
  ratesHash: ratesHash(rates),
});

/** The assets of a vault, as every kit of the word has them. */
export const assetsOf = (book: ExitBook, { plan }: ReplayVault) =>
  book.kitOf(0).assets.filter(({ asset }) => asset.vaultId === plan.vaultId);

/** By the rule of custody, from what the vault holds and what the word says; before anything was paid in exit. */
export async function partOf({ chain, where }: ReplayVault, asset: ExitAsset): Promise<Part> {
  const { source } = chain;
  const now = await source.header("latest");
  const { heldAtoms, balanceAtoms } = await readHolding(source, now, where.vault, asset.token);
  const lanes = LANES.map((lane) => [asset.token, lane] as const);
  const paid = sum((await readFlows(source, now, where.vault, lanes)).map(({ paidCum }) => paidCum));
  const queued = sum([asset.queued.mainAtoms, asset.queued.smallAtoms, asset.queued.sentBackAtoms]);
  const unheard = less(heldAtoms + paid, asset.consumedAtoms);
  const owed = asset.claimTotalAtoms + less(queued, paid) + unheard;
  // INV 24: an honest house never says more than there is.
  expect(owed).toBeLessThanOrEqual(heldAtoms);
  const have = balanceAtoms < heldAtoms ? balanceAtoms : heldAtoms;
  return have >= owed ? { have: 1n, owed: 1n } : { have, owed };
}

/** Everything that a vault in exit owes, by the word that it pays by. */
export async function duesOf(vault: ReplayVault, book: ExitBook): Promise<Due[]> {
  const kits = [0, ...[...book.claimsFrom(0, 10_000).claims].map(({ accountId }) => accountId)].map((id) =>
    book.kitOf(id),
  );
  return [...claimsOf(vault, kits), ...(await paymentsOf(vault, kits)), ...(await refundsOf(vault))];
}

function claimsOf({ plan, where }: ReplayVault, kits: readonly ExitKit[]): Due[] {
  const dues: Due[] = [];
  for (const [index, kit] of kits.entries()) {
    const [claim] = kit.claims;
    const other = kits[(index + 1) % kits.length]!;
    for (const { asset } of kit.assets) {
      if (claim === undefined || asset.vaultId !== plan.vaultId) continue;
      const { assetId, token, rates } = asset;
      const rate = rates.find(({ segmentId }) => segmentId === claim.segmentId);
      const owedAtoms = payableAtoms(claim, assetId, rate);
      if (owedAtoms === 0n) continue;
      const { exitClaim } = exitPaymentCalls;
      const made = (forged: typeof claim, siblings = kit.claimSiblings, own = rates): Call =>
        exitClaim(where.vault, forged, siblings, token, own);
      const { parts, kept } = claim;
      const more = kept.map((one) => ({ ...one, amountAtoms: one.amountAtoms + 1n }));
      const isHere = claim.exitChain === 0 || claim.exitChain === plan.chainId;
      dues.push({
        token,
        recipient: isHere ? claim.exitAddress : null,
        owedAtoms,
        call: (to = claim.exitAddress) => exitClaim(where.vault, claim, kit.claimSiblings, token, rates, to),
        again: "AlreadyClaimed",
        forged: [
          [made({ ...claim, parts: { ...parts, idleAtoms: parts.idleAtoms + 1n } }), "NotInForce"],
          [made({ ...claim, kept: [...more, { assetId, amountAtoms: 1n }] }), "NotInForce"],
          [made({ ...claim, exitAddress: THIEF }), "NotInForce"],
          [made({ ...claim, exitChain: claim.exitChain === 0 ? plan.chainId : 0 }), "NotInForce"],
          [made({ ...claim, accountId: claim.accountId ^ 1 }), "NotInForce"],
          ...(other.claimSiblings.join() === kit.claimSiblings.join()
            ? []
            : [[made(claim, other.claimSiblings), "NotInForce"] as const]),
          ...(isHere
            ? [
                [
                  made(claim, kit.claimSiblings, rates.map(raised).concat(noRate(claim.segmentId))),
                  "WrongRates",
                ] as const,
              ]
            : []),
          ...(isHere
            ? [[exitClaim(where.vault, claim, kit.claimSiblings, token, rates, THIEF), "NotTheRecipient"] as const]
            : []),
        ],
      });
    }
  }
  return dues;
}

export const THIEF: Hex = `0x${"7e".repeat(20)}`;
const raised = <T extends { readonly rate: bigint }>(one: T): T => ({ ...one, rate: one.rate + 1n });
const noRate = (segmentId: number) => ({
  segmentId,
  ...{ rate: 1n, holderKept: 0n, gainKept: 0n, juniorKept: 0n, seniorKept: 0n },
});

async function paymentsOf({ plan, where, chain }: ReplayVault, kits: readonly ExitKit[]): Promise<Due[]> {
  const own = kits.flatMap(({ payments }) => payments).filter(({ payment }) => payment.vaultId === plan.vaultId);
  const now = await chain.source.header("latest");
  const nonces = own.map(({ payment }) => payment.nonce);
  const paid = await readPaid(chain.source, now, where.vault, nonces);
  return own
    .filter((_, index) => !paid[index])
    .map(({ payment, siblings }): Due => {
      const { nonce, token, recipient, amountAtoms: amount, cumulativeAtoms: cumulative } = payment;
      const row = { nonce, token, recipient, amount, lane: LANES[payment.lane]!, cumulative };
      const made = (changes: Partial<typeof row>, to?: Hex): Call =>
        exitPaymentCalls.exitPayment(
          where.vault,
          { ...row, ...changes },
          siblings,
          to ?? changes.recipient ?? recipient,
        );
      return {
        token,
        recipient,
        owedAtoms: amount,
        call: (to) => made({}, to),
        again: "AlreadyPaid",
        forged: [
          [made({ amount: amount + 1n }), "NotInForce"],
          [made({ recipient: THIEF }), "NotInForce"],
          [made({ nonce: nonce + (1n << 32n) }), "NotInForce"],
          [made({}, THIEF), "NotTheRecipient"],
        ],
      };
    });
}

async function refundsOf({ where, chain }: ReplayVault): Promise<Due[]> {
  const now = await chain.source.header("latest");
  const { heardCount } = await readExit(chain.source, now, where.vault);
  const entries = await readEntries(chain.source, where.vault, 0n, now.number);
  const chunkOf = ({ index }: InboxLogEntry) => entries.filter((one) => one.index >> 6n === index >> 6n);
  const { exitRefund } = exitPaymentCalls;
  const call = (entry: InboxLogEntry, changes: object = {}, to = entry.sender): Call =>
    exitRefund(where.vault, { ...entry, ...changes }, chunkOf(entry), to);
  const heard = entries.filter(({ index, kind }) => index < heardCount && kind === 0).at(-1);
  const asked = entries.find(({ index, kind }) => index >= heardCount && kind !== 0);
  return entries
    .filter(({ index, kind }) => index >= heardCount && kind === 0)
    .map(
      (entry): Due => ({
        token: entry.token,
        recipient: entry.sender,
        owedAtoms: entry.amount,
        call: (to) => call(entry, {}, to),
        again: "AlreadyRefunded",
        forged: [
          [call(entry, { amount: entry.amount + 1n }), "NoSuchEntry"],
          [call(entry, { sender: THIEF }), "NoSuchEntry"],
          [call(entry, {}, THIEF), "NotTheRecipient"],
          ...(heard === undefined ? [] : [[call(heard), "NotRefundable"] as const]),
          ...(asked === undefined ? [] : [[call(asked), "NotRefundable"] as const]),
        ],
      }),
    );
}

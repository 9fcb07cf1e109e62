/**
 * Deposits, transfers, withdrawals, contributions to the default fund.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { type Atoms, atoms } from "@novate/num";
import { custodianSigner, walletOf } from "../../world/cast.ts";
import { BTC, COLLATERAL, CUSTODY_CHAINS, DECIMALS, SETTLEMENT } from "../../world/genesis.ts";
import type { Maker } from "../maker.ts";
import { balanceOf, type Scene } from "../scene.ts";

/** An amount of whole tokens in atoms of the asset. */
const whole = (assetId: number, amount: number): Atoms =>
  atoms((BigInt(Math.round(amount * 1e6)) * 10n ** BigInt(DECIMALS[assetId]!)) / 1_000_000n);

/** Cash mostly, a few thousand; sometimes a little of something else. */
export function gift({ dice }: Scene, { segmentId }: AccountRow): { assetId: number; amountAtoms: Atoms } {
  const settlement = SETTLEMENT[segmentId]!;
  const assetId = dice.chance(0.7) ? settlement : dice.pick(COLLATERAL[segmentId]!);
  if (assetId === settlement) return { assetId, amountAtoms: whole(assetId, dice.float(100, 20_000)) };
  return { assetId, amountAtoms: whole(assetId, assetId === BTC ? dice.float(0.001, 0.2) : dice.float(0.01, 4)) };
}

export const creditDeposit: Maker = (scene, memory) => {
  const { dice } = scene;
  const known = memory.deposits.items;
  if (known.length > 0 && dice.chance(0.08)) {
    const again = dice.pick(known);
    const command = dice.chance(0.5) ? again : { ...again, amountAtoms: atoms(again.amountAtoms + 1n) };
    return { command, signer: custodianSigner(again.chainId) };
  }
  // The poorest of a few, so that those who lost everything come back.
  const candidates = [scene.trader(), scene.trader(), scene.trader()].filter((account) => account !== undefined);
  candidates.sort((left, right) => Number(scene.cashOf(left) - scene.cashOf(right)));
  const account = dice.chance(0.03) ? scene.state.accounts.get(dice.int(1, 4)) : candidates[0];
  if (account === undefined) return null;
  const chainId = dice.pick(CUSTODY_CHAINS);
  const { accountId } = account;
  const depositIndex = memory.nextDeposit++;
  const command = { type: "CreditDeposit", chainId, depositIndex, accountId, ...gift(scene, account) } as const;
  memory.deposits.add(command);
  return { command, signer: custodianSigner(dice.chance(0.01) ? 9 : chainId) };
};

export const transferCollateral: Maker = (scene) => {
  const { dice } = scene;
  const source = scene.trader();
  if (source === undefined) return null;
  const siblings = scene.traders().filter((account) => account.owner === source.owner && account !== source);
  const target = siblings.length > 0 && dice.chance(0.9) ? dice.pick(siblings) : scene.trader()!;
  const assetId = dice.pick(COLLATERAL[source.segmentId]!);
  const command = {
    type: "TransferCollateral",
    sourceAccountId: source.accountId,
    targetAccountId: target.accountId,
    assetId,
    amountAtoms: partOf(scene, balanceOf(source, assetId)),
  } as const;
  return { command, signer: scene.signerFor(source) };
};

export const withdrawCollateral: Maker = (scene) => {
  const { dice } = scene;
  const account = dice.chance(0.05) ? scene.state.accounts.get(dice.int(1, 4)) : scene.trader();
  if (account === undefined) return null;
  const assetId = dice.pick(COLLATERAL[account.segmentId]!);
  const command = {
    type: "WithdrawCollateral",
    accountId: account.accountId,
    assetId,
    amountAtoms: outflowOf(scene, account, assetId),
    chainId: dice.chance(0.02) ? 9 : dice.pick(CUSTODY_CHAINS),
    recipient: account.owner,
  } as const;
  return { command, signer: scene.signerFor(account) };
};

/** A custodian tells of some of what its chain owes; now and then of what it does not. */
export const confirmWithdrawals: Maker = (scene) => {
  const { dice } = scene;
  const chainId = dice.pick(CUSTODY_CHAINS);
  const owed = [...scene.state.outbox.values()].filter((row) => row.chainId === chainId || dice.chance(0.02));
  const withdrawalIds = owed.filter(() => dice.chance(0.3)).map(({ withdrawalId }) => withdrawalId);
  if (dice.chance(0.05)) withdrawalIds.push(dice.int(0, 1_000));
  return {
    command: { type: "ConfirmWithdrawals", chainId, withdrawalIds: withdrawalIds.slice(0, 256) },
    signer: custodianSigner(chainId),
  };
};

export const contributeDefaultFund: Maker = (scene) => {
  const { dice } = scene;
  const account = dice.chance(0.3) ? scene.state.accounts.get(dice.int(1, 4)) : scene.trader();
  if (account === undefined) return null;
  const isEdge = dice.chance(0.3);
  const amount = isEdge ? atEdge(scene, account) : partOf(scene, scene.cashOf(account)) / 10n;
  const amountAtoms = atoms(amount);
  return {
    command: { type: "ContributeDefaultFund", accountId: account.accountId, tranche: dice.int(0, 2), amountAtoms },
    signer: walletOf(account.owner),
  };
};

/** A part of the balance, or for cash what the account's margin leaves, to the atom. */
export function outflowOf(scene: Scene, account: AccountRow, assetId: number): Atoms {
  const isEdge = assetId === SETTLEMENT[account.segmentId] && scene.dice.chance(0.4);
  return isEdge ? atoms(atEdge(scene, account)) : partOf(scene, balanceOf(account, assetId));
}

/** Just what is free, an atom beside it, a little more, or what would be free if gains had vested. */
function atEdge(scene: Scene, account: AccountRow): bigint {
  const beside = scene.dice.pick([0n, 0n, 1n, -1n, 1_000_000n, null]);
  return beside === null ? scene.tempting(account) : scene.freeOf(account) + beside;
}

/** A small part, a large part, all of it, an atom more, or nonsense. */
function partOf({ dice }: Scene, amount: bigint): Atoms {
  return atoms(
    dice.weighted([
      [6, (amount * BigInt(dice.int(1, 20))) / 100n],
      [3, (amount * BigInt(dice.int(20, 100))) / 100n],
      [1, amount],
      [0.5, amount + 1n],
      [0.2, 0n],
      [0.2, -amount],
    ]),
  );
}

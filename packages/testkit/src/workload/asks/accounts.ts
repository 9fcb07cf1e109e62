/**
 * Accounts, their keys and their mandates.
 *
 * @module
 */
import { KeyScope } from "@novate/codec";
import { atoms, HOUR_MS } from "@novate/num";
import { OWNERS, sessionSigner, walletOf } from "../../world/cast.ts";
import { VENUES } from "../../world/genesis.ts";
import { units } from "../../world/money.ts";
import type { Maker } from "../maker.ts";

/** Accounts that the workload opens at most, so that blocks stay small. */
const MOST_ACCOUNTS = 28;

export const openAccount: Maker = (scene) => {
  const { dice } = scene;
  if (scene.state.accounts.size >= MOST_ACCOUNTS && !dice.chance(0.002)) return null;
  const method = dice.weighted([
    [2, 0],
    [5, 1],
    [4, 2],
    [0.3, 3],
    [0.1, 200],
  ]);
  const segmentId = dice.chance(0.02) ? 9 : scene.segmentId();
  return { command: { type: "OpenAccount", segmentId, method }, signer: walletOf(dice.pick(OWNERS)) };
};

export const setMarginMethod: Maker = (scene) => {
  const account = scene.trader();
  if (account === undefined) return null;
  const { accountId } = account;
  const method = scene.dice.int(0, 3);
  return { command: { type: "SetMarginMethod", accountId, method }, signer: scene.signerFor(account) };
};

export const grantKey: Maker = (scene) => {
  const account = scene.trader();
  if (account === undefined) return null;
  const { dice, timeMs } = scene;
  const scopes = dice.weighted([
    [4, KeyScope.trade],
    [2, KeyScope.trade | KeyScope.transfer],
    [2, KeyScope.trade | KeyScope.transfer | KeyScope.withdraw],
    [0.2, 0],
    [0.2, 255],
  ]);
  const command = {
    type: "GrantKey",
    accountId: account.accountId,
    key: sessionSigner(dice.int(1, 24)), // few, so that the same one is granted, used and revoked
    scopes,
    tradeNotionalAtoms: units(dice.int(0, 200_000)),
    totalNotionalAtoms: units(dice.int(0, 1_000_000)),
    venueIds: dice.chance(0.5) ? [] : [dice.int(1, 3)],
    reduceOnly: dice.chance(0.2),
    validUntilMs: timeMs + dice.int(-1, 12) * HOUR_MS,
  } as const;
  return { command, signer: scene.signerFor(account) };
};

export const revokeKey: Maker = (scene) => {
  const keys = [...scene.state.keys.values()];
  if (keys.length === 0) return null;
  const { accountId, key } = scene.dice.pick(keys);
  const account = scene.state.accounts.get(accountId)!;
  return { command: { type: "RevokeKey", accountId, key }, signer: scene.signerFor(account) };
};

export const grantMandate: Maker = (scene) => {
  const account = scene.trader();
  if (account === undefined) return null;
  const { dice, timeMs } = scene;
  const command = {
    type: "GrantMandate",
    accountId: account.accountId,
    venueId: dice.chance(0.05) ? 77 : dice.pick(VENUES[account.segmentId]!),
    tradeNotionalAtoms: units(dice.int(1_000, 400_000)),
    totalNotionalAtoms: dice.chance(0.1) ? atoms(0n) : units(dice.int(10_000, 3_000_000)),
    validUntilMs: timeMs + dice.int(0, 24) * HOUR_MS,
  } as const;
  return { command, signer: walletOf(account.owner) };
};

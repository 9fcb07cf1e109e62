/**
 * What accounts get of each vault: what it pays, where it is in exit; else what it would, by the newest kit.
 *
 * @module
 */
import { type ExitPlaceOf, type ExitStanding, type LeaveOptions, leave, vaultsOf } from "@novate/agents";
import type { ExitKit, Hex } from "@novate/codec";
import { payoutsOf } from "@novate/sdk";

export interface AccountDue extends ExitPlaceOf {
  readonly what: "claim" | "payment" | "refund";
  readonly token: Hex | null;
  readonly amountAtoms: bigint | null;
  readonly recipient: Hex | null;
  /** Null where the vault is in no exit, or was not asked: it is what it would pay. */
  readonly standing: ExitStanding | null;
  readonly why: string;
}

export interface AccountDues {
  readonly accountId: number;
  /** Of the newest kit. */
  readonly epoch: number;
  readonly timeMs: number;
  readonly dues: readonly AccountDue[];
}

const PAYING = ["claim", "payment", "refund"];

/** Sends nothing. */
export async function duesOf(options: LeaveOptions) {
  const { kits } = options;
  const places = new Map(
    [...options.places].map(([chainId, { source, fromBlock }]) => [chainId, { source, fromBlock }]),
  );
  const steps = await leave({ ...options, places });
  const paying = steps.filter(({ deed }) => PAYING.includes(deed));
  const inExit = new Set(
    steps.filter(({ deed }) => deed === "settle" || PAYING.includes(deed)).map(({ vaultId }) => vaultId),
  );
  const newest = new Map<number, ExitKit>();
  for (const kit of kits) if (!newest.has(kit.accountId)) newest.set(kit.accountId, kit);
  const accounts = [...newest.values()].map((kit): AccountDues => {
    const { epoch, timeMs } = kit.checkpoint;
    const would = payoutsOf(kit)
      .filter(({ vaultId }) => !inExit.has(vaultId))
      .map(
        ({ vaultId, chainId, vault, nonce, token, amountAtoms, recipient }): AccountDue => ({
          ...{ vaultId, chainId, vault, token, amountAtoms, recipient, standing: null },
          what: nonce === null ? "claim" : "payment",
          why:
            recipient === null
              ? "its owner is a contract of another chain: it is paid there"
              : "if the vault exited by this kit",
        }),
      );
    const does = paying
      .filter(({ accountId }) => accountId === kit.accountId)
      .map(
        ({ vaultId, chainId, vault, deed, token, amountAtoms, recipient, standing, why }): AccountDue => ({
          ...{ vaultId, chainId, vault, token, amountAtoms, recipient, standing, why },
          what: deed as AccountDue["what"], // by the filter
        }),
      );
    return { accountId: kit.accountId, epoch, timeMs, dues: [...does, ...would] };
  });
  return { accounts, vaults: vaultsOf(kits) };
}

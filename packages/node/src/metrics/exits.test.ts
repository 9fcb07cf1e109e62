/** Goal: how far exits and wind-ups are is there for an alert. Method: rows by hand; what is read of them. */
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import type { Chain } from "../chain/index.ts";
import { observeExits } from "./exits.ts";

const table = <T>(rows: readonly (readonly [number, T])[]) => new Map(rows);

test("EXIT-323 a vault in exit, a wind-down and a segment that ended", async () => {
  const state = {
    house: table([[0, { timeMs: 100_000 }]]),
    checkpoints: table([
      [1, { isSigned: true, timeMs: 40_000 }],
      [2, { isSigned: false, timeMs: 90_000 }],
    ]),
    vaults: table([
      [1, { spec: { vaultId: 1 }, headerTimeMs: 70_000 }],
      [2, { spec: { vaultId: 2 }, headerTimeMs: 200_000 }],
    ]),
    vaultExits: table([[2, { phase: 2, sinceMs: 5, isForeign: false }]]),
    exitBooks: table([[2, { vaultId: 2, nextAccountId: 4, lastAccountId: 9 }]]),
    exitAssets: table([
      [7, { assetId: 7, claimsAtoms: 10n, claimTotalAtoms: 15n }],
      [8, { assetId: 8, claimsAtoms: 16n, claimTotalAtoms: 15n }],
    ]),
    leaving: table([
      [5, { accountId: 5, sinceMs: 10_000 }],
      [6, { accountId: 6, sinceMs: 60_000 }],
    ]),
    segments: table([
      [1, { segmentId: 1, settlementAssetId: 7, parameters: { oracle: { unknownTermMs: 1 } } }],
      [2, { segmentId: 2 }],
    ]),
    windUps: table([
      [1, { segmentId: 1, phase: 2, sinceMs: 5, cursor: 3, struck: null, isOfExit: true, isAgain: false }],
    ]),
    locations: table([]),
  };
  const registry = new Registry();
  const chain = { read: async (query: (engine: object) => unknown) => query({ state }) } as unknown as Chain; // what is asked of it
  observeExits(chain, [registry]);
  const text = await registry.metrics();
  for (const line of [
    "novate_signed_checkpoint_age_seconds 60",
    'novate_vault_header_age_seconds{vault="1"} 30',
    'novate_vault_header_age_seconds{vault="2"} 0',
    'novate_exit_phase{vault="1"} 0',
    'novate_exit_phase{vault="2"} 2',
    'novate_exit_accounts_left{vault="2"} 6',
    'novate_exit_claims_atoms{asset="7",state="booked"} 10',
    'novate_exit_claims_atoms{asset="7",state="left"} 5',
    'novate_exit_claims_atoms{asset="8",state="left"} 0',
    "novate_wind_downs 2",
    "novate_wind_down_age_seconds 90",
    'novate_wind_up_step{segment="1"} 3',
  ])
    expect(text).toContain(`${line}\n`);
  expect(text).not.toContain('segment="2"');
});

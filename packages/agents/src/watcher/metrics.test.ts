/** Goal: what a watcher found is there for an alert, the last finding of each asset. Method: findings by hand. */
import { expect, test } from "vitest";
import { exitMetrics } from "../exit/metrics.ts";
import { vaultMetrics } from "./metrics.ts";

const found = {
  vaultId: 1,
  chainId: 7,
  assetId: 3,
  token: `0x${"a1".repeat(20)}`,
  heldAtoms: 5n,
  balanceAtoms: 5n,
  ledgerAtoms: 5n,
  unheardAtoms: 0n,
  unprovenAtoms: 0n,
  differenceAtoms: 0n,
} as const;

test("gauges by chain, vault and asset", () => {
  const text = vaultMetrics([found, { ...found, heldAtoms: 4n, differenceAtoms: -1n }]);
  expect(text).toContain('novate_vault_held_atoms{chain="7",vault="1",asset="3"} 4\n');
  expect(text).toContain('novate_vault_difference_atoms{chain="7",vault="1",asset="3"} -1\n');
  expect(text).toContain('novate_vault_is_sound{chain="7",vault="1",asset="3"} 0\n');
  expect(vaultMetrics([{ ...found, balanceAtoms: 4n }])).toContain('is_sound{chain="7",vault="1",asset="3"} 0\n');
});

test("EXIT-322 ages that lead to an exit stand beside their bounds", () => {
  const vault = { vaultId: 1, chainId: 7, vault: found.token, phase: "none", cause: "none", exit: null } as const;
  const epochs = { acceptedEpoch: 5n, inForceEpoch: 2n, acceptedAtSec: 400n, nowSec: 1_000n, silentAtSec: 700n };
  const outlook = { ...vault, ...epochs, silenceSec: 300n, unservedSec: 200n, unheard: null };
  const unheard = { count: 3, oldestIndex: 9n, oldestAtSec: 950n, mayAskAtSec: 1_150n };
  const text = exitMetrics([outlook, { ...outlook, unheard }, { ...outlook, vaultId: 2, phase: "exit" }]);
  for (const line of [
    'exit_phase{chain="7",vault="1"} 0',
    'exit_phase{chain="7",vault="2"} 2',
    'checkpoint_age_seconds{chain="7",vault="1"} 600',
    'silence_seconds{chain="7",vault="1"} 300',
    'unheard_entries{chain="7",vault="1"} 3',
    'unheard_age_seconds{chain="7",vault="1"} 50',
    'unheard_age_seconds{chain="7",vault="2"} 0',
    'unserved_seconds{chain="7",vault="1"} 200',
  ])
    expect(text).toContain(`novate_vault_${line}\n`);
});

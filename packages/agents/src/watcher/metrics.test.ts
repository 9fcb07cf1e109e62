/** Goal: what a watcher found is there for an alert, the last finding of each asset. Method: findings by hand. */
import { expect, test } from "vitest";
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

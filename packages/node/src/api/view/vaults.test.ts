/** Goal: a vault is shown with what lies in it, alone as in the list. Method: a test house with two vaults, the schema of each answer. */
import { createTestHouse, foundVault, USDC, vaultSpec } from "@novate/engine/testing";
import * as schema from "@novate/wire/schema";
import { expect, test } from "vitest";
import { vaultsView, vaultView } from "./vaults.ts";

test("each vault of the list is what it is alone, and another is none", () => {
  const house = createTestHouse();
  foundVault(house, USDC);
  house.house.emit({
    type: "ChangeApplied",
    change: vaultSpec({ vaultId: 2, vault: `0x${"b2".repeat(20)}` }),
    atMs: house.timeMs,
  });
  const view = { height: 7, state: house.state } as Parameters<typeof vaultView>[0];
  const { vaults, quorum } = schema.VaultList.parse(vaultsView(view));
  expect([quorum?.keys, quorum?.leastKeys]).toEqual([4, 3]);
  expect(vaults.map(({ assets }) => assets.length)).toEqual([1, 0]);
  for (const vault of vaults)
    expect(schema.Vault.parse(vaultView(view, vault.row.spec.vaultId))).toEqual({ height: 7, ...vault });
  expect(vaultView(view, 3)).toBeNull();
});

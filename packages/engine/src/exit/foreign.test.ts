/** Goal: what a stolen quorum signed is nobody's debt in the house, and stops nothing. Method: an X with a forged part; leaves that the house could not have said. */
import type { CheckpointRow, ExitLeaf, RefusalCode } from "@novate/codec";
import { ExitPhase } from "@novate/codec";
import { rangeSides, TABLE_DEPTH, uintWord } from "@novate/evm";
import { expect, test } from "vitest";
import { noteRoots } from "../checkpoint/struckRoots.ts";
import { ClaimsTree } from "../claims/claimsTree.ts";
import { balanceOf } from "../ledger/balances.ts";
import { mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, btc, SEGMENT, USDC, USDC_FEED, usdc } from "../testing/testMarket.ts";
import { foundVault, VAULT_ID } from "../testing/vaults.ts";
import { assetCommand, deposit, depositsIn, makeReady, RELAYER, refundBatches, type Struck, saidBy, settled, showExit, showInForce, strike } from "./exit.fixture.ts"; // biome-ignore format: one line

const COINS = btc(1_000_000_000n);
const NO_PARTS = { idleAtoms: 0n, holderAtoms: 0n, gainAtoms: 0n, juniorAtoms: 0n, seniorAtoms: 0n };

/** One whose coins lie in the vault, and one whose cash lies elsewhere. */
function scene() {
  const house = createTestHouse();
  const vault = foundVault(house, BTC);
  deposit(house, vault, { owner: address(2), amountAtoms: COINS });
  const victim = house.openAccount(address(7));
  house.deposit(victim, USDC, usdc(2_000_000));
  house.setPrice(BTC_FEED, 100_000);
  house.setPrice(USDC_FEED, 1);
  const struck = strike(house, VAULT_ID);
  const row = () => mustGet(house.state.vaultExits, VAULT_ID);
  const has = () => [1, victim].flatMap((id) => [BTC, USDC].map((asset) => balanceOf(house.account(id), asset)));
  return { house, vault, victim, struck, row, has };
}

/** X with one leaf that somebody made up. */
function forgedBy(struck: Struck, accountId: number, changes: object) {
  const kept = [{ assetId: BTC, amountAtoms: COINS }];
  const leaf = { segmentId: SEGMENT, exitAddress: address(2), exitChain: 0, parts: NO_PARTS, kept, ...changes };
  const next = new ClaimsTree().next();
  next.add([{ accountId, ...leaf } as never]);
  const tree = next.finish();
  const leaves = [1, 2].map((id) => (id === accountId ? (leaf as unknown as ExitLeaf) : null));
  const sides = rangeSides(1, 2, { first: tree.prove(1), last: tree.prove(2) }, TABLE_DEPTH);
  const [left, right] = [[...sides.left], [...sides.right]];
  const command = { type: "BookExitClaims", accountId: 0, vaultId: VAULT_ID, firstAccountId: 1, leaves, left, right } as const; // biome-ignore format: one line
  return { forged: { ...struck, claimsRoot: tree.root() }, command };
}

test.each([
  ["claims", (struck: Struck, victim: number) => forgedBy(struck, victim, {}).forged],
  [
    "assets",
    (struck: Struck) => ({ ...struck, assets: struck.assets.map((each) => ({ ...each, claimTotalAtoms: 1n })) }),
  ],
  ["a count of entries", (struck: Struck) => ({ ...struck, heardCount: struck.heardCount - 1n })],
] as const)("EXIT-124 EXIT-125 by an X with forged %s nothing is shown or booked, and nobody owes", (_, forge) => {
  const { house, vault, victim, struck, row, has } = scene();
  const before = has();
  saidBy(house, VAULT_ID, struck);
  const forged = forge(struck, victim) as Struck;
  showInForce(house, vault, forged, ExitPhase.exit);
  expect(row()).toMatchObject({ phase: ExitPhase.exit, isForeign: true });
  expect(house.outcome(assetCommand(forged, VAULT_ID, BTC), RELAYER)).toBe("ExitForeign");
  expect(house.outcome(forgedBy(struck, victim, {}).command, RELAYER)).toBe("ExitForeign");
  for (const batch of refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 2))
    expect(house.outcome(batch, RELAYER)).toBe("ExitForeign");
  settled(house);
  expect(has()).toEqual(before);
  expect(house.state.exitDebts.size).toBe(0);
});

test("EXIT-124 an X of an epoch, or of a vault, that the house said nothing of is foreign; its own is not", () => {
  for (const kind of ["own", "epoch", "vault"]) {
    const { house, vault, struck, row } = scene();
    if (kind !== "epoch") saidBy(house, kind === "own" ? VAULT_ID : VAULT_ID + 1, struck);
    showInForce(house, vault, struck, ExitPhase.exit);
    expect([kind, row().isForeign]).toEqual([kind, kind !== "own"]);
  }
});

test("EXIT-124 what was said is known for forty days of epochs", () => {
  const { house } = scene();
  const section = { vaultId: VAULT_ID, inboxCount: 5n, assetsRoot: uintWord(3) };
  const checkpoint = { epoch: 10, claimsRoot: uintWord(2), sections: [section] } as unknown as CheckpointRow; // what is read
  noteRoots(house.state, checkpoint);
  const vaults = [{ vaultId: VAULT_ID, heardCount: 5n, assetsRoot: uintWord(3) }];
  expect(house.state.struckRoots.get(10)).toEqual({ epoch: 10, claimsRoot: uintWord(2), vaults });
  noteRoots(house.state, { ...checkpoint, epoch: 10 + 40 * 144 - 1 });
  expect(house.state.struckRoots.has(10)).toBe(true);
  noteRoots(house.state, { ...checkpoint, epoch: 10 + 40 * 144 });
  expect([house.state.struckRoots.has(10), house.state.struckRoots.size]).toEqual([false, 2]);
});

test.each<[string, number, object, RefusalCode | "accepted"]>([
  ["what it may say", 1, {}, "accepted"],
  ["a segment that is none", 1, { segmentId: 77 }, "ExitMismatch"],
  ["a segment that is none, of another account", 2, { segmentId: 77 }, "ExitMismatch"],
  ["an atom more than is held", 1, { kept: [{ assetId: BTC, amountAtoms: COINS + 1n }] }, "ExitMismatch"],
  ["all that a number holds", 1, { kept: [{ assetId: BTC, amountAtoms: (1n << 128n) - 1n }] }, "ExitMismatch"],
])("EXIT-126 a leaf with %s is refused, and never thrown at", (_, accountId, changes, outcome) => {
  const { house, vault, struck, has } = scene();
  const { forged, command } = forgedBy(struck, accountId, changes);
  showExit(house, vault, forged);
  house.must(assetCommand(forged, VAULT_ID, BTC), RELAYER);
  makeReady(house, BTC);
  const before = has();
  expect(house.outcome(command, RELAYER)).toBe(outcome);
  if (outcome !== "accepted") expect(has()).toEqual(before);
});

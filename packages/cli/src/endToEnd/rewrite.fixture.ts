/**
 * A chain that breaks its word: it takes back what was final.
 *
 * @module
 */
import { expect } from "vitest";
import type { CustodyGame } from "./game.fixture.ts";

/** Blocks at once, so that what was final before is final again, otherwise. */
const AHEAD = 100;

/**
 * The last chain takes back what was final, with deposits that were credited: it is closed, once that is proven, and everything
 * else goes on.
 */
export async function rewriteFinal(game: CustodyGame): Promise<void> {
  const [open, rewritten] = game.chains.map(({ vault }) => vault.plan.vaultId);
  const { rpc } = game.chains.at(-1)!.vault.chain.source;
  const before = await rpc.request("evm_snapshot");
  await game.payIn(3);
  for (let step = 0; step < 2; step++) {
    await game.pass(25);
    await game.exchange();
  }
  await rpc.request("evm_revert", [before]);
  await game.payIn(1);
  for (let step = 0; step < 3 && game.books.gated.length === 0; step++) {
    await game.pass(AHEAD);
    await game.exchange();
  }
  const { state } = game.house.engine;
  expect(game.books.gated.length).toBeGreaterThan(0);
  expect(state.vaults.get(rewritten!)!.isGated).toBe(true);
  expect(state.vaults.get(open!)!.isGated).toBe(false);
  const { inboxCount } = state.vaults.get(open!)!;
  await game.chains[0]!.payIn(game.deposits(game.chains[0]!, 2));
  for (let step = 0; step < 2; step++) {
    await game.pass(25);
    await game.exchange();
  }
  expect(state.vaults.get(open!)!.inboxCount).toBe(inboxCount + 2n);
  await game.askFor(2);
  expect(game.refused).toEqual([]);
}

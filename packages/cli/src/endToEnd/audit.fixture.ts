/**
 * Whether everybody has what is theirs, once nothing is on its way.
 *
 * @module
 */
import { readBalance, readHolding } from "@novate/chains";
import { assetIdOf } from "@novate/lab";
import { expect } from "vitest";
import type { CustodyGame } from "./game.fixture.ts";
import type { PlayedChain } from "./playedChain.fixture.ts";

const ascending = (one: number, other: number): number => one - other;

export async function audit(game: CustodyGame): Promise<void> {
  const { state } = game.house.engine;
  expect(game.refused).toEqual([]);
  expect([game.books.returned, game.books.gated]).toEqual([[], []]);
  // Each that stands at its vault was credited once, and nothing else was.
  const standing = await Promise.all(game.chains.map((chain) => chain.standing()));
  const entries = standing.reduce((sum, deposits) => sum + deposits.length, 0);
  expect(game.books.credits.size).toBe(entries);
  expect(entries).toBeGreaterThanOrEqual(game.paidIn);
  expect([...game.books.credits.values()].every((times) => times === 1)).toBe(true);
  for (const [place, deposits] of standing.entries()) {
    const assetId = assetIdOf(game.scene.plan, game.chains[place]!.symbol);
    const sums = new Map<number, bigint>();
    for (const { accountId, amountAtoms } of deposits) sums.set(accountId, (sums.get(accountId) ?? 0n) + amountAtoms);
    for (const { accountId } of game.scene.members.all)
      expect(game.books.came(accountId, assetId)).toBe(sums.get(accountId) ?? 0n);
  }
  // What was asked for is owed, in parts where it is much, and each part was paid once.
  expect(game.books.owedSums()).toEqual(game.books.askedSums());
  expect([...game.books.payments.keys()].sort(ascending)).toEqual([...game.books.owed.keys()].sort(ascending));
  expect([...game.books.payments.values()].every((times) => times === 1)).toBe(true);
  for (const chain of game.chains) {
    const assetId = assetIdOf(game.scene.plan, chain.symbol);
    await auditVault(game, chain, assetId);
    for (const { accountId } of game.scene.members.all) {
      const held = state.accounts.get(accountId)!.balances.find((one) => one.assetId === assetId)?.amountAtoms ?? 0n;
      expect(held).toBe(game.books.balance(accountId, assetId));
    }
  }
}

/** What the vault has is what the ledger says, and every recipient has its due, no atom more. */
async function auditVault(
  game: CustodyGame,
  { vault: { chain, where }, symbol }: PlayedChain,
  assetId: number,
): Promise<void> {
  const token = where.tokens.get(symbol)!;
  const { heldAtoms, balanceAtoms } = await readHolding(
    chain.source,
    await chain.source.header("latest"),
    where.vault,
    token,
  );
  const ledger = game.house.engine.state.assets.get(assetId)!.escrowAtoms;
  expect([heldAtoms, balanceAtoms]).toEqual([ledger, ledger]);
  const due = new Map<string, bigint>();
  for (const row of game.books.owed.values())
    if (row.assetId === assetId) due.set(row.recipient, (due.get(row.recipient) ?? 0n) + row.amountAtoms);
  for (const [recipient, sum] of due)
    expect(await readBalance(chain.source, token, recipient as `0x${string}`)).toBe(sum);
}

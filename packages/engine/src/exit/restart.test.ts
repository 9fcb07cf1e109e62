/** Goal: a replica that was just restarted books an exit to the same roots; two vaults in exit at different times empty both. Method: an engine made again before every block, beside one that stays; stories by hand. */
import type { Command, Event, Hex } from "@novate/codec";
import { atoms, HOUR_MS, PPM_ONE } from "@novate/num";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { Commitment } from "../state/commitment.ts";
import { mustGet } from "../state/state.ts";
import { restoreEngine } from "../testing/restoreEngine.ts";
import { prepare } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { foundVault, VAULT_ID, vaultSpec } from "../testing/vaults.ts";
import {
  assetCommand,
  deposit,
  depositsIn,
  makeReady,
  RELAYER,
  refundBatches,
  settled,
  showExit,
  strike,
} from "./exit.fixture.ts";

const coins = (count: number) => btc(BigInt(count) * 100_000_000n);

function give(house: TestHouse, from: number, to: number, amountAtoms: ReturnType<typeof btc>): void {
  const has = (accountId: number) => balanceOf(house.account(accountId), BTC);
  const moved = { sourceAccountId: from, targetAccountId: to, assetId: BTC, amountAtoms };
  const after = { sourceAfterAtoms: atoms(has(from) - amountAtoms), targetAfterAtoms: atoms(has(to) + amountAtoms) };
  house.house.emit({ type: "CollateralTransferred", ...moved, ...after });
}

test("INV-017 EXIT-111 EXIT-112 EXIT-116 EXIT-120 an exit is booked to the same root by an engine that was made again before each block", () => {
  const house = createTestHouse();
  const vault = foundVault(house, BTC);
  for (const owner of [1, 2, 3]) {
    house.openAccount(address(owner), usdc(300_000));
    deposit(house, vault, { owner: address(owner), accountId: owner, amountAtoms: coins(5) });
  }
  const struck = strike(house, VAULT_ID);
  give(house, 1, 2, coins(2));
  deposit(house, vault, { owner: address(3), accountId: 3, amountAtoms: coins(1) });
  showExit(house, vault, struck);
  house.house.emit({ type: "HaircutBound", segmentId: SEGMENT, assetId: BTC, haircutPpm: PPM_ONE });
  const deposits = depositsIn(house.house.takeEvents(), VAULT_ID);
  const [first, second] = [struck.batch(VAULT_ID, 1, 2), struck.batch(VAULT_ID, 3, 1)];
  const refunds = refundBatches(VAULT_ID, deposits, 4);
  const blocks: Command[][] = [[assetCommand(struck, VAULT_ID, BTC)], [], [first], [refunds[0]!], [second], [], [], []];

  const commitment = new Commitment();
  commitment.take(house.state);
  const running = restoreEngine(commitment.rows(house.state), commitment.root());
  const events: Event[] = [];
  let nonce = 0n;
  for (const commands of blocks) {
    const { timeMs } = [...running.state.house.values()][0]!;
    const transactions = commands.map((command) => prepare(running.state, { command, signer: RELAYER }, nonce++));
    const block = { height: running.height + 1, timeMs: timeMs + 1_000, transactions };
    const restarted = restoreEngine(running.rows(), running.stateRoot).apply(block);
    const stayed = running.apply(block);
    expect(stayed.receipts.map(({ refusal }) => refusal)).toEqual(commands.map(() => null));
    expect(stayed.events).toEqual(restarted.events);
    expect(stayed.stateRoot).toBe(restarted.stateRoot);
    events.push(...stayed.events);
  }
  for (const type of ["ExitBooked", "ExitCharged", "ExitPaid", "ExitPotClosed"] as const)
    expect([type, events.some((event) => event.type === type)]).toEqual([type, true]);
  const cash = [1, 2, 3].map((accountId) => balanceOf(mustGet(running.state.accounts, accountId), USDC));
  expect(cash).toEqual([usdc(100_000), usdc(500_000), usdc(300_000)]);
  expect(mustGet(running.state.assets, BTC).escrowAtoms).toBe(0n);
});

test("EXIT-105 EXIT-117 EXIT-123 two vaults in exit at different times: both are empty in the books, and nobody owes anything", () => {
  const house = createTestHouse();
  const near = foundVault(house, BTC);
  const far = foundVault(
    house,
    USDC,
    vaultSpec({ vaultId: 2, chainId: 11, vault: address(0x7a18), sets: address(0x5e76) }),
  );
  const ids = [1, 2].map((owner) => {
    deposit(house, far, { owner: address(owner), amountAtoms: usdc(500_000) });
    deposit(house, near, { owner: address(owner), accountId: owner, amountAtoms: coins(5) });
    return owner;
  });
  const cash = () => ids.map((accountId) => balanceOf(house.account(accountId), USDC));
  const claims = (vaultId: number, struck: ReturnType<typeof strike>) =>
    house.must(struck.batch(vaultId, 1, 2), RELAYER);
  const refunds = (log: readonly Event[], vaultId: number) => {
    for (const batch of refundBatches(vaultId, depositsIn(log, vaultId), 8)) house.must(batch, RELAYER);
  };

  const first = strike(house, VAULT_ID);
  give(house, 1, 2, coins(1));
  showExit(house, near, first);
  house.must(assetCommand(first, VAULT_ID, BTC), RELAYER);
  makeReady(house, BTC);
  const log = house.house.takeEvents();
  refunds(log, VAULT_ID);
  claims(VAULT_ID, first);
  settled(house, 1);
  expect(cash()).toEqual([usdc(400_000), usdc(600_000)]);

  house.openBlock(house.timeMs + 5 * HOUR_MS);
  const second = strike(house, 2);
  expect(second.assets.map(({ assetId }) => assetId)).toEqual([USDC]);
  showExit(house, far, second);
  house.must(assetCommand(second, 2, USDC), RELAYER);
  makeReady(house, USDC);
  refunds(log, 2);
  claims(2, second);
  expect(cash()).toEqual([0n, 0n]);
  const escrows = [BTC, USDC].map((assetId) => mustGet(house.state.assets, assetId).escrowAtoms);
  expect(escrows).toEqual([0n, 0n]);
  const roots: readonly Hex[] = [...house.state.vaultExits.values()].map(({ claimsRoot }) => claimsRoot);
  expect(new Set(roots).size).toBe(2);
});

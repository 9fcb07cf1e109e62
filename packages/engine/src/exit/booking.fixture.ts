/**
 * A vault of coins that goes into exit beside a vault of cash that lives, booked as far and as late as a test wants.
 *
 * @module
 */
import { atoms } from "@novate/num";
import { balanceOf } from "../ledger/balances.ts";
import { begunWindUp } from "../ledger/windUp.ts";
import { houseOf } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { foundVault, VAULT_ID, vaultSpec } from "../testing/vaults.ts";
import { assetCommand, deposit, depositsIn, makeReady, price, RELAYER, refundBatches, showExit, strike } from "./exit.fixture.ts"; // biome-ignore format: one line
import { settlePots } from "./settlePots.ts";

export const CASH_VAULT = 2;

/** A coin is worth 100,000 dollars. */
export const coins = (count: number) => btc(BigInt(count) * 100_000_000n);

/** Account n has `held[n - 1]` coins at X, half a million dollars, and an owner of its own. */
export function leavingHouse(held: readonly number[]) {
  const house = createTestHouse();
  const coinVault = foundVault(house, BTC);
  const spec = vaultSpec({ vaultId: CASH_VAULT, chainId: 11, vault: address(0x7a18), sets: address(0x5e76) });
  const cashVault = foundVault(house, USDC, spec);
  for (const place of held.keys()) deposit(house, cashVault, { owner: address(place + 1), amountAtoms: usdc(500_000) });
  const payIn = (accountId: number, count: number) =>
    deposit(house, coinVault, { owner: house.account(accountId).owner, accountId, amountAtoms: coins(count) });
  for (const [place, count] of held.entries()) if (count > 0) payIn(place + 1, count);
  const struck = strike(house, VAULT_ID);
  const has = (accountId: number, assetId = USDC) => balanceOf(house.account(accountId), assetId);
  const priced = () => price(house);
  let deposits: ReturnType<typeof depositsIn> = [];
  return {
    ...{ house, coinVault, struck, has, priced, payIn },
    /** Coins change hands, for dollars. */
    sell(from: number, to: number, count: number, dollars: number) {
      const after = { sourceAfterAtoms: atoms(has(from, BTC) - coins(count)), targetAfterAtoms: atoms(has(to, BTC) + coins(count)) }; // biome-ignore format: one line
      const moved = { sourceAccountId: from, targetAccountId: to, assetId: BTC, amountAtoms: coins(count) };
      house.house.emit({ type: "CollateralTransferred", ...moved, ...after });
      house.moveCash(to, from, usdc(dollars));
    },
    /** The vault of coins is in exit at X, and all is ready to be booked. */
    exit() {
      showExit(house, coinVault, struck);
      priced();
      house.must(assetCommand(struck, VAULT_ID, BTC), RELAYER);
      makeReady(house, BTC);
      deposits = depositsIn(house.house.takeEvents(), VAULT_ID);
    },
    bookRefunds() {
      for (const batch of refundBatches(VAULT_ID, deposits, 8)) house.must(batch, RELAYER);
    },
    /** Claims of accounts from the first to the last one; of all that there are, where none is named. */
    bookClaims(first = 1, last = houseOf(house.state).nextAccountId - 1) {
      for (let from = first; from <= last; from += 256)
        house.must(struck.batch(VAULT_ID, from, Math.min(256, last - from + 1)), RELAYER);
    },
    /** Time goes by, and pots are settled. */
    step(ms = 600_000) {
      house.openBlock(house.timeMs + ms);
      priced();
      settlePots(house.house);
      house.house.derived.holdings.assertConserved();
    },
    /** The segment ends by governance, over so many blocks. */
    windUp(blocks = 12) {
      house.state.windUps.put(begunWindUp({ segmentId: SEGMENT }, house.timeMs, false));
      for (let count = 0; count < blocks; count++) {
        priced();
        runBlock(house, [], 1_000);
      }
    },
    /** Dollars that the vault of cash would pay each account by a word of now. */
    paid: (...accountIds: number[]) => {
      const word = strike(house, CASH_VAULT);
      return accountIds.map((accountId) => Number(word.payable(accountId, USDC)) / 1e6);
    },
  };
}

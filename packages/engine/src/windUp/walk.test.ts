/**
 * Goal: a segment that winds up in the middle of a pot's walk stops no block, and every creditor is paid once.
 * Method: who was paid another's coins is asked for them in a segment of more accounts than a block walks; the end begins between two blocks.
 */
import { WindUpPhase } from "@novate/codec";
import { atoms } from "@novate/num";
import { expect, test } from "vitest";
import { assetCommand, deposit, depositsIn, makeReady, price, RELAYER, refundBatches, showExit, strike } from "../exit/exit.fixture.ts"; // biome-ignore format: one line
import { settlePots } from "../exit/settlePots.ts";
import { balanceOf } from "../ledger/balances.ts";
import { begunWindUp } from "../ledger/windUp.ts";
import { exitPotKey } from "../state/keys.ts";
import { mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { foundVault, VAULT_ID, vaultSpec } from "../testing/vaults.ts";

const COINS = btc(1_000_000_000n); // a million dollars
const LAST = 600; // three blocks of a walk
const BATCH = 300;

/** Dave sold his coins to a creditor since X, was paid them by the vault, and has `hasAtoms` of cash; the creditor lacks `lacksAtoms` of it. */
function scene(creditor: number, keeper: number, hasAtoms: bigint, lacksAtoms: bigint) {
  const house = createTestHouse();
  const dave = 2;
  const vault = foundVault(house, BTC);
  const chain = { chainId: 11, vault: address(0x7a18), sets: address(0x5e76) };
  const cash = foundVault(house, USDC, vaultSpec({ vaultId: 2, ...chain }));
  for (let n = 1; n <= LAST; n++) house.openAccount(address(n));
  const cashOf = [
    [creditor, usdc(100_000)],
    [dave, atoms(hasAtoms)],
    [keeper, usdc(5_000_000)],
  ] as const;
  for (const [n, amountAtoms] of cashOf) deposit(house, cash, { owner: address(n), accountId: n, amountAtoms });
  deposit(house, vault, { owner: address(dave), accountId: dave, amountAtoms: COINS });
  const struck = strike(house, VAULT_ID);
  const ofCash = strike(house, 2);
  const sale = { sourceAccountId: dave, targetAccountId: creditor, assetId: BTC, amountAtoms: COINS };
  house.house.emit({ type: "CollateralTransferred", ...sale, sourceAfterAtoms: atoms(0n), targetAfterAtoms: COINS });
  house.moveCash(creditor, keeper, atoms(usdc(100_000) + lacksAtoms));
  showExit(house, vault, struck);
  const priced = () => price(house);
  priced();
  house.must(assetCommand(struck, VAULT_ID, BTC), RELAYER);
  makeReady(house, BTC);
  for (const batch of refundBatches(VAULT_ID, depositsIn(house.house.takeEvents(), VAULT_ID), 2)) house.must(batch, RELAYER); // biome-ignore format: one line
  for (let first = 1; first <= LAST; first += BATCH) house.must(struck.batch(VAULT_ID, first, BATCH), RELAYER);
  const block = () => {
    priced();
    runBlock(house, [], 1_000);
  };
  const pot = () => mustGet(house.state.exitPots, exitPotKey(SEGMENT, BTC));
  const inTheWalk = () => {
    while (pot().walk?.cursor === undefined || pot().walk?.cursor === 0) block();
  };
  const phasesOfWalk = () => {
    const phases = new Set<number>();
    for (block(); pot().walk !== null; block()) phases.add(mustGet(house.state.windUps, SEGMENT).phase);
    return [...phases];
  };
  const has = (n: number, assetId = USDC) => balanceOf(house.account(n), assetId);
  return { house, cash, ofCash, block, pot, inTheWalk, phasesOfWalk, has };
}

test("EXIT-217 a creditor ahead of the cursor is paid for its coins, though its segment ends in the last walk", () => {
  const { house, block, pot, inTheWalk, has } = scene(LAST, 1, usdc(1_000_000), usdc(1));
  inTheWalk();
  house.state.windUps.put(begunWindUp({ segmentId: SEGMENT }, house.timeMs, false));
  for (let count = 0; count < 12; count++) block();
  expect(mustGet(house.state.windUps, SEGMENT).phase).toBe(WindUpPhase.over);
  expect(pot()).toMatchObject({ isClosed: true, potAtoms: 0n });
  expect([has(LAST), has(2)]).toEqual([usdc(999_999), 0n]);
  expect([has(LAST, BTC), has(1, BTC)]).toEqual([0n, 0n]);
  house.house.derived.holdings.assertConserved();
});

test("EXIT-217 INV-037 a creditor behind the cursor gives no coins that are paid for once more ahead of it", () => {
  const { house, block, inTheWalk, phasesOfWalk, has } = scene(1, LAST, usdc(300_000), usdc(900_000));
  inTheWalk();
  house.state.windUps.put(begunWindUp({ segmentId: SEGMENT }, house.timeMs, false));
  const before = has(LAST);
  expect(phasesOfWalk()).toEqual([WindUpPhase.closing]);
  for (let count = 0; count < 12; count++) block();
  expect(mustGet(house.state.windUps, SEGMENT).phase).toBe(WindUpPhase.over);
  expect(has(LAST)).toBe(before - usdc(600_000) - 1n); // what the creditor lacks after its part, rounded down: he has its coins for it
  house.house.derived.holdings.assertConserved();
});

test("EXIT-217 INV-037 it ends after the walk too where the vault of its cash is shown to be in exit", () => {
  const { house, cash, ofCash, block, inTheWalk, phasesOfWalk } = scene(1, LAST, usdc(300_000), usdc(900_000));
  inTheWalk();
  house.state.struckRoots.delete(7);
  showExit(house, cash, ofCash);
  expect(phasesOfWalk()).toEqual([WindUpPhase.closing]);
  for (let count = 0; count < 12; count++) block();
  expect(mustGet(house.state.windUps, SEGMENT).phase).toBe(WindUpPhase.over);
  house.house.derived.holdings.assertConserved();
});

test("EXIT-217 where a segment waits to be struck no walk begins, so that pots in turn put its end off no longer", () => {
  const { house, pot } = scene(1, LAST, usdc(300_000), usdc(900_000));
  const before = pot();
  house.state.windUps.put(begunWindUp({ segmentId: SEGMENT }, house.timeMs, false));
  for (let count = 0; count < 4; count++) settlePots(house.house);
  expect(pot()).toEqual(before);
});

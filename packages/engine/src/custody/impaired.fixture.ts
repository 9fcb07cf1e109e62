/**
 * A house whose settlement cash lies in a vault that may lack some of it.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { atoms, DAY_MS } from "@novate/num";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner, USDC } from "../testing/testMarket.ts";
import { BOOKED_CHAIN, bookDeposit, bookVault, HOT_KEYS, provenToken } from "../testing/vaultBooks.ts";
import { releaseWithdrawals } from "./releaseWithdrawals.ts";

const relayer = ownerSigner(HOT_KEYS[0]!);
export const FROZEN = 1_760_000_000n;

/** Members with so much settlement cash each, all of it long in the vault. */
export function houseOf(...dollars: readonly bigint[]) {
  const house = createTestHouse();
  bookVault(house, USDC);
  const owners = dollars.map((_, index) => address(index + 1));
  for (const [index, atomsOf] of dollars.entries())
    bookDeposit(house, house.openAccount(owners[index]!), USDC, atoms(atomsOf));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  const held = dollars.reduce((sum, each) => sum + each, 0n);
  const lack = (shortfall: bigint, frozenSince = 0n): void =>
    house.must(provenToken(house, held, shortfall, frozenSince), relayer);
  return { house, owners, held, lack };
}

export function ask(house: TestHouse, owner: Hex, accountId: number, amountAtoms: bigint): void {
  const asked = { accountId, assetId: USDC, amountAtoms: atoms(amountAtoms), chainId: BOOKED_CHAIN, recipient: owner };
  house.must({ type: "WithdrawCollateral", ...asked }, ownerSigner(owner));
}

/** Lets what may leave do so; what is then owed to an account, to be paid by the vault. */
export function paidTo(house: TestHouse, accountId: number): bigint {
  for (let n = 0; n < 4; n++) releaseWithdrawals(house.house);
  house.house.derived.holdings.assertConserved();
  return [...house.state.outbox.values()]
    .filter((row) => row.accountId === accountId && row.payment !== null)
    .reduce((sum, row) => sum + row.amountAtoms, 0n);
}

export const later = (house: TestHouse, ms: number): void => house.openBlock(house.timeMs + ms);

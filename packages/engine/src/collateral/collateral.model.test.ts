/**
 * Goal: whatever collateral commands do, money is neither made nor lost, nothing goes below zero, and a refusal changes
 * nothing. Method: random histories of three owners against a naive ledger of deposits and withdrawals.
 */
import { type Command, type CommandOf, encode, tables } from "@novate/codec";
import { atoms } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { balanceOf } from "../ledger/balances.ts";
import { tableNames } from "../state/state.ts";
import { createTestHouse, TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  CHAIN,
  CUSTODIAN_SIGNER,
  ownerSigner,
  SEGMENT,
  USDC,
  USDC_FEED,
} from "../testing/testMarket.ts";
import { accrueInterest } from "./interest.ts";

const accountId = fc.integer({ min: 1, max: 4 });
const assetId = fc.constantFrom(USDC, BTC, 9);
const amountAtoms = fc.bigInt({ min: -1n, max: 20_000_000_000n }).map(atoms);
const commandArbitrary: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    type: fc.constant("CreditDeposit" as const),
    chainId: fc.constant(CHAIN),
    depositIndex: fc.bigInt({ min: 0n, max: 12n }),
    accountId,
    assetId,
    amountAtoms,
  }),
  fc.record({
    type: fc.constant("TransferCollateral" as const),
    sourceAccountId: accountId,
    targetAccountId: accountId,
    assetId,
    amountAtoms,
  }),
  fc.record({
    type: fc.constant("WithdrawCollateral" as const),
    accountId,
    assetId,
    amountAtoms,
    chainId: fc.constant(CHAIN),
    recipient: fc.constant(address(1)),
  }),
  fc.record({
    type: fc.constant("ContributeDefaultFund" as const),
    accountId,
    tranche: fc.integer({ min: 0, max: 2 }),
    amountAtoms,
  }),
);

/** Bytes of every row: what a refusal must leave alone. */
const snapshot = (house: TestHouse): string =>
  tableNames
    .flatMap((name) => [...house.state[name].values()].map((row) => encode(tables[name] as never, row as never)))
    .map((bytes) => bytes.join())
    .join(";");

test("INV-001 INV-012 INV-019 random histories conserve every asset, a refusal leaves no trace, the log rebuilds the state", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(commandArbitrary, fc.integer({ min: 1, max: 3 })), { maxLength: 40 }), (history) => {
      const house = createTestHouse();
      for (const owner of [1, 1, 2, 3]) house.openAccount(address(owner));
      const ledger = new Map<number, bigint>();
      const log = house.house.takeEvents();
      for (const [command, owner] of history) {
        house.openBlock(house.timeMs + 600_000);
        house.setPrice(USDC_FEED, 1);
        house.setPrice(BTC_FEED, 100_000);
        accrueInterest(house.house);
        const signer = command.type === "CreditDeposit" ? CUSTODIAN_SIGNER : ownerSigner(address(owner));
        const before = snapshot(house);
        log.push(...house.house.takeEvents());
        const refusal = house.hear(command, signer);
        const events = house.house.takeEvents();
        log.push(...events);
        if (refusal !== null || events.length === 0) expect(snapshot(house)).toBe(before);
        else book(ledger, command);
      }
      const rebuilt = new TestHouse();
      rebuilt.house.emitAll(log);
      expect(snapshot(rebuilt)).toBe(snapshot(house));
      for (const [asset, held] of ledger) {
        const pools = [...house.state.segments.values()].reduce(
          (sum, row) =>
            sum + (asset === USDC ? row.skinAtoms + row.juniorFundAtoms + row.seniorFundAtoms + row.feesAtoms : 0n),
          0n,
        );
        const balances = [...house.state.accounts.values()].map((account) => balanceOf(account, asset));
        expect(balances.every((balance) => balance >= 0n)).toBe(true);
        expect(balances.reduce<bigint>((sum, balance) => sum + balance, pools)).toBe(held);
        expect(house.state.collaterals.get(`${SEGMENT}/${asset}`)?.heldAtoms).toBe(held);
      }
    }),
    { numRuns: 120 },
  );
});

function book(ledger: Map<number, bigint>, command: Command): void {
  const { assetId: asset, amountAtoms: amount } = command as CommandOf<"CreditDeposit" | "WithdrawCollateral">;
  if (command.type === "CreditDeposit") ledger.set(asset, (ledger.get(asset) ?? 0n) + amount);
  if (command.type === "WithdrawCollateral") ledger.set(asset, ledger.get(asset)! - amount);
}

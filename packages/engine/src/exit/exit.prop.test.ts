/**
 * Goal: whatever moved between X and the proof, and whoever brings what in which order, no atom is made or lost, and everybody ends with what it
 * had. Method: random histories of one vault, booked twice in random orders and sizes; sums and worths reckoned from the events.
 */
import type { Command } from "@novate/codec";
import { atoms, divDown, HOUR_MS } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { releaseWithdrawals } from "../custody/releaseWithdrawals.ts";
import { balanceOf } from "../ledger/balances.ts";
import { exitPotKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, BTC, BTC_FEED, ownerSigner, SEGMENT, USDC, usdc } from "../testing/testMarket.ts";
import { foundVault, VAULT_ID } from "../testing/vaults.ts";
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

const ACCOUNTS = 5;
const who = fc.integer({ min: 1, max: ACCOUNTS });
const amount = fc.bigInt({ min: 1n, max: 3_000_000_007n });
const operation = fc.oneof(
  fc.record({ do: fc.constant("deposit" as const), who, amount }),
  fc.record({ do: fc.constant("give" as const), who, to: who, amount }),
  fc.record({ do: fc.constant("withdraw" as const), who, amount }),
  fc.record({ do: fc.constant("release" as const), who, amount }),
  fc.record({ do: fc.constant("owe" as const), who, to: who, amount }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** Owner 1 has two accounts. */
const ownerOf = (accountId: number) => address(accountId === ACCOUNTS ? 1 : accountId);

function scene() {
  const house = createTestHouse();
  const vault = foundVault(house, BTC);
  for (let accountId = 1; accountId <= ACCOUNTS; accountId++) {
    house.openAccount(ownerOf(accountId), usdc(50_000));
    deposit(house, vault, { owner: ownerOf(accountId), accountId, amountAtoms: atoms(1_000_000_007n) });
  }
  const has = (accountId: number, assetId: number) => balanceOf(house.account(accountId), assetId);
  const act: { [T in Operation["do"]]: (op: Extract<Operation, { do: T }>) => void } = {
    deposit: ({ who: accountId, amount: coins }) => {
      deposit(house, vault, { owner: ownerOf(accountId), accountId, amountAtoms: atoms(coins) });
    },
    give({ who: from, to, amount: wanted }) {
      const coins = wanted < has(from, BTC) ? wanted : has(from, BTC);
      if (from === to || coins <= 0n) return;
      const [sourceAfterAtoms, targetAfterAtoms] = [atoms(has(from, BTC) - coins), atoms(has(to, BTC) + coins)];
      const moved = { sourceAccountId: from, targetAccountId: to, assetId: BTC, amountAtoms: atoms(coins) };
      house.house.emit({ type: "CollateralTransferred", ...moved, sourceAfterAtoms, targetAfterAtoms });
    },
    withdraw({ who: accountId, amount: coins }) {
      const { chainId } = vault.spec;
      const asked = { accountId, assetId: BTC, amountAtoms: atoms(coins / 50n + 1n), chainId, recipient: address(7) };
      house.hear({ type: "WithdrawCollateral", ...asked }, ownerSigner(ownerOf(accountId)));
    },
    release() {
      house.openBlock(house.timeMs + HOUR_MS);
      for (const [feedId, dollars] of [
        [BTC_FEED, 100_000],
        [1, 1],
      ] as const)
        house.setPrice(feedId, dollars);
      releaseWithdrawals(house.house);
    },
    owe: ({ who: from, to, amount: cash }) => {
      if (from !== to) house.moveCash(from, to, atoms(cash * 20n)); // up to 60,000 dollars: cash goes below zero
    },
  };
  const run = (operations: readonly Operation[]) => {
    for (const op of operations) (act[op.do] as (op: Operation) => void)(op);
  };
  return { house, vault, has, run };
}

/** In turn claims and refunds, as the bits say, in batches of such a size. */
function inOrder(claims: readonly Command[], refunds: readonly Command[], order: number): Command[] {
  const [left, right] = [[...claims], [...refunds]];
  const all: Command[] = [];
  for (let bits = order; left.length + right.length > 0; bits >>>= 1)
    all.push((bits & 1) === 1 ? (left.shift() ?? right.shift()!) : (right.shift() ?? left.shift()!));
  return all;
}

const ids = Array.from({ length: ACCOUNTS }, (_, place) => place + 1);

function play(before: readonly Operation[], after: readonly Operation[], size: number, order: number) {
  const { house, vault, has, run } = scene();
  run(before);
  const struck = strike(house, VAULT_ID);
  run(after);
  run([{ do: "release", who: 1, amount: 1n }]);
  showExit(house, vault, struck);
  house.must(assetCommand(struck, VAULT_ID, BTC), RELAYER);
  makeReady(house, BTC);
  const deposits = depositsIn(house.house.takeEvents(), VAULT_ID);
  const stood = ids.map((accountId) => ({ coins: has(accountId, BTC), cash: has(accountId, USDC) }));
  const claims: Command[] = [];
  for (let first = 1; first <= ACCOUNTS; first += size) claims.push(struck.batch(VAULT_ID, first, size));
  for (const command of inOrder(claims, refundBatches(VAULT_ID, deposits, size), order)) {
    house.must(command, RELAYER);
    expect(house.outcome(command, RELAYER)).not.toBe("ExitNotReady"); // said again it changes nothing
  }
  const late = deposits.filter(({ index }) => index >= struck.heardCount);
  const paid = ids.map((accountId) =>
    late.reduce(
      (sum, each) => (each.accountId === accountId ? sum + each.amountAtoms : sum),
      struck.payable(accountId, BTC),
    ),
  );
  return { house, has, stood, paid, struck };
}

const pots = ({ state }: ReturnType<typeof scene>["house"]) => mustGet(state.exitPots, exitPotKey(SEGMENT, BTC));

test("EXIT-111 EXIT-112 EXIT-117 EXIT-121 INV-037 INV-001 whatever moved, and in whichever order it is booked, no atom is made or lost", () => {
  const history = fc.array(operation, { maxLength: 12 });
  const size = fc.integer({ min: 1, max: 6 });
  fc.assert(
    fc.property(history, history, size, size, fc.nat(), (before, after, one, other, order) => {
      const { house, has, stood, paid } = play(before, after, one, order);
      const twin = play(before, after, other, ~order);
      const rows = (of: typeof house) => ids.map((accountId) => of.account(accountId).balances);
      expect(rows(twin.house)).toEqual(rows(house));
      for (const [place, accountId] of ids.entries()) {
        const { coins } = stood[place]!;
        expect(has(accountId, BTC)).toBe(coins > paid[place]! ? coins - paid[place]! : 0n);
        const lackAtoms = house.state.exitDebts.get(`${accountId}/${BTC}`)?.lackAtoms ?? 0n;
        expect(lackAtoms).toBe(coins < paid[place]! ? paid[place]! - coins : 0n);
      }
      const dust = () => mustGet(house.state.segments, SEGMENT).dustAtoms;
      const cashOf = () => ids.reduce((sum, accountId) => sum + has(accountId, USDC), dust() + pots(house).potAtoms);
      const whole = cashOf();
      settled(house, 1);
      expect(cashOf()).toBe(whole);
      for (const accountId of ids) house.deposit(accountId, USDC, usdc(20_000_000)); // everybody can pay
      const rich = ids.map((accountId) => has(accountId, USDC));
      const poor = stood.map(({ cash }, place) => rich[place]! - usdc(20_000_000) - cash);
      settled(house, 2);
      expect([pots(house).isClosed, house.state.exitDebts.size]).toEqual([true, 0]);
      expect(cashOf()).toBe(whole + BigInt(ACCOUNTS) * usdc(20_000_000));
      judgeWorth(house, stood, paid, (place) => has(ids[place]!, USDC) - rich[place]! + poor[place]!);
      expect(houseOf(house.state).height).toBeGreaterThan(0);
    }),
    { numRuns: 25 },
  );
}, 60_000);

/** Of who owes alone, and of who is owed alone: to an atom a step; an owner's two accounts are one. */
function judgeWorth(
  { state }: ReturnType<typeof scene>["house"],
  stood: readonly { readonly coins: bigint }[],
  paid: readonly bigint[],
  gained: (place: number) => bigint,
): void {
  const { numerator, denominator } = mustGet(state.exitPots, exitPotKey(SEGMENT, BTC));
  const groups = [[0, ACCOUNTS - 1], ...Array.from({ length: ACCOUNTS - 2 }, (_, place) => [place + 1])];
  for (const group of groups) {
    const coins = group.reduce((sum, place) => sum + stood[place]!.coins - paid[place]!, 0n);
    const cash = group.reduce((sum, place) => sum + gained(place), 0n);
    const worth = divDown(coins * numerator, denominator);
    expect(cash - worth).toBeLessThanOrEqual(1n);
    // What rates leave in the vault is nobody's: an atom a claim; and rounding is against whoever asks.
    expect(cash - worth).toBeGreaterThanOrEqual(-20n - (BigInt(ACCOUNTS + 1) * numerator) / denominator);
  }
}

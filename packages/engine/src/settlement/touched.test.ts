/**
 * Goal: being named brings payments forward, within the block's reserve; what does not fit waits, and shuts nobody out.
 * Method: a cycle and expiries that are under way, a reserve of a few payments, blocks that name accounts with many positions.
 */
import { bytesToHex, type Command, encode, InboxKind, InboxWithdrawal, type RefusalCode, Side } from "@novate/codec";
import { atoms, MINUTE_MS } from "@novate/num";
import { afterEach, expect, test, vi } from "vitest";
import { Budget, PAYMENTS_A_BLOCK, Payments } from "../derived/payments.ts";
import { listFuture } from "../testing/contracts.ts";
import { eventsOf } from "../testing/crisis.ts";
import { type Asked, runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  CHAIN,
  CUSTODIAN_SIGNER,
  GENESIS_MS,
  ownerSigner,
  PUBLISHER_SIGNER,
  SEGMENT,
  testGenesis,
  USDC,
  USDC_FEED,
  usdc,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { orderOf, reportOf, tradeOf } from "../testing/trades.ts";
import { foundVault, VALIDATOR_KEYS } from "../testing/vaults.ts";

const EXPIRY_MS = GENESIS_MS + 10 * MINUTE_MS;
const CONTRACTS = 6;
const OWNERS = 0x100;

afterEach(() => vi.restoreAllMocks());

/** From now on a block pays so much of each class, and leaves nothing of it to the next. */
function limit(most: { readonly [K in "relief" | "touched" | "expiries" | "cycles"]: number }): void {
  class Kept extends Budget {
    override get left(): number {
      return 0;
    }
  }
  vi.spyOn(Payments.prototype, "begin").mockImplementation(function (this: Payments) {
    for (const name of ["relief", "touched", "expiries", "cycles"] as const) this[name] = new Kept(most[name]);
    this.interest = new Budget(PAYMENTS_A_BLOCK.interest);
  });
}

let tick = 0n;
function say(house: TestHouse, stepMs: number, asked: readonly Asked[] = []) {
  tick += 1n;
  const publishedAtMs = house.timeMs + stepMs;
  const observations = [
    { feedId: BTC_FEED, value: 10_000_000_000_000n + (tick % 2n) * 1_000_000n, confidence: 0n, publishedAtMs },
    { feedId: USDC_FEED, value: 100_000_000n + (tick % 2n), confidence: 0n, publishedAtMs },
  ];
  const command = { type: "SubmitObservations" as const, publisherId: 1, observations, surfaces: [] };
  const { receipts, events } = runBlock(house, [{ command, signer: PUBLISHER_SIGNER }, ...asked], stepMs);
  return { receipts: receipts.slice(1), events };
}

/** Six futures that every pair of large accounts holds, and one pair with the perpetual alone: two accounts a pair. */
function createHouse(large: number): { house: TestHouse; crowd: number[]; small: number[] } {
  const changes = Array.from({ length: CONTRACTS }, (_, n) =>
    listFuture(EXPIRY_MS, { instrumentId: 10 + n, symbol: `F${n}` }),
  );
  const house = createTestHouse(testGenesis({ changes }));
  const ids = Array.from({ length: 2 * large + 2 }, (_, n) => house.openAccount(address(OWNERS + n), usdc(1_000_000)));
  const [crowd, small] = [ids.slice(0, -2), ids.slice(-2)];
  say(house, 1_000);
  for (let n = 0; n < CONTRACTS; n += 1)
    for (let k = 0; k < crowd.length; k += 2)
      house.novate(crowd[k]!, crowd[k + 1]!, 10 + n, 1n as never, btcTicks(99_000));
  house.novate(small[0]!, small[1]!, BTC_PERP, 100n as never, btcTicks(99_000));
  for (let m = 0; m < 8; m += 1) say(house, MINUTE_MS);
  return { house, crowd, small };
}

const trade = (house: TestHouse, [buyer, seller]: readonly number[]): Asked => ({
  command: reportOf(tradeOf(house, buyer!, seller!, 1n, btcTicks(100_000))),
  signer: VENUE_SIGNER,
});

const pairsOf = (ids: readonly number[]): number[][] =>
  Array.from({ length: ids.length / 2 }, (_, k) => ids.slice(2 * k, 2 * k + 2));

/** Strikes a cycle of which nobody is paid. */
function strike(house: TestHouse, touched: number, relief = 0): void {
  limit({ relief, touched, expiries: 0, cycles: 0 });
  const { parameters, ...segment } = house.state.segments.get(SEGMENT)!;
  const clearing = { ...parameters.clearing, variationCycleMs: MINUTE_MS };
  house.state.segments.put({ ...segment, parameters: { ...parameters, clearing } });
  say(house, 30_000);
  expect(house.state.segments.get(SEGMENT)!.cycle).not.toBeNull();
}

const codeOf = (receipt: { outcomes: readonly unknown[] }): RefusalCode | "accepted" => {
  const [outcome] = receipt.outcomes as readonly [{ accepted: boolean; refusal?: { code: RefusalCode } }];
  return outcome.refusal?.code ?? "accepted";
};

test("SETL-030 SETL-035 SETL-037 INV-011 a crowd of large accounts is paid as far as the reserve goes, after whoever is small", () => {
  const { house, crowd, small } = createHouse(8);
  const pairs = pairsOf(crowd);
  strike(house, 20);
  const asked = () => [...pairs.map((pair) => trade(house, pair)), trade(house, small)];
  const { receipts, events } = say(house, 1_000, asked());
  expect(codeOf(receipts.at(-1)!)).toBe("accepted");
  const paid = eventsOf(events, "VariationMarginSettled").map(({ accountId }) => accountId);
  expect(paid).toEqual([...small, ...crowd.slice(0, 3)]); // 2 + 2, then 7 each until 20 are spent
  expect(receipts.map(codeOf)).toEqual(["accepted", ...pairs.slice(1).map(() => "AccountUnsettled"), "accepted"]);
  expect(receipts[2]!.outcomes[0]).toMatchObject({ refusal: { data: { accountId: crowd[4], faulty: "buyer" } } });
  // Asked again, each has its turn.
  let rest = pairs.slice(1);
  for (let block = 0; rest.length > 0 && block < 5; block += 1) {
    const { receipts } = say(
      house,
      1_000,
      rest.map((pair) => trade(house, pair)),
    );
    rest = rest.filter((_, index) => codeOf(receipts[index]!) !== "accepted");
  }
  expect(rest).toEqual([]);
});

test("SETL-036 reports that reduce have a reserve that no other takes", () => {
  const { house, crowd, small } = createHouse(8);
  strike(house, 1, 3);
  const [long, short] = small as [number, number];
  const closing: Asked = {
    command: reportOf({
      ...tradeOf(house, short, long, 1n, btcTicks(100_000)),
      seller: orderOf(house, long, Side.sell, 1n, btcTicks(100_000), { reduceOnly: true }),
    }),
    signer: VENUE_SIGNER,
  };
  const { receipts } = say(house, 1_000, [...pairsOf(crowd).map((pair) => trade(house, pair)), closing]);
  expect(codeOf(receipts.at(-1)!)).toBe("accepted");
  expect(receipts.slice(0, -1).map(codeOf)).toEqual(pairsOf(crowd).map(() => "AccountUnsettled"));
});

test("SETL-030 nothing leaves an account that an expiry has still to pay; trades elsewhere and deposits need not wait", () => {
  const { house, crowd, small } = createHouse(2);
  limit({ relief: 0, touched: 0, expiries: 0, cycles: 1_000 });
  say(house, EXPIRY_MS - house.timeMs);
  say(house, 1_000);
  const [accountId, targetAccountId] = [crowd[0]!, house.openAccount(address(OWNERS))];
  const signer = ownerSigner(address(OWNERS));
  const move = { assetId: USDC, amountAtoms: usdc(1) };
  const out: Command[] = [
    { type: "WithdrawCollateral", accountId, ...move, chainId: CHAIN, recipient: address(OWNERS) },
    { type: "TransferCollateral", sourceAccountId: accountId, targetAccountId, ...move },
    { type: "ContributeDefaultFund", accountId, tranche: 0, amountAtoms: usdc(1) },
  ];
  const deposit: Command = { type: "CreditDeposit", chainId: CHAIN, depositIndex: 77n, accountId, ...move };
  const { receipts } = say(house, 1_000, [
    ...out.map((command) => ({ command, signer })),
    { command: deposit, signer: CUSTODIAN_SIGNER },
    trade(house, [accountId, small[0]!]),
  ]);
  expect(receipts.map(({ refusal }) => refusal?.code ?? null)).toEqual([
    ...out.map(() => "AccountUnsettled"),
    null,
    null,
  ]);
  expect(codeOf(receipts[4]!)).toBe("accepted");
  limit({ relief: 0, touched: CONTRACTS, expiries: 0, cycles: 1_000 });
  const again = say(
    house,
    1_000,
    out.map((command) => ({ command, signer })),
  );
  expect(again.receipts.map(({ refusal }) => refusal)).toEqual([null, null, null]);
  expect(eventsOf(again.events, "PositionExpired")).toHaveLength(CONTRACTS);
  expect(house.account(accountId).balances[0]!.amountAtoms).toBeGreaterThan(atoms(0n));
});

test("CSTD-041 the account of a vault's next call is paid whatever the reserve has left, and of entries that the vault shows alone", () => {
  const { house, crowd, small } = createHouse(2);
  const vault = foundVault(house, BTC);
  const call = (accountId: number) => {
    const withdrawal = { assetId: USDC, amountAtoms: usdc(1), chainId: CHAIN, recipient: address(OWNERS) };
    const { owner } = house.account(accountId);
    const data = bytesToHex(encode(InboxWithdrawal, withdrawal));
    vault.enter({ owner, accountId, kind: InboxKind.withdraw, token: address(0), data });
  };
  for (const accountId of [crowd[0]!, crowd[1]!]) call(accountId);
  const mined = vault.mine();
  const { entries } = mined.prove(0);
  strike(house, 0, 0);
  const prove = (changes: object, first: number): Asked => ({
    command: mined.prove(first, 2, changes),
    signer: ownerSigner(VALIDATOR_KEYS[0]!),
  });
  // Of what no vault shows nobody is paid, though it names who would cost the least.
  const lies = [
    { entries: [{ ...entries[0]!, accountId: small[0]! }, entries[1]!] },
    { stateRoot: `0x${"33".repeat(32)}` },
  ];
  const lied = say(
    house,
    1_000,
    lies.map((changes) => prove(changes, 0)),
  );
  expect(eventsOf(lied.events, "VariationMarginSettled")).toEqual([]);
  const heard = say(house, 1_000, [prove({}, 0), ...pairsOf(small).map((pair) => trade(house, pair))]);
  expect(heard.receipts[0]!.outcomes.map(({ accepted }) => accepted)).toEqual([true, false]);
  expect(eventsOf(heard.events, "VariationMarginSettled").map(({ accountId }) => accountId)).toEqual([crowd[0]]);
  const rest = say(house, 1_000, [prove({}, 1)]);
  expect(rest.receipts.map(codeOf)).toEqual(["accepted"]); // the next one was first now
});

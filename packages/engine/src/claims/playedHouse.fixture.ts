/**
 * Random houses of two segments: perpetuals and options, debtors, funds half drawn, cycles under way with a cut, fees, venues, owners of pools.
 *
 * @module
 */
import { type Atoms, atoms, type Lots, type Ticks } from "@novate/num";
import fc from "fast-check";
import { rebalanced } from "../collateral/seasoning.ts";
import { balanceOf } from "../ledger/balances.ts";
import { payCycleOf, strikeCycle } from "../settlement/variationCycle.ts";
import { collateralKey } from "../state/keys.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { listPut } from "../testing/contracts.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC,
  BTC_FEED,
  BTC_PERP,
  btcTicks,
  GENESIS_MS,
  ownerSigner,
  perpLots,
  SEGMENT,
  USDC,
  usdc,
  VENUE,
} from "../testing/testMarket.ts";
import { BOOKED_CHAIN, bookDeposit } from "../testing/vaultBooks.ts";
import { claimsHouse } from "./claims.fixture.ts";

export const ACCOUNTS = [1, 2, 3, 4, 5, 6];
/** Accounts of the second segment, which trades nothing. */
export const OTHERS = [7, 8];
const OTHER_SEGMENT = 2;
const PUT = 20;
const OPTION_MS = 900 * 86_400_000;

interface Asked {
  readonly who: number;
  readonly other: number;
  readonly amount: number;
}
type Deed = (house: TestHouse, asked: Asked) => void;

const cashOf = (house: TestHouse, accountId: number): bigint => balanceOf(house.account(accountId), USDC);

/** Cash that a pool gave or took. */
function putCash(house: TestHouse, accountId: number, change: bigint): void {
  const account = house.account(accountId);
  const cashAtoms = atoms(cashOf(house, accountId) + change);
  house.state.accounts.put(rebalanced(house.state, account, USDC, cashAtoms));
}

/** A trade at any price; whom a cycle has still to pay is paid first, as the house does. */
function novate(house: TestHouse, { who, other }: Asked, instrumentId: number, size: Lots, price: Ticks): void {
  if (who === other) return;
  for (const accountId of [who, other]) payCycleOf(house.house, house.account(accountId));
  house.novate(who, other, instrumentId, size, price);
}

/** What all have gained who have gained. */
function gained({ state }: TestHouse): Atoms {
  let sum = 0n;
  for (const { positions } of state.accounts.values()) {
    let own = 0n;
    for (const { instrumentId, lots, costAtoms } of positions) {
      const { priceTicks } = mustGet(state.markets, instrumentId).mark!; // it was marked as the house was founded
      own += lots * priceTicks * mustGet(state.instruments, instrumentId).spec.tickValueAtoms - costAtoms;
    }
    if (own > 0n) sum += own;
  }
  return atoms(sum);
}

const segmentOf = (house: TestHouse) => mustGet(house.state.segments, SEGMENT);
const littleOf = (amount: number): Atoms => usdc(amount % 50);

const deeds = {
  cash: (house, { who, amount }) => bookDeposit(house, who, USDC, atoms(usdc(amount) + BigInt(amount % 7))),
  coin: (house, { who, amount }) => bookDeposit(house, who, BTC, atoms(BigInt(amount) * 3_001n)),
  perp: (house, asked) =>
    novate(house, asked, BTC_PERP, perpLots(1 + (asked.amount % 700)), btcTicks(60_000 + asked.amount)),
  put: (house, asked) =>
    novate(house, asked, PUT, perpLots(1 + (asked.amount % 300)), (100n + BigInt(asked.amount % 9_000)) as Ticks),
  price: (house, { amount }) => {
    const { markets } = house.state;
    house.setPrice(BTC_FEED, 50_000 + amount);
    const priceTicks = (100n + BigInt((amount * 7) % 9_000)) as Ticks;
    markets.put({ ...mustGet(markets, PUT), mark: { ...mustGet(markets, BTC_PERP).mark!, priceTicks } });
  },
  debt: (house, { who, other, amount }) => {
    if (who !== other) house.moveCash(who, other, usdc(amount % 3_000));
  },
  stake: (house, { who, amount }) => {
    const amountAtoms = usdc(amount % 900);
    const command = { type: "ContributeDefaultFund", accountId: who, tranche: amount % 2, amountAtoms } as const;
    house.hear(command, ownerSigner(address(who)));
  },
  draw: (house, { who, amount }) => {
    const segment = segmentOf(house);
    const fund = amount % 2 === 0 ? "juniorFundAtoms" : "seniorFundAtoms";
    const half = atoms(segment[fund] / 2n);
    house.state.segments.put({ ...segment, [fund]: atoms(segment[fund] - half) });
    putCash(house, who, half);
  },
  withdraw: (house, { who, amount }) => {
    const asked = { amountAtoms: usdc(amount), chainId: BOOKED_CHAIN, recipient: address(who) };
    house.hear({ type: "WithdrawCollateral", accountId: who, assetId: USDC, ...asked }, ownerSigner(address(who)));
  },
  release: (house) => {
    const waiting = [...house.state.outbox.values()].find(({ payment }) => payment === null);
    if (waiting === undefined) return;
    const { withdrawalId, amountAtoms } = waiting;
    const { height } = houseOf(house.state);
    const payment = { nonce: BigInt(withdrawalId), lane: 0, cumulativeAtoms: amountAtoms, height };
    house.house.emit({ type: "WithdrawalReleased", withdrawalId, payment, lackingAtoms: atoms(0n) });
  },
  /** A cycle that takes part of all gains; what it will have taken was given to somebody already. */
  strike: (house, { who, amount }) => {
    const gainedAtoms = gained(house);
    if (segmentOf(house).cycle !== null || gainedAtoms === 0n) return;
    house.openBlock();
    const cutAtoms = atoms((gainedAtoms * BigInt(amount % 100)) / 200n);
    strikeCycle(house.house, SEGMENT, { cutAtoms, gainedAtoms });
    const cashAfterAtoms = atoms(cashOf(house, who) + cutAtoms);
    const given = { accountId: who, segmentId: SEGMENT, paidAtoms: cutAtoms, cashAfterAtoms };
    house.house.emit({ type: "GainsClaimPaid", ...given });
  },
  pay: (house, { who }) => {
    payCycleOf(house.house, house.account(who));
  },
  fees: (house, { who, amount }) => {
    const segment = segmentOf(house);
    const taken = littleOf(amount);
    if (cashOf(house, who) < taken) return;
    house.state.segments.put({ ...segment, feesAtoms: atoms(segment.feesAtoms + taken) });
    putCash(house, who, -taken);
  },
  venue: (house, { who, amount }) => {
    const venue = mustGet(house.state.venues, VENUE);
    const taken = littleOf(amount);
    if (cashOf(house, who) < taken) return;
    house.state.venues.put({ ...venue, feesAtoms: atoms(venue.feesAtoms + taken) });
    putCash(house, who, -taken);
  },
  name: (house, { who, amount }) =>
    house.state.segments.put({ ...segmentOf(house), treasuryAccountId: amount % 3 === 0 ? 0 : who }),
  nameVenue: (house, { who, amount }) => {
    const venue = mustGet(house.state.venues, VENUE);
    house.state.venues.put({ ...venue, treasuryAccountId: amount % 3 === 0 ? 0 : who });
  },
  other: (house, { amount }) => bookDeposit(house, OTHERS[amount % 2]!, USDC, usdc(amount)),
  otherDebt: (house, { amount }) =>
    house.moveCash(OTHERS[amount % 2]!, OTHERS[(amount + 1) % 2]!, usdc(amount % 4_000)),
} satisfies Readonly<Record<string, Deed>>;

type Kind = keyof typeof deeds;
const OFTEN: readonly Kind[] = ["cash", "perp", "price", "pay"];

const who = fc.constantFrom(...ACCOUNTS);
const step = fc.record({
  kind: fc.constantFrom(...(Object.keys(deeds) as Kind[]), ...OFTEN), // the keys of a literal
  who,
  other: who,
  amount: fc.integer({ min: 1, max: 90_000 }),
});
export const steps = (maxLength: number) => fc.array(step, { minLength: 5, maxLength });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const take = (house: TestHouse, each: Step): void => (deeds[each.kind] as Deed)(house, each);

export function playedHouse(played: readonly Step[]): TestHouse {
  const house = claimsHouse(500, [listPut(btcTicks(90_000), GENESIS_MS + OPTION_MS, { instrumentId: PUT })]);
  const { segments, collaterals, accounts } = house.state;
  const nothing = { skinAtoms: atoms(0n), feesAtoms: atoms(0n), segmentId: OTHER_SEGMENT };
  segments.put({ ...mustGet(segments, SEGMENT), ...nothing });
  const row = mustGet(collaterals, collateralKey(SEGMENT, USDC));
  collaterals.put({ ...row, spec: { ...row.spec, segmentId: OTHER_SEGMENT } });
  for (const n of [...ACCOUNTS, ...OTHERS]) house.openAccount(address(n));
  for (const n of OTHERS) accounts.put({ ...house.account(n), segmentId: OTHER_SEGMENT });
  deeds.price(house, { who: 1, other: 1, amount: 50_000 });
  for (const each of played) take(house, each);
  return house;
}

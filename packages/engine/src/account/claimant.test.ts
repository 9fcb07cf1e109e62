/** Goal: a claim is worth what the rows say of the named signer, and costs no signature. Method: table, one fault a row. */
import { type Command, KeyScope, type Signer } from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import { expect, test } from "vitest";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import {
  address,
  BTC_PERP,
  btcTicks,
  CHAIN,
  CUSTODIAN_SIGNER,
  GOVERNORS,
  keySigner,
  ownerSigner,
  PUBLISHER,
  PUBLISHER_SIGNER,
  perpLots,
  SEGMENT,
  USDC,
  usdc,
  VENUE,
  VENUE_SIGNER,
} from "../testing/testMarket.ts";
import { claimantOf } from "./claimant.ts";

const [ALICE, BOB] = [address(1), address(2)];
const [OFTEN, SOON] = [keySigner(7), keySigner(8)];

/** Alice's account 1 holds a hundred dollars, her account 2 nothing; one key lives for an hour, one has just ended. */
function marketHouse() {
  const house = createTestHouse();
  const rich = house.openAccount(ALICE);
  const empty = house.openAccount(ALICE);
  house.deposit(rich, USDC, usdc(100));
  const grant = (key: Signer, validUntilMs: number) => ({
    signer: ownerSigner(ALICE),
    command: {
      type: "GrantKey",
      accountId: rich,
      key,
      scopes: KeyScope.trade,
      tradeNotionalAtoms: usdc(1),
      totalNotionalAtoms: usdc(1),
      venueIds: [],
      reduceOnly: false,
      validUntilMs,
    } as Command,
  });
  const { receipts } = runBlock(house, [grant(OFTEN, house.timeMs + HOUR_MS), grant(SOON, house.timeMs + 1_500)]);
  expect(receipts.map(({ refusal }) => refusal)).toEqual([null, null]);
  runBlock(house, []);
  return { state: house.state, rich, empty };
}

const { state, rich, empty } = marketHouse();
const cancel = (accountId: number): Command => ({
  type: "CancelOrder",
  accountId,
  orderDigest: `0x${"00".repeat(32)}`,
  expiresAtMs: 1,
});
const deposit = (chainId: number, accountId: number): Command => ({
  type: "CreditDeposit",
  chainId,
  depositIndex: 9n,
  accountId,
  assetId: USDC,
  amountAtoms: usdc(1),
});
const transfer = (sourceAccountId: number): Command => ({
  type: "TransferCollateral",
  sourceAccountId,
  targetAccountId: empty,
  assetId: USDC,
  amountAtoms: usdc(1),
});
const prices = (publisherId: number): Command => ({
  type: "SubmitObservations",
  publisherId,
  observations: [],
  surfaces: [],
});
const report = (venueId: number): Command => ({ type: "ReportTrades", venueId, trades: [] });
const opening: Command = { type: "OpenAccount", segmentId: SEGMENT, method: 1 };
const approval: Command = { type: "WithdrawBundle", bundleId: 1 };

const keyOf = ({ scheme, key }: Signer): string => `${scheme}/${key}`;
const ALICES = `owner/${ALICE}`;

test.each<[string, Command, Signer, role: string, isHeld: boolean, party: string]>([
  ["a publisher", prices(PUBLISHER), PUBLISHER_SIGNER, "publisher", true, `publisher/${PUBLISHER}`],
  ["a venue as publisher", prices(PUBLISHER), VENUE_SIGNER, "publisher", false, keyOf(VENUE_SIGNER)],
  ["no publisher's number", prices(9), PUBLISHER_SIGNER, "publisher", false, keyOf(PUBLISHER_SIGNER)],
  ["a venue", report(VENUE), VENUE_SIGNER, "venue", true, `venue/${VENUE}`],
  ["an owner as venue", report(VENUE), ownerSigner(ALICE), "venue", false, keyOf(ownerSigner(ALICE))],
  ["another venue's number", report(9), VENUE_SIGNER, "venue", false, keyOf(VENUE_SIGNER)],
  ["a governor", approval, ownerSigner(GOVERNORS[1]!), "governor", true, keyOf(ownerSigner(GOVERNORS[1]!))],
  ["an owner as governor", approval, ownerSigner(ALICE), "governor", false, keyOf(ownerSigner(ALICE))],
  ["a custodian", deposit(CHAIN, rich), CUSTODIAN_SIGNER, "custodian", true, ALICES],
  ["a custodian of no account", deposit(CHAIN, 99), CUSTODIAN_SIGNER, "custodian", true, `custodian/${CHAIN}`],
  ["another chain's custodian", deposit(9, rich), CUSTODIAN_SIGNER, "custodian", false, keyOf(CUSTODIAN_SIGNER)],
  ["an owner", cancel(rich), ownerSigner(ALICE), "holder", true, ALICES],
  ["an owner who transfers", transfer(rich), ownerSigner(ALICE), "holder", true, ALICES],
  ["a session key", cancel(rich), OFTEN, "holder", true, ALICES],
  ["a session key that has ended", cancel(rich), SOON, "holder", false, keyOf(SOON)],
  ["another owner", cancel(rich), ownerSigner(BOB), "holder", false, keyOf(ownerSigner(BOB))],
  ["no account", cancel(99), ownerSigner(ALICE), "holder", false, keyOf(ownerSigner(ALICE))],
  ["an owner of an empty account", cancel(empty), ownerSigner(ALICE), "holder", false, keyOf(ownerSigner(ALICE))],
  ["anybody", opening, ownerSigner(ALICE), "anybody", true, keyOf(ownerSigner(ALICE))],
])("ADM-002 ADM-013 ADM-014 %s", (_, command, signer, role, isHeld, party) => {
  expect(claimantOf(state, { command, signer })).toEqual({ role, isHeld, party, hasPositions: false });
});

test("ADM-019 an owner's claim says whether there are positions, or a transfer goes to some of its own", () => {
  const house = createTestHouse();
  const [flat, open, other] = [house.openAccount(ALICE), house.openAccount(ALICE), house.openAccount(BOB)];
  for (const accountId of [flat, open, other]) house.deposit(accountId, USDC, usdc(100_000));
  house.novate(open, other, BTC_PERP, perpLots(1_000), btcTicks(100_000));
  const send = (sourceAccountId: number, targetAccountId: number): Command => ({
    type: "TransferCollateral",
    sourceAccountId,
    targetAccountId,
    assetId: USDC,
    amountAtoms: usdc(1),
  });
  const hasPositions = (command: Command) =>
    claimantOf(house.state, { command, signer: ownerSigner(ALICE) }).hasPositions;
  expect([flat, open, other].map((accountId) => hasPositions(cancel(accountId)))).toEqual([false, true, false]);
  expect([send(flat, open), send(open, flat), send(flat, other), send(flat, 99)].map(hasPositions)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each([
  ["a publisher without weight", { ...state.publishers.get(PUBLISHER)!, weight: 0 }, "publishers"],
  ["a venue that is not active", { spec: { ...state.venues.get(VENUE)!.spec, isActive: false } }, "venues"],
] as const)("ADM-002 %s has lost its role", (_, row, table) => {
  const command = table === "publishers" ? prices(PUBLISHER) : report(VENUE);
  const signer = table === "publishers" ? PUBLISHER_SIGNER : VENUE_SIGNER;
  const other = { ...state, [table]: { ...state[table], get: () => row } } as unknown as typeof state;
  expect(claimantOf(other, { command, signer }).isHeld).toBe(false);
});

/** Goal: the schema never changes by accident. Method: names, selectors and table order are stated once more, by hand. */
import { expect, test } from "vitest";
import { Change } from "./change.ts";
import { Command } from "./commands.ts";
import { Event } from "./events/index.ts";
import { tables } from "./rows/index.ts";
import { InstrumentTerms } from "./terms.ts";

const selectorsOf = (union: { readonly variants: Readonly<Record<string, { readonly selector: number }>> }) =>
  Object.fromEntries(Object.entries(union.variants).map(([name, { selector }]) => [name, selector]));

test("commands keep their selectors", () => {
  expect(selectorsOf(Command)).toMatchInlineSnapshot(`
    {
      "ApproveBundle": 18,
      "AttestHeader": 60,
      "BookExitClaims": 92,
      "BookExitRefunds": 93,
      "CancelOrder": 11,
      "CancelWithdrawal": 70,
      "ConfirmWithdrawals": 17,
      "ContributeDefaultFund": 12,
      "CreditDeposit": 7,
      "GrantKey": 3,
      "GrantMandate": 5,
      "MoveClaim": 81,
      "OfferLiquidity": 80,
      "OpenAccount": 1,
      "ProposeBundle": 13,
      "ProveExit": 90,
      "ProveExitAsset": 91,
      "ProveHotSet": 64,
      "ProveImpairment": 73,
      "ProveInbox": 61,
      "ProvePayment": 72,
      "ProveRewrite": 63,
      "ReportTrades": 10,
      "RevokeKey": 4,
      "SetMarginMethod": 2,
      "SignCheckpoint": 71,
      "SignRotation": 62,
      "SubmitObservations": 9,
      "TransferCollateral": 6,
      "VoidOrders": 16,
      "WithdrawBundle": 15,
      "WithdrawCollateral": 8,
    }
  `);
});

test("changes keep their selectors", () => {
  expect(selectorsOf(Change)).toMatchInlineSnapshot(`
    {
      "CreateSegment": 2,
      "ListAsset": 1,
      "ListInstrument": 7,
      "ListUnderlying": 6,
      "ListVault": 21,
      "LocateAsset": 22,
      "RegisterFeed": 4,
      "RegisterPublisher": 5,
      "RegisterVenue": 8,
      "ReopenChain": 23,
      "ReplaceValidators": 24,
      "SetCollateral": 3,
      "SetCreditPair": 12,
      "SetCustodian": 9,
      "SetGovernor": 11,
      "SetParameters": 10,
      "SetSurfaceWeight": 13,
      "SetTreasury": 27,
      "SetValidators": 20,
      "SettleInstrument": 14,
      "WindUpSegment": 25,
    }
  `);
});

test("terms keep their selectors", () => {
  expect(selectorsOf(InstrumentTerms)).toMatchInlineSnapshot(`
    {
      "Future": 2,
      "Option": 3,
      "Perpetual": 1,
      "Spot": 4,
    }
  `);
});

test("no two events share a selector", () => {
  const selectors = Object.values(selectorsOf(Event));
  expect(new Set(selectors).size).toBe(selectors.length);
});

test("tables keep their order, which is the order of the roots", () => {
  expect(Object.keys(tables).join(" ")).toMatchInlineSnapshot(
    `"house governors custodians assets segments collaterals accounts keys nonces mandates orders trades venues publishers feeds underlyings instruments markets managed deposits outbox exits stakes bundles moves creditPairs surfaces calls debts validators vaults locations headers headerVotes queues checkpoints impairments rotations liquidity claimCounts claims vaultExits unplaced leaving voids vaultCredits exitBooks exitAssets exitPots exitDebts windUps struckRoots"`,
  );
});

/**
 * What an account's ledger at the house says beside the venue's own trades: payments, close-outs, funding.
 *
 * @module
 */
import { type NovateClient, paginate } from "@novate/sdk";
import type { Tariff } from "./blotter.ts";
import { type FundingIndex, fundingOf } from "./funding.ts";

export interface Statement {
  /** Paid in less taken out, as the house says it. */
  flowAtoms: bigint;
  /** What the house closed out, and what those lots cost, their discount included. */
  closedLots: bigint;
  closedAtoms: bigint;
  /** Cash that the house took: interest, a cut of gains; less what its waterfall paid for the account. */
  takenAtoms: bigint;
  /** Funding, worked out from its index. */
  fundingAtoms: bigint;
  /** Kinds of events that the venue has no entry for: each is a break. */
  readonly unknown: string[];
}

/** These move no lots, and leave cash less cost as it is. */
const SILENT = new Set([
  "AccountOpened",
  "AccountEmptied",
  "AccountManaged",
  "AccountCured",
  "AccountTried",
  "MarginCalled",
  "MarginCallMet",
  "MarginCallLapsed",
  "MemberDefaulted",
  "DebtCounted",
  "LossEarmarked",
  "OrderForgotten",
  "OrderVoided",
  "OrdersVoided",
  "VariationCycleStruck",
  "WithdrawalGranted",
  "WithdrawalReleased",
]);

interface Terms {
  readonly client: NovateClient;
  readonly tariff: Tariff;
  readonly instrumentId: number;
  readonly funding: FundingIndex;
}

export async function readStatement(terms: Terms, accountId: number): Promise<Statement> {
  const { client, tariff, instrumentId, funding } = terms;
  const entries = [];
  for await (const entry of paginate((page) => client.ledger(accountId, page), { limit: 500 })) entries.unshift(entry);
  const statement: Statement = {
    flowAtoms: 0n,
    closedLots: 0n,
    closedAtoms: 0n,
    takenAtoms: 0n,
    fundingAtoms: 0n,
    unknown: [],
  };
  let lots = 0n;
  let indexE6 = 0n;
  /** Funding is worked out whenever a position is touched: from there on it counts anew. */
  const touch = (place: { readonly height: number; readonly index: number }): void => {
    const reached = funding.at(place);
    statement.fundingAtoms += fundingOf(lots, indexE6, reached);
    indexE6 = reached;
  };
  for (const entry of entries) {
    const { event } = entry;
    switch (event.type) {
      case "DepositCredited":
        statement.flowAtoms += BigInt(event.amountAtoms);
        break;
      case "WithdrawalQueued":
        statement.flowAtoms -= BigInt(event.withdrawal.amountAtoms);
        break;
      case "InterestCharged":
        statement.takenAtoms += BigInt(event.amountAtoms);
        break;
      case "GainsHaircut":
        statement.takenAtoms += BigInt(event.haircutAtoms);
        break;
      case "TrancheDrawn":
        statement.takenAtoms -= BigInt(event.drawnAtoms);
        break;
      case "LossPaidFromFees":
        statement.takenAtoms -= BigInt(event.paidAtoms);
        break;
      case "VariationMarginSettled":
        touch(entry);
        break;
      case "PositionNovated":
        if (event.instrumentId !== instrumentId) statement.unknown.push(`a trade of market ${event.instrumentId}`);
        touch(entry);
        lots += event.buyer.accountId === accountId ? BigInt(event.lots) : -BigInt(event.lots);
        break;
      case "PositionsClosedOut": {
        touch(entry);
        const isTaken = event.accountId === accountId;
        statement.closedAtoms += isTaken ? BigInt(event.discountAtoms) : -BigInt(event.discountAtoms);
        for (const passage of event.passages) {
          const moved = isTaken ? -BigInt(passage.lots) : BigInt(passage.lots);
          lots += moved;
          statement.closedLots += moved;
          statement.closedAtoms += moved * BigInt(passage.priceTicks) * tariff.tickValueAtoms;
        }
        break;
      }
      default:
        if (!SILENT.has(event.type)) statement.unknown.push(event.type);
    }
  }
  return statement;
}

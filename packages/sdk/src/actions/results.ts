/**
 * Reads what a command made from the events of its transaction.
 *
 * @module
 */
import { bundleHash, type Command, type CommandType, type EventType, type HouseId } from "@novate/codec";
import { assert } from "@novate/stdx";
import type { EventJson, ReceiptJson } from "@novate/wire";
import type { ResultOf, TradeOutcome } from "./outcome.ts";

interface Happened {
  readonly house: HouseId;
  readonly receipt: ReceiptJson;
  readonly events: readonly EventJson[];
}

/** What {@link ResultOf} says of the command's type. Asserts what the house does with every accepted command of its kind. */
export function resultOf(command: Command, { house, receipt, events }: Happened): ResultOf<CommandType> {
  switch (command.type) {
    case "OpenAccount":
      return { accountId: eventOf(events, "AccountOpened").accountId };
    case "WithdrawCollateral":
      return { withdrawalId: eventOf(events, "WithdrawalQueued").withdrawal.withdrawalId };
    case "ReportTrades": {
      const trades = command.trades.map(({ reference }, place): TradeOutcome => {
        const outcome = receipt.outcomes[place];
        assert(outcome !== undefined, "results: a trade of the report has no outcome");
        const { accepted, refusal } = outcome;
        return refusal === null || accepted ? { reference, accepted: true } : { reference, accepted: false, refusal };
      });
      return { trades, clearedCount: trades.filter(({ accepted }) => accepted).length };
    }
    case "ProposeBundle": {
      const { type: _, ...bundle } = command;
      return { bundle, contentHash: bundleHash(house, bundle) };
    }
    default:
      return null;
  }
}

type EventOfType<T extends EventType> = Extract<EventJson, { readonly type: T }>;

function eventOf<T extends EventType>(events: readonly EventJson[], type: T): EventOfType<T> {
  const event = events.find((each) => each.type === type);
  assert(event !== undefined, `results: the command was accepted without ${type}`);
  return event as EventOfType<T>; // by its type
}

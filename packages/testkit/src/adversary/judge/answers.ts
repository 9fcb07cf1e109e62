/**
 * What honest people were answered, for comparison with the same asks in the twin run: hours of exit, places for bundles.
 *
 * @module
 */
import type { Block } from "@novate/engine";
import { HONEST_BUNDLES } from "../moves/honest/habits.ts";
import { signerOf } from "../roles.ts";
import type { Played } from "../stage/playhouse.ts";
import type { Observer, Stage } from "../stage/stage.ts";

export class Answers implements Observer {
  /** By time of the block: null if released in it or accepted, else why not; a withdrawal that waits is refused for so long. */
  readonly exits = new Map<number, string | null>();
  readonly bundles = new Map<number, string | null>();

  before(): void {}

  after(stage: Stage, { transactions }: Block, { receipts, events }: Played): void {
    const waiting = new Set(
      events.flatMap((event) => (event.type === "WithdrawalQueued" ? [event.withdrawal.withdrawalId] : [])),
    );
    for (const event of events) if (event.type === "WithdrawalReleased") waiting.delete(event.withdrawalId);
    for (const [index, { transaction }] of transactions.entries()) {
      if (transaction === null) continue;
      const { command, signer } = transaction;
      const answer = receipts[index]!.refusal?.code ?? null;
      if (command.type === "WithdrawCollateral" && signer.key === signerOf("saver").key)
        this.exits.set(stage.timeMs, answer ?? (isWaiting(receipts[index]!, events, waiting) ? "it waits" : null));
      if (command.type === "ProposeBundle" && command.bundleId > HONEST_BUNDLES) this.bundles.set(stage.timeMs, answer);
    }
  }
}

const isWaiting = (
  { firstEvent, eventCount }: Played["receipts"][number],
  events: Played["events"],
  waiting: ReadonlySet<number>,
): boolean =>
  events
    .slice(firstEvent, firstEvent + eventCount)
    .some((event) => event.type === "WithdrawalQueued" && waiting.has(event.withdrawal.withdrawalId));

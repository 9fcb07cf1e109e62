/**
 * What an episode touched: each refusal or event with the role that it happened to and the market's mode then.
 *
 * @module
 */
import type { Event } from "@novate/codec";
import type { Block } from "@novate/engine";
import { isOwn, nameOf } from "../roles.ts";
import type { Played } from "../stage/playhouse.ts";
import type { Observer, Stage } from "../stage/stage.ts";

const roleOf = (accountId: number): string => {
  const name = nameOf(accountId);
  return name === undefined || isOwn(name) ? "own" : name === "backstop" ? "backstop" : "other";
};

function rolesOf(event: Event): string {
  const roles: string[] = [];
  if ("accountId" in event) roles.push(roleOf(event.accountId));
  if ("managed" in event) roles.push(roleOf(event.managed.accountId));
  if ("backstopAccountId" in event) roles.push(roleOf(event.backstopAccountId));
  if ("buyer" in event) roles.push(roleOf(event.buyer.accountId), roleOf(event.seller.accountId));
  if ("instrumentId" in event) roles.push(`i${event.instrumentId < 10 ? event.instrumentId : "n"}`);
  return roles.join("-");
}

export class Novelty implements Observer {
  readonly keys = new Set<string>();

  before(): void {}

  after({ state, isTwin }: Stage, { transactions }: Block, { receipts, events }: Played): void {
    if (isTwin) return;
    const mode = [...state.underlyings.values()].map((underlying) => underlying.mode).join("");
    for (const event of events) this.keys.add(`${event.type} ${rolesOf(event)} ${mode}`);
    for (const [index, { refusal, outcomes }] of receipts.entries()) {
      const type = transactions[index]!.transaction?.command.type;
      if (refusal !== null) this.keys.add(`${refusal.code} ${type} ${mode}`);
      for (const outcome of outcomes) if (!outcome.accepted) this.keys.add(`${outcome.refusal.code} ${mode}`);
    }
  }
}

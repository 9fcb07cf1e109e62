/**
 * Sends commands: fills the envelope from the node, signs, submits, and says what became of it.
 *
 * Whatever was signed is submitted until it is answered: the same bytes get the same answer, so that nothing happens twice.
 *
 * @module
 */
import type { Command, CommandOf, CommandType, HouseId, Signer } from "@novate/codec";
import type { EventJson, ReceiptJson } from "@novate/wire";
import type { NovateClient } from "../client/client.ts";
import { NovateFailure, ofAnotherHouse } from "../client/failure.ts";
import { paginate } from "../client/paginate.ts";
import type { SigningKey } from "../signing/signingKey.ts";
import { keySigner, type TransactionSigner } from "../signing/transactionSigner.ts";
import type { Outcome } from "./outcome.ts";
import type { Plain } from "./plain.ts";
import { resultOf } from "./results.ts";

export interface SenderOptions {
  readonly client: NovateClient;
  /** A key in this process, or a wallet (`injectedSigner`, `viemSigner`). */
  readonly key: SigningKey | TransactionSigner;
  /** The house to sign for, where it is known beforehand; else the node's word is taken. A node of another house is a failure. */
  readonly house?: HouseId;
  /** How long by the house's clock a command may still take effect, less up to a tenth; a minute unless given, a day at most. */
  readonly lifetimeMs?: number;
  /** How often the same is asked where no answer comes; five times unless given. */
  readonly attempts?: number;
  /** Wait before the second attempt, doubled before each further one; 250 ms unless given. */
  readonly retryMs?: number;
}

/** A command signed, not yet sent. Who stores the bytes first knows after any interruption what to submit again. */
export interface SignedCommand<T extends CommandType = CommandType> {
  readonly command: CommandOf<T>;
  readonly house: HouseId;
  readonly bytes: Uint8Array;
}

/** A command as a program writes it. */
export type CommandInput<T extends CommandType> = Plain<CommandOf<T>> & { readonly type: T };

export interface Sender {
  readonly signer: Signer;
  /** Where the house's clock stands, in milliseconds since 1970: the node is asked. */
  nowMs(): Promise<number>;
  /** The house that is signed for. */
  house(): Promise<HouseId>;
  /** Any command that there is. Refusals are outcomes; what else goes wrong is a `NovateFailure`. */
  send<T extends CommandType>(command: CommandInput<T>): Promise<Outcome<T>>;
  sign<T extends CommandType>(command: CommandInput<T>): Promise<SignedCommand<T>>;
  submit<T extends CommandType>(signed: SignedCommand<T>): Promise<Outcome<T>>;
}

/** How long this machine's clock is trusted to run as fast as the house's. */
const CLOCK_MS = 5_000;
/** Refusals of an envelope, with another one the command may pass: nothing has happened. */
const OF_THE_ENVELOPE = new Set(["NonceUsed", "NonceTooFarAhead", "TransactionExpired", "LifetimeTooLong"]);
const MOST_ENVELOPES = 3;

/** A sender for one key. Commands sent at the same time get nonces of their own. */
export function createSender(options: SenderOptions): Sender {
  const { client, lifetimeMs = 60_000 } = options;
  const signer = "signTransaction" in options.key ? options.key : keySigner(options.key);
  let told: { readonly nowMs: number; readonly house: HouseId; readonly askedAt: number } | undefined;
  let isStale = false;
  /** The node's answer, and how many were taken since it was asked. */
  let nonces: { readonly first: Promise<bigint>; taken: bigint } | undefined;

  const ask = async () => {
    const askedAt = performance.now();
    const { house, nowMs } = await answered(() => client.time(), options);
    const expected = options.house ?? told?.house;
    if (expected !== undefined && house !== expected) throw ofAnotherHouse(client.url, expected, house);
    told = { nowMs, house, askedAt };
    isStale = false;
    return told;
  };

  /** The house's clock, for some seconds by what this machine's has run since it was asked. */
  const clock = async () => {
    const elapsedMs = told === undefined ? CLOCK_MS : performance.now() - told.askedAt;
    const { nowMs, house, askedAt } = told === undefined || isStale || elapsedMs >= CLOCK_MS ? await ask() : told;
    return { house, nowMs: nowMs + Math.floor(performance.now() - askedAt) };
  };

  const takeNonce = async (): Promise<bigint> => {
    nonces ??= { first: answered(() => client.nextNonce(signer.signer), options), taken: 0n };
    const asked = nonces;
    const place = asked.taken++;
    try {
      return (await asked.first) + place;
    } catch (failure) {
      if (nonces === asked) nonces = undefined; // ask again next time, unless another command has
      throw failure;
    }
  };

  const sign = async (command: Command): Promise<SignedCommand> => {
    const [{ house, nowMs }, own] = await Promise.all([clock(), takeNonce()]);
    // Two programs with one key would write the same bytes for the same command: one effect, where each means its own.
    const expiresAtMs = nowMs + lifetimeMs - Math.floor(Math.random() * (lifetimeMs / 10));
    const envelope = { house, signer: signer.signer, nonce: own, expiresAtMs };
    return { command, house, bytes: await signer.signTransaction({ ...envelope, command }) };
  };

  const submit = async ({ command, house, bytes }: SignedCommand): Promise<Outcome> => {
    const receipt = await answered(() => client.submit(bytes), options);
    if (!receipt.accepted) return { accepted: false, refusal: receipt.refusal!, receipt }; // it says why
    const events = await eventsOf(client, receipt);
    return { accepted: true, result: resultOf(command, { house, receipt, events }), events, receipt };
  };

  const send = async (command: Command): Promise<Outcome> => {
    for (let envelope = 1; ; envelope++) {
      const outcome = await submit(await sign(command));
      const isOver = outcome.accepted || !OF_THE_ENVELOPE.has(outcome.refusal.code) || envelope === MOST_ENVELOPES;
      if (isOver) return outcome;
      isStale = true;
      nonces = undefined;
    }
  };

  const sender = {
    signer: signer.signer,
    nowMs: async () => (await ask()).nowMs,
    house: async () => (await clock()).house,
    sign,
    submit,
    send,
  };
  return sender as unknown as Sender; // brands are the compiler's alone, and each command has the outcome of its own type
}

/** Asks until there is an answer, which is harmless: questions change nothing, and the same bytes take effect once. */
async function answered<T>(question: () => Promise<T>, { attempts = 5, retryMs = 250 }: SenderOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await question();
    } catch (failure) {
      const isOver = attempt >= attempts || !(failure instanceof NovateFailure) || failure.advice !== "retry";
      if (isOver) throw failure;
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs * 2 ** (attempt - 1)));
  }
}

/** The events of one transaction. */
async function eventsOf(client: NovateClient, receipt: ReceiptJson): Promise<EventJson[]> {
  const { height, firstEvent, eventCount } = receipt;
  const events: EventJson[] = [];
  if (eventCount === 0) return events;
  const first = { cursor: `${height}-${firstEvent}`, limit: Math.min(eventCount, 500) };
  for await (const { event } of paginate(client.events, first)) {
    events.push(event);
    if (events.length === eventCount) break;
  }
  return events;
}

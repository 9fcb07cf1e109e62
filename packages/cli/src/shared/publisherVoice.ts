/**
 * A publisher with its own key at a running house: prices by the symbols of its feeds, flat surfaces for options.
 *
 * @module
 */

import { STANDARD_VOLATILITY, surfaceSlices } from "@novate/agents";
import type { RefusalJson } from "@novate/codec";
import { createSender, type NovateClient, paginate, type SigningKey } from "@novate/sdk";
import { decimal } from "../terminal/figures.ts";
import { UsageError } from "./failure.ts";
import { decimalOf, unitsOf } from "./founding/scalars.ts";
import { refusedError } from "./refused.ts";
import { thereAre } from "./thereAre.ts";

/** How sure it is: two hundredths of a percent. */
const CONFIDENCE = 5_000n;

export interface PublisherVoice {
  readonly publisherId: number;
  /** Says all of it now. Errors: `RefusedError` with the code of a refusal. */
  say(): Promise<{ readonly height: number; readonly atMs: number }>;
}

/** `prices` in decimals, `volatilities` a year, as 0.6. Errors: `UsageError` for a key that is no publisher's, or a symbol without a feed. */
export async function openVoice(
  client: NovateClient,
  key: SigningKey,
  prices: Readonly<Record<string, string>>,
  volatilities: Readonly<Record<string, number>>,
): Promise<PublisherVoice> {
  const publisherId = await publisherOf(client, key);
  const feeds = await all(paginate((page) => client.rows("feeds", page)));
  const values = Object.entries(prices).map(([symbol, price]) => {
    const spec = feeds.find((one) => one.spec.symbol === symbol || one.spec.symbol === `${symbol}/USD`)?.spec;
    if (spec === undefined)
      throw unknown(
        symbol,
        feeds.map((one) => one.spec.symbol),
      );
    const found = decimalOf(price);
    const value = found && unitsOf(found, spec.decimals);
    if (value === undefined) throw new UsageError("TooFine", `${symbol} has at most ${spec.decimals} decimals`);
    return { feedId: spec.feedId, value, confidence: value / CONFIDENCE };
  });
  const smiles = await smilesOf(client, volatilities);
  const sender = createSender({ client, key });
  return {
    publisherId,
    async say() {
      const publishedAtMs = await sender.nowMs();
      const surfaces = smiles.map(({ underlyingId, slicesAt }) => ({
        underlyingId,
        publishedAtMs,
        slices: slicesAt(publishedAtMs),
      }));
      const outcome = await sender.send({
        type: "SubmitObservations",
        publisherId,
        observations: values.map((one) => ({ ...one, publishedAtMs })),
        surfaces: surfaces.filter(({ slices }) => slices.length > 0),
      });
      const { height, timeMs } = outcome.receipt;
      if (outcome.accepted) return { height, atMs: timeMs };
      throw refusedError(outcome.refusal, boundsText(outcome.refusal, feeds));
    },
  };
}

interface Feed {
  readonly spec: {
    readonly feedId: number;
    readonly symbol: string;
    readonly decimals: number;
    readonly minimum: string;
    readonly maximum: string;
  };
}

/** Which price the house does not take of anybody, and which it takes. */
function boundsText(refusal: RefusalJson, feeds: readonly Feed[]): string | undefined {
  if (refusal.code !== "ValueOutOfBounds") return undefined;
  const { feedId, value } = refusal.data as { readonly feedId: number; readonly value: string }; // by its code
  const spec = feeds.find((one) => one.spec.feedId === feedId)?.spec;
  if (spec === undefined) return undefined;
  const [said, least, most] = [value, spec.minimum, spec.maximum].map((units) => decimal(BigInt(units), spec.decimals));
  return `${spec.symbol} is above ${least} and below ${most}, and ${said} was said`;
}

async function publisherOf(client: NovateClient, { signer }: SigningKey): Promise<number> {
  const publishers = await all(paginate((page) => client.rows("publishers", page)));
  const own = publishers.find((one) => one.signer.key === signer.key && one.signer.scheme === signer.scheme);
  if (own !== undefined) return own.publisherId;
  throw new UsageError(
    "NoPublisher",
    "the house has no publisher with this key; a publisher's is ed25519 as a rule (--scheme)",
  );
}

/** Surfaces of one volatility for every expiry that an underlying's options have. */
async function smilesOf(client: NovateClient, volatilities: Readonly<Record<string, number>>) {
  if (Object.keys(volatilities).length === 0) return [];
  const [underlyings, { instruments }] = await Promise.all([
    all(paginate((page) => client.rows("underlyings", page))),
    client.instruments(),
  ]);
  return Object.entries(volatilities).map(([symbol, longRunVolAnnual]) => {
    const underlyingId = underlyings.find((one) => one.spec.symbol === symbol)?.spec.underlyingId;
    if (underlyingId === undefined)
      throw unknown(
        symbol,
        underlyings.map((one) => one.spec.symbol),
      );
    const expiries = instruments.flatMap((one) =>
      one.underlyingId === underlyingId && one.terms.type === "Option" ? [one.terms.expiryMs] : [],
    );
    const policy = { ...STANDARD_VOLATILITY, longRunVolAnnual };
    const slicesAt = (atMs: number) =>
      surfaceSlices({ price: 1, atMs, varianceAnnual: longRunVolAnnual ** 2 }, atMs, [...new Set(expiries)], policy);
    return { underlyingId, slicesAt };
  });
}

const unknown = (symbol: string, known: readonly string[]): UsageError =>
  new UsageError("SymbolUnknown", `no ${symbol} here; ${thereAre(known)}`);

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

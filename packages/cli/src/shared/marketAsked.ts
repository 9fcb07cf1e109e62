/**
 * A market as people name it: its id, or its symbol such as `BTC-PERP`.
 *
 * @module
 */
import type { NovateClient } from "@novate/sdk";
import { InvalidArgumentError } from "commander";
import { UsageError } from "./failure.ts";
import { idNumber } from "./remote.ts";

export function marketArgument(text: string): number | string {
  if (/^\d/.test(text)) return idNumber(text);
  if (/^[\x21-\x7e]{1,32}$/.test(text)) return text;
  throw new InvalidArgumentError("It is an id or a symbol, as `novate market list` shows them.");
}

/** Its id; the house is asked where a symbol is named. Errors: `UsageError` `MarketUnknown`. */
export async function marketIdOf(client: NovateClient, market: number | string): Promise<number> {
  if (typeof market === "number") return market;
  const { instruments } = await client.instruments();
  const found = instruments.find(({ symbol }) => symbol === market);
  if (found !== undefined) return found.instrumentId;
  throw new UsageError("MarketUnknown", `no ${market} here`, "`novate market list` shows what is traded.");
}

/**
 * Amounts as people write them: whole atoms, or a decimal with the symbol of its asset, such as `12.5USDC`.
 *
 * @module
 */
import { type Atoms, atoms } from "@novate/num";
import type { NovateClient } from "@novate/sdk";
import { InvalidArgumentError } from "commander";
import { UsageError } from "./failure.ts";

export interface AmountText {
  /** Without the point. */
  readonly digits: bigint;
  readonly places: number;
  /** Null: the digits are atoms. */
  readonly symbol: string | null;
}

/** Whole atoms alone, where nobody knows an asset's decimals. */
export function atomsText(text: string): bigint {
  if (/^[1-9]\d{0,28}$/.test(text)) return BigInt(text);
  throw new InvalidArgumentError("It is a whole number of atoms above zero.");
}

export function amountText(text: string): AmountText {
  const [, whole, part = "", symbol = null] = /^(\d{1,29})(?:\.(\d{1,29}))?(?: ?([A-Z]\S{0,15}))?$/.exec(text) ?? [];
  const digits = whole === undefined ? 0n : BigInt(whole + part);
  if (digits > 0n && (symbol !== null || part === "")) return { digits, places: part.length, symbol };
  throw new InvalidArgumentError(
    "It is a whole number of atoms, or an amount with its symbol such as 12.5USDC, above zero.",
  );
}

/** In atoms of an asset; the house is asked where a symbol is named. Errors: `UsageError` `AssetUnknown`, `SymbolMismatch`, `AmountTooFine`. */
export async function atomsOf(client: NovateClient, amount: AmountText, assetId: number): Promise<Atoms> {
  const { digits, places, symbol } = amount;
  if (symbol === null) return atoms(digits);
  const asset = (await client.assets()).assets.find((one) => one.assetId === assetId);
  if (asset === undefined) throw new UsageError("AssetUnknown", `the house has no asset ${assetId}`);
  if (asset.symbol !== symbol)
    throw new UsageError("SymbolMismatch", `asset ${assetId} is ${asset.symbol}, and the amount is of ${symbol}`);
  if (places > asset.decimals)
    throw new UsageError("AmountTooFine", `${symbol} has ${asset.decimals} decimals, and the amount ${places}`);
  return atoms(digits * 10n ** BigInt(asset.decimals - places));
}

/**
 * Amounts of tokens on pages of exits: with the decimals that a token says of itself, where its chain is asked; else in atoms.
 *
 * @module
 */
import { type ChainSource, readTokenName, type TokenName } from "@novate/chains";
import type { Hex } from "@novate/codec";
import { moneyOf } from "../../shared/units.ts";

interface Token {
  readonly chainId: number;
  readonly token: Hex;
}

/** Such as `1,234.50 USDC`, or `900 atoms`. */
export type AmountText = (atoms: string | bigint, of: Token) => string;

export const inAtoms: AmountText = (atoms) => moneyOf(String(atoms), undefined);

const keyOf = ({ chainId, token }: Token): string => `${chainId}/${token}`;

/** Asks each chain that is named for each token once. */
export async function amountsOf(
  places: ReadonlyMap<number, { readonly source: ChainSource }>,
  tokens: readonly Token[],
): Promise<AmountText> {
  const each = new Map(tokens.map((one) => [keyOf(one), one]));
  const names = new Map<string, TokenName | null>();
  const asked = [...each].map(async ([key, { chainId, token }]) => {
    const source = places.get(chainId)?.source;
    if (source !== undefined) names.set(key, await readTokenName(source, token));
  });
  await Promise.all(asked);
  return (atoms, of) => moneyOf(String(atoms), names.get(keyOf(of)) ?? undefined);
}

/**
 * A vault for one token on a chain of one's own, founded a little after the chain began.
 *
 * @module
 */
import { type ChainWriter, foundVault, type LocalChain, type LocalVault } from "@novate/chains";
import type { Hex, ValidatorSet } from "@novate/codec";
import { HOUSE } from "./standIn.fixture.ts";

/** Seconds since 1970 at which such chains begin. */
export const START = 1_760_054_400;

interface Terms {
  /** The writer alone unless told. */
  readonly guardians?: readonly Hex[];
  readonly floorAtoms?: bigint;
}

export const foundScene = (
  chain: LocalChain,
  writer: ChainWriter,
  { hotHash, coldHash }: Pick<ValidatorSet, "hotHash" | "coldHash">,
  { guardians = [writer.address], floorAtoms = 10n ** 9n }: Terms = {},
): Promise<LocalVault> => {
  const founding = { house: HOUSE, hotSet: hotHash, coldSet: coldHash, guardians };
  return foundVault(
    chain,
    writer,
    founding,
    [{ symbol: "USDC", decimals: 6, capAtoms: 10n ** 15n, floorAtoms }],
    START + 10,
  );
};

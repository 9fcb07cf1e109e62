/**
 * Founds a vault on a chain, with keys that the test holds.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { addressWord, signerSetHash, uintWord, wordToAddress } from "@novate/evm";
import { readArtifact } from "../artifacts/artifact.ts";
import { encodeValues, selectorOf, selectorsOf } from "./abi.ts";
import { ACCOUNTS, type Anvil } from "./anvil.ts";
import type { Keyring } from "./keyring.ts";

/** Epoch, maturity and its blocks, freshness, rotation, raise, guardians, stop, budget, span: the defaults of `Timers.sol`. */
const TIMERS = [600, 1_800, 150, 1_814_400, 86_400, 172_800, 86_400, 259_200, 432_000, 2_592_000];

export interface Founding {
  readonly house: Hex;
  readonly hot: Keyring;
  readonly cold: Keyring;
  /** Tokens that the vault takes, up to their caps. */
  readonly permit2?: Hex;
  readonly terms: readonly { readonly token: Hex; readonly capAtoms: bigint; readonly floorAtoms: bigint }[];
}

export interface Founded {
  readonly sets: Hex;
  readonly vault: Hex;
}

/** The account that may stop every vault founded here. */
export const GUARDIAN = ACCOUNTS[1]!;

export const VAULT_SELECTORS = selectorsOf(readArtifact("ClearingVault").abi);
export const SETS_SELECTORS = selectorsOf(readArtifact("ValidatorSets").abi);

const NOBODY = uintWord(0);

/** Creation code of the sets, which found their vault. */
export function foundingCode({ house, hot, cold, terms, permit2 }: Founding): Hex {
  const founding = encodeValues([
    {
      tuple: [
        house,
        signerSetHash(house, "hot", hot.set),
        signerSetHash(house, "cold", cold.set),
        { list: [addressWord(GUARDIAN)] },
        {
          list: terms.map(({ token, capAtoms, floorAtoms }) => ({
            tuple: [addressWord(token), uintWord(capAtoms), uintWord(floorAtoms)],
          })),
        },
        NOBODY,
        permit2 === undefined ? NOBODY : addressWord(permit2),
        ...TIMERS.map((seconds) => uintWord(seconds)),
      ],
    },
  ]);
  return `${readArtifact("ValidatorSets").bytecode}${founding.slice(2)}`;
}

export async function foundVault(anvil: Anvil, founding: Founding): Promise<Founded> {
  const sets = await anvil.send({ from: ACCOUNTS[0]!, data: foundingCode(founding) });
  return { sets, vault: wordToAddress(await anvil.call(sets, selectorOf("VAULT()")))! };
}

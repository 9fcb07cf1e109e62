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

/**
 * Epoch, maturity and its blocks, freshness, rotation, raise, guardians, stop, budget, span; silence, unserved entry, grace, latest
 * beginning, answer, opening: the defaults of `Timers.sol`.
 */
const TIMERS = [
  600, 1_800, 150, 1_814_400, 86_400, 172_800, 86_400, 259_200, 432_000, 2_592_000, 604_800, 604_800, 172_800, 345_600,
  86_400, 0,
];
/** What a challenge costs, in wei. */
export const BOND_WEI = 50_000_000_000_000_000n;

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
  readonly hall: Hex;
}

/** The account that may stop every vault founded here. */
export const GUARDIAN = ACCOUNTS[1]!;

export const VAULT_SELECTORS = selectorsOf(readArtifact("ClearingVault").abi);
/** Of what a vault answers through its hall. */
export const EXIT_SELECTORS = selectorsOf(readArtifact("ExitHall").abi);
export const SETS_SELECTORS = selectorsOf(readArtifact("ValidatorSets").abi);

const NOBODY = uintWord(0);

/** Creation code of the sets, which found their vault with a hall. */
export function foundingCode({ house, hot, cold, terms, permit2 }: Founding, hall: Hex): Hex {
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
        addressWord(hall),
        readArtifact("ExitHall").codeHash!, // it has no immutables
        uintWord(BOND_WEI),
      ],
    },
  ]);
  return `${readArtifact("ValidatorSets").bytecode}${founding.slice(2)}`;
}

export async function foundVault(anvil: Anvil, founding: Founding): Promise<Founded> {
  const from = ACCOUNTS[0]!;
  const hall = await anvil.send({ from, data: readArtifact("ExitHall").bytecode });
  const sets = await anvil.send({ from, data: foundingCode(founding, hall) });
  return { sets, hall, vault: wordToAddress(await anvil.call(sets, selectorOf("VAULT()")))! };
}

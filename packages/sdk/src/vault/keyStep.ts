/**
 * What validators sign with keys that are kept offline: a step from set to set, the replacement of stolen hot keys, a sign of life.
 *
 * A step is written where the house is to be asked, signed where the key lies, and sent where there is a network: a {@link KeyStep}
 * goes one way, a {@link KeyWord} a key and statement comes back. Both are JSON by the codec.
 *
 * @module
 */
import {
  bytes20,
  bytes32,
  bytes65,
  type Hex,
  list,
  struct,
  tagged,
  u8,
  u64,
  ValidatorSet,
  type ValueOf,
} from "@novate/codec";
import {
  refreshDigest,
  replacementDigest,
  rotationDigest,
  SET_KINDS,
  type SetKind,
  signerSetHash,
  signersOf,
} from "@novate/evm";
import type { OwnerKey } from "../signing/signingKey.ts";

/** A vault whose hot set is to be replaced; `number`: how often that was done there. */
const VaultTurn = struct("VaultTurn", { chainId: u64, vault: bytes20, sets: bytes20, number: u64 });

const between = { house: bytes32, from: ValidatorSet, to: ValidatorSet };

/** What is to be signed. `Refresh`: the cold keys are there, as of a time in seconds since 1970. */
export const KeyStep = tagged("KeyStep", {
  Rotation: [1, struct("Rotation", between)],
  Replacement: [2, struct("Replacement", { ...between, vaults: list(VaultTurn, 255) })],
  Refresh: [3, struct("Refresh", { house: bytes32, set: ValidatorSet, timeSec: u64 })],
});
export type KeyStep = ValueOf<typeof KeyStep>;

/** A key's signature of one statement; `kind` 0: a hot key's, 1: a cold one's. */
export const KeyWord = struct("KeyWord", { kind: u8, key: bytes20, digest: bytes32, signature: bytes65 });
export type KeyWord = ValueOf<typeof KeyWord>;

/** One digest of a step: whose keys of which kind are asked for it, and what it says to whom. */
export interface Statement {
  readonly kind: SetKind;
  readonly digest: Hex;
  readonly keys: ReadonlySet<Hex>;
  /** The vault that it is for alone; null for the house, and for every vault. */
  readonly vault: ValueOf<typeof VaultTurn> | null;
  readonly text: string;
}

/** Every digest of a step. Asserts {@link keyStepFault}. */
export function statementsOf(step: KeyStep): Statement[] {
  if (step.type === "Refresh") {
    const { house, set, timeSec } = step;
    const text = `the cold set ${set.coldHash} is there, at ${timeSec}`;
    return [
      {
        kind: "cold",
        digest: refreshDigest(house, set.coldHash, timeSec),
        keys: keysOf("cold", set),
        vault: null,
        text,
      },
    ];
  }
  const { house, from, to } = step;
  if (step.type === "Rotation")
    return SET_KINDS.filter((kind) => hashOf(kind, from) !== hashOf(kind, to)).map((kind) => {
      const [fromHash, toHash] = [hashOf(kind, from), hashOf(kind, to)];
      const digest = rotationDigest(house, fromHash, toHash, kind === "hot" ? to.epoch : to.coldEpoch);
      const keys = new Set([...keysOf(kind, from), ...keysOf(kind, to)]);
      return { kind, digest, keys, vault: null, text: `the ${kind} set ${toHash} follows ${fromHash}` };
    });
  const voices = [
    { kind: "cold", keys: keysOf("cold", from) },
    { kind: "hot", keys: keysOf("hot", to) },
  ] as const;
  const own = rotationDigest(house, from.hotHash, to.hotHash, to.epoch);
  const said = `the hot set ${to.hotHash} in the place of ${from.hotHash}`;
  return [
    ...voices.map((voice) => ({ ...voice, digest: own, vault: null, text: `${said}, in the house` })),
    ...step.vaults.flatMap((vault) => {
      const digest = replacementDigest(house, vault, to.hotHash);
      const text = `${said}, at vault ${vault.vault} of chain ${vault.chainId}`;
      return voices.map((voice) => ({ ...voice, digest, vault, text }));
    }),
  ];
}

const hashOf = (kind: SetKind, { hotHash, coldHash }: ValidatorSet): Hex => (kind === "hot" ? hotHash : coldHash);
const keysOf = (kind: SetKind, { members }: ValidatorSet): ReadonlySet<Hex> =>
  new Set(members.map((each) => each[kind]));

/** Why a step is not what it says, or null: sets are what their hashes commit to, and only hot keys are replaced. */
export function keyStepFault(step: KeyStep): string | null {
  const sets = step.type === "Refresh" ? [step.set] : [step.from, step.to];
  for (const set of sets)
    for (const kind of SET_KINDS)
      if (!isHashed(step.house, kind, set)) return `the ${kind} set ${hashOf(kind, set)} has other members`;
  if (step.type === "Refresh") return null;
  const { from, to } = step;
  if (step.type === "Replacement" && from.coldHash !== to.coldHash) return "cold keys change with the hot ones";
  return statementsOf(step).length === 0 ? "nothing changes" : null;
}

function isHashed(house: Hex, kind: SetKind, set: ValidatorSet): boolean {
  try {
    return signerSetHash(house, kind, signersOf(kind, set)) === hashOf(kind, set);
  } catch {
    return false; // no contract would take it
  }
}

/**
 * Signs what of a step asks for this key: one word a statement, none where it is not asked. Asserts {@link keyStepFault}.
 */
export function signStep(step: KeyStep, key: OwnerKey): KeyWord[] {
  const fault = keyStepFault(step);
  if (fault !== null) throw new TypeError(`this step is not to be signed: ${fault}`);
  return statementsOf(step)
    .filter(({ keys }) => keys.has(key.address))
    .map(({ kind, digest }) => ({
      kind: SET_KINDS.indexOf(kind),
      key: key.address,
      digest,
      signature: key.sign(digest),
    }));
}

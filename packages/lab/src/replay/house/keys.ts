/**
 * Every key of a replay, from its seed: the house's own, the venues', the publishers'. Participants derive theirs alike.
 *
 * @module
 */
import { createEd25519Key, createOwnerKey, deriveSecret, type OwnerKey, type SigningKey } from "@novate/sdk";
import { type HousePlan, VOLATILITY_MEMORIES_MS } from "./plan.ts";

export type Seed = string | number;

export const ownerOf = (seed: Seed, label: string): OwnerKey => createOwnerKey(deriveSecret(seed, `${label}/owner`));
export const sessionOf = (seed: Seed, label: string): SigningKey =>
  createEd25519Key(deriveSecret(seed, `${label}/session`));

export interface HouseKeys {
  readonly governors: readonly OwnerKey[];
  readonly custodian: SigningKey;
  /** By publisher id less one: the price venues, then those of volatility. */
  readonly publishers: readonly SigningKey[];
  readonly book: SigningKey;
  readonly desk: SigningKey;
  readonly backstops: readonly OwnerKey[];
  /** Brings the house's own capital, where nobody's word can found it. */
  readonly treasury: OwnerKey;
}

/** Who vouches for chains and signs checkpoints, in a house whose assets lie in vaults. */
export interface ValidatorKeys {
  readonly hot: readonly OwnerKey[];
  readonly cold: readonly OwnerKey[];
}

const VALIDATORS = 4;

/** The secret behind the hot key of validator `index`, from 0: a process of its own signs with it. */
export const hotSecretOf = (seed: Seed, index: number): Uint8Array =>
  deriveSecret(seed, `validator/${index + 1}/hot/owner`);

export const validatorKeys = (seed: Seed): ValidatorKeys => {
  const numbers = Array.from({ length: VALIDATORS }, (_, index) => index + 1);
  return {
    hot: numbers.map((number) => ownerOf(seed, `validator/${number}/hot`)),
    cold: numbers.map((number) => ownerOf(seed, `validator/${number}/cold`)),
  };
};

const GOVERNORS = ["governor/1", "governor/2", "governor/3"];
const BACKSTOPS = ["backstop/1", "backstop/2"];

export const houseKeys = (seed: Seed, { priceVenues }: Pick<HousePlan, "priceVenues">): HouseKeys => ({
  governors: GOVERNORS.map((label) => ownerOf(seed, label)),
  custodian: sessionOf(seed, "custodian"),
  publishers: [
    ...priceVenues.map(({ name }) => name),
    ...VOLATILITY_MEMORIES_MS.map((_, place) => `volatility/${place + 1}`),
  ].map((name) => sessionOf(seed, `publisher/${name}`)),
  book: sessionOf(seed, "venue/book"),
  desk: sessionOf(seed, "venue/desk"),
  backstops: BACKSTOPS.map((label) => ownerOf(seed, label)),
  treasury: ownerOf(seed, "treasury"),
});

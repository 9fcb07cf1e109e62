/**
 * Who is in the play: the adversary's names, the people it plays against, and the offices that each side holds.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { address, publisherSigner, venueSigner, walletOf } from "../world/cast.ts";

/** The adversary's accounts. `left` and `twin` have one owner; the others look like strangers. */
export const OWN = ["left", "right", "twin", "spare", "vulture"] as const;
/** Everybody else. `maker` trades with anyone at the true price; `saver` holds cash alone; `patron` pays into the fund. */
export const OTHERS = [
  "backstop",
  "maker",
  "bull",
  "bear",
  "writer",
  "holder",
  "farmer",
  "miller",
  "saver",
  "patron",
] as const;
export type Own = (typeof OWN)[number];
export type Other = (typeof OTHERS)[number];
export type Name = Own | Other;

/** In order of their account ids, which count from 1; the two backstops are `backstop` and the adversary's `vulture`. */
export const NAMES: readonly Name[] = ["backstop", "vulture", ...OTHERS.slice(1), ...OWN.slice(0, 4)];
export const idOf = (name: Name): number => NAMES.indexOf(name) + 1;
export const nameOf = (accountId: number): Name | undefined => NAMES[accountId - 1];
export const isOwn = (name: Name): name is Own => (OWN as readonly string[]).includes(name);

/** Dollars that each brings. */
export const MEANS: Readonly<Record<Name, number>> = {
  backstop: 4_000_000,
  vulture: 50_000,
  maker: 5_000_000,
  bull: 240_000,
  bear: 230_000,
  writer: 230_000,
  holder: 1_000_000,
  farmer: 195_000,
  miller: 1_000_000,
  saver: 400_000,
  patron: 900_000,
  left: 200_000,
  right: 200_000,
  twin: 20_000,
  spare: 50,
};

export const ownerOf = (name: Name): Hex => address(0x500 + idOf(name === "twin" ? "left" : name));
export const signerOf = (name: Name) => walletOf(ownerOf(name));

/** Three honest sources and the adversary's: a quarter of the weight. */
export const HONEST_PUBLISHERS = [1, 2, 3] as const;
export const OWN_PUBLISHER = 4;
export const publisherKey = publisherSigner;

/** The first venue is honest, the second the adversary's. */
export const [HONEST_VENUE, OWN_VENUE] = [1, 2] as const;
export const venueKey = venueSigner;

/** Three of four govern; the last is the adversary. */
export const GOVERNORS: readonly Hex[] = [address(0xa1), address(0xa2), address(0xa3), address(0xa4)];
export const THRESHOLD = 3;

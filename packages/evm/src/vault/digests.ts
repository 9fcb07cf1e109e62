/**
 * What validators sign for vaults: EIP-712 structs in the house's domain.
 *
 * The vault and its sets compute the same digests (`vectors/custody/digests.json` is read by both).
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { addressWord, hashText, hashWords, uintWord } from "../abi/words.ts";
import { signedDigest } from "./domain.ts";
import type { Uint } from "./lanes.ts";

const CHECKPOINT_TYPE = hashText(
  "Checkpoint(bytes32 house,uint64 epoch,uint64 height,uint64 timeMs,bytes32 previous,bytes32 stateRoot,bytes32 claimsRoot,bytes32 vaultsRoot,bytes32 setHash)",
);
const ROTATION_TYPE = hashText("Rotation(bytes32 house,bytes32 fromHash,bytes32 toHash,uint64 toEpoch)");
const REFRESH_TYPE = hashText("Refresh(bytes32 house,bytes32 setHash,uint64 timeSec)");

/** Milliseconds of an epoch, as vaults have it by default. */
export const EPOCH_MS = 600_000;

/** What the house says of one epoch, for all of its vaults. */
export interface CheckpointContent {
  /** ⌊`timeMs` / {@link EPOCH_MS}⌋. */
  readonly epoch: Uint;
  /** Block whose state this is; u64. */
  readonly height: Uint;
  /** Milliseconds since 1970; u64. */
  readonly timeMs: Uint;
  /** Digest of the checkpoint before. */
  readonly previous: Hex;
  readonly stateRoot: Hex;
  readonly claimsRoot: Hex;
  /** Of the tree of sections. */
  readonly vaultsRoot: Hex;
  /** Hash of the hot set that signs. */
  readonly setHash: Hex;
}

/** What the hot set signs of an epoch. Asserts that each field fits its type. */
export const checkpointDigest = (house: Hex, checkpoint: CheckpointContent): Hex =>
  signedDigest(
    house,
    hashWords(
      CHECKPOINT_TYPE,
      house,
      uintWord(checkpoint.epoch, 64),
      uintWord(checkpoint.height, 64),
      uintWord(checkpoint.timeMs, 64),
      checkpoint.previous,
      checkpoint.stateRoot,
      checkpoint.claimsRoot,
      checkpoint.vaultsRoot,
      checkpoint.setHash,
    ),
  );

/** What both sets sign of one step from a set to its successor, good at every vault. `toEpoch` is the successor's. */
export const rotationDigest = (house: Hex, fromHash: Hex, toHash: Hex, toEpoch: Uint): Hex =>
  signedDigest(house, hashWords(ROTATION_TYPE, house, fromHash, toHash, uintWord(toEpoch, 64)));

/** What the cold set signs to say that it is there, good at every vault. `timeSec` is u64, seconds since 1970. */
export const refreshDigest = (house: Hex, setHash: Hex, timeSec: Uint): Hex =>
  signedDigest(house, hashWords(REFRESH_TYPE, house, setHash, uintWord(timeSec, 64)));

/** Where an order holds: at one vault of one chain, in its turn. */
export interface OrderPlace {
  /** u256, as the chain says it. */
  readonly chainId: Uint;
  readonly vault: Hex;
  /** Turn of an order of the hot set; replacements so far; end of the stop that is lifted. */
  readonly number: Uint;
}

/** What an order is of, the field that says it last, and its content's hash. */
export interface OrderContent {
  readonly name: "Terms" | "Appoint" | "Rearm" | "Lift" | "Replacement";
  readonly field: "terms" | "guardians" | "nothing" | "toHash";
  readonly content: Hex;
}

/** What a set signs of an order: see the functions of `orders.ts` for each. */
export const orderDigest = (house: Hex, place: OrderPlace, { name, field, content }: OrderContent): Hex =>
  signedDigest(
    house,
    hashWords(
      hashText(`${name}(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 ${field})`),
      house,
      uintWord(place.chainId),
      addressWord(place.vault),
      uintWord(place.number),
      content,
    ),
  );

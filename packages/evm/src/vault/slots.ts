/**
 * Where a vault keeps what the house reads by proof, and what stands there.
 *
 * A word is what `verifyStorageProof` gives: undefined where nothing was ever stored, which reads as zeros.
 * `vectors/custody/slots.json` is read from a deployed vault.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { erc7201Slot, mappingSlot, slotAfter } from "../abi/slots.ts";
import { addressWord, uintWord } from "../abi/words.ts";
import { LANES, type Lane, type Uint } from "./lanes.ts";

const EXIT = erc7201Slot("novate.exit");
const INBOX = erc7201Slot("novate.inbox");
const CHECKPOINTS = erc7201Slot("novate.checkpoints");
const OUTFLOW = erc7201Slot("novate.outflow");
const PAYMENTS = erc7201Slot("novate.payments");
const STOP = erc7201Slot("novate.stop");
const TOKENS = erc7201Slot("novate.tokens");

const [PAID_BITS, FLOW_SLOTS] = [8n, 2]; // 256 bits share a word

export const vaultSlots = {
  /** Entries of the inbox. */
  inboxCount: INBOX,
  /** What the inbox commits to at the end of a chunk, or so far in the last one; see `inboxChunk`. */
  inboxAcc: (chunk: Uint): Hex => mappingSlot(slotAfter(INBOX, 1), uintWord(chunk)),
  /** Epoch, time and number of the last checkpoint that was accepted. */
  checkpointHead: CHECKPOINTS,
  /** Hash of the set that signs. */
  hotSet: slotAfter(CHECKPOINTS, 17),
  /** Epoch and heard entries of the checkpoint in force. */
  checkpointInForce: slotAfter(CHECKPOINTS, 18),
  /** Its roots. */
  stateRoot: slotAfter(CHECKPOINTS, 19),
  claimsRoot: slotAfter(CHECKPOINTS, 20),
  outboxRoot: slotAfter(CHECKPOINTS, 21),
  assetsRoot: slotAfter(CHECKPOINTS, 22),
  /** When a stop ends, and the last resumption. */
  stop: STOP,
  /** What is held of a token, its cap, whether it is listed. */
  tokenHeld: (token: Hex): Hex => mappingSlot(TOKENS, addressWord(token)),
  /** A token's floor, shortfall, and since when it is frozen. */
  tokenHealth: (token: Hex): Hex => slotAfter(mappingSlot(TOKENS, addressWord(token)), 1),
  /** What may have left of a token in a lane, and what has. */
  flow: (token: Hex, lane: Lane): Hex =>
    slotAfter(mappingSlot(OUTFLOW, addressWord(token)), FLOW_SLOTS * LANES.indexOf(lane)),
  /** The bits of 256 payments; see {@link paidWord}. */
  paid: (word: Uint): Hex => mappingSlot(PAYMENTS, uintWord(word)),
  /** How far the vault is on its way out, since when, and by which checkpoint; see `readExitWord`. */
  exit: EXIT,
  /** What a token pays of what is owed in exit, and its asset; the word after it is the hash of its rates. */
  exitSettled: (token: Hex): Hex => mappingSlot(slotAfter(EXIT, 3), addressWord(token)),
  exitRates: (token: Hex): Hex => slotAfter(mappingSlot(slotAfter(EXIT, 3), addressWord(token)), 1),
  /** The bits of 256 accounts that were paid in a token, and of 256 entries that were paid back; see {@link paidWord}. */
  exitClaimed: (token: Hex, word: Uint): Hex =>
    mappingSlot(mappingSlot(slotAfter(EXIT, 4), addressWord(token)), uintWord(word)),
  exitRefunded: (word: Uint): Hex => mappingSlot(slotAfter(EXIT, 5), uintWord(word)),
  /** Challenges of an accepted checkpoint that nobody has answered. */
  openChallenges: (number: Uint): Hex => mappingSlot(slotAfter(EXIT, 7), uintWord(number)),
} as const;

/** The word of the paid bitmap in which a payment has its bit. */
export const paidWord = (nonce: Uint): bigint => BigInt(nonce) >> PAID_BITS;

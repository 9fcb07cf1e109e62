/**
 * Refusals of a node, which never reach a block: of a submission, a request, or a message on the stream. Numbers 800–899.
 *
 * @module
 */
import { bytes32, choice, text, timeMs, u16, u32 } from "../../field/index.ts";
import { Signer } from "../order.ts";
import { define } from "./definition.ts";

export const nodeRefusals = {
  TransactionTooLarge: define(800, "The transaction has too many bytes.", "Split it into smaller ones.", {
    bytes: u32,
    limitBytes: u32,
  }),
  /** `limit`: places of the lane. One party fills at most half of them. */
  QueueFull: define(
    801,
    "As many transactions wait in the lane, or of one party in it, as may.",
    "Send the same bytes again in a moment.",
    {
      lane: choice("prices", "custody", "attestations", "relief", "governance", "venues", "known", "strangers"),
      limit: u32,
    },
  ),
  NodeStopping: define(
    802,
    "The node is stopping and takes no transactions.",
    "Send the same bytes again when it is back: they take effect at most once.",
    { retryAfterSeconds: u16 },
  ),
  RateExceeded: define(803, "The address has used its share of requests.", "Wait as long as the answer says.", {
    retryAfterSeconds: u16,
  }),
  /** As of the last block; said before any signature is checked. */
  RoleMissing: define(
    804,
    "The command needs a role that the named signer does not have.",
    "Sign with the registered key, or send it again once the registration is in a block.",
    { role: choice("publisher", "custodian", "validator", "venue", "governor"), signer: Signer },
  ),
  IdempotencyKeyTaken: define(809, "The key came with another body before.", "Take a new key for another request.", {
    key: text(255),
  }),
  /** The first part that is wrong; the problem's text names them all. */
  RequestInvalid: define(810, "A part of the request is wrong.", "Send what /docs shows for this path.", {
    field: text(256),
    reason: text(512),
  }),
  RouteUnknown: define(811, "There is nothing at this path.", "See /docs.", { method: text(16), path: text(2048) }),
  BodyTooLarge: define(812, "The body has too many bytes.", "Send less at once.", { limitBytes: u32 }),
  ContentTypeUnknown: define(
    813,
    "The path takes no body of this content type.",
    "Send application/json; a transaction may also be application/octet-stream (SSZ bytes).",
    { contentType: text(256) },
  ),
  BlockUnknown: define(814, "There is no such block.", "Check the height.", { height: timeMs }),
  TransactionUnknown: define(815, "No block holds the transaction.", "Check the hash, or send it again.", {
    hash: bytes32,
  }),
  RowUnknown: define(816, "The table has no such row.", "Check the key; parts are joined by /.", {
    table: text(32),
    key: text(256),
  }),
  BlockPruned: define(817, "The node does not keep so old a block.", "Ask a node that keeps all blocks.", {
    height: timeMs,
    earliestHeight: timeMs,
  }),
  ExitUnknown: define(
    818,
    "The node has no claims of such a signed checkpoint.",
    "Ask for the last one, or an archive; a node that was restarted may have none before the next epoch.",
    { epoch: u32 },
  ),
  /** `allow`: the methods that it has, separated by commas. */
  MethodUnknown: define(819, "The path has no such method.", "Use one that it has.", {
    method: text(16),
    allow: text(64),
  }),
  MessageInvalid: define(820, "The message is none that the stream takes.", "Subscribe or unsubscribe a channel.", {
    reason: text(512),
  }),
  ChannelUnknown: define(821, "The stream has no such channel.", "Check its name and id.", { channel: text(256) }),
  TooManyChannels: define(
    822,
    "The connection, or its address, has as many channels as it may.",
    "Unsubscribe one, or open another.",
    {
      limit: u16,
    },
  ),
  UpgradeRequired: define(823, "The path speaks another protocol.", "Open it as what the header Upgrade says.", {
    protocol: text(16),
  }),
} as const;

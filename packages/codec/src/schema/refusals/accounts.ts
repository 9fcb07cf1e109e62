/**
 * Refusals about accounts, keys and authority. Numbers 200–299.
 *
 * @module
 */
import { choice, u8, u16, u32 } from "../../field/index.ts";
import { accountId, segmentId } from "../ids.ts";
import { Signer } from "../order.ts";
import { define, sideIfTrade } from "./definition.ts";

export const accountRefusals = {
  AccountUnknown: define(200, "There is no such account.", "Correct the account id.", {
    accountId,
    faulty: sideIfTrade,
  }),
  /** `subjectId` is the account's, custodian's (its chain's), publisher's or venue's. */
  NotAuthorised: define(201, "The signer may not act for the subject.", "Sign with a key that may.", {
    subject: choice("account", "custodian", "publisher", "venue"),
    subjectId: u32,
    faulty: sideIfTrade,
  }),
  KeyExpired: define(202, "The session key has expired.", "Grant it anew, or sign with another.", {
    accountId,
    faulty: sideIfTrade,
  }),
  ScopeMissing: define(203, "The session key lacks the scope.", "Grant it the scope, or sign with another.", {
    accountId,
    faulty: sideIfTrade,
  }),
  KeyLimitExceeded: define(204, "The session key's limit forbids the trade.", "Trade within the limit, or widen it.", {
    accountId,
    limit: choice("venueIds", "reduceOnly", "tradeNotionalAtoms", "totalNotionalAtoms"),
    faulty: sideIfTrade,
  }),
  SegmentUnknown: define(205, "There is no such segment.", "Correct the segment id.", { segmentId }),
  OwnerRequired: define(
    206,
    "The signer is no Ethereum address, which alone owns accounts.",
    "Sign with an Ethereum key.",
    {
      signer: Signer,
    },
  ),
  MarginMethodUnknown: define(
    207,
    "No trader's account has this margin method.",
    "Name isolated, cross or portfolio.",
    {
      method: u8,
    },
  ),
  KeyWiderThanGrantor: define(
    208,
    "The key would grant more than it has.",
    "Narrow the field, or let the owner sign.",
    {
      accountId,
      field: choice(
        "grantor",
        "scopes",
        "tradeNotionalAtoms",
        "totalNotionalAtoms",
        "venueIds",
        "reduceOnly",
        "validUntilMs",
      ),
    },
  ),
  KeyUnknown: define(209, "The account has no such session key.", "Correct the key; it may be revoked already.", {
    accountId,
  }),
  AccountUnderManagement: define(
    210,
    "The account is under default management and may only reduce its risk.",
    "Deposit, or reduce positions, until it is cured.",
    { accountId, faulty: sideIfTrade },
  ),
  BackstopRestricted: define(211, "A backstop account may not do this.", "Use an account that trades.", {
    accountId,
    faulty: sideIfTrade,
  }),
  KeyExists: define(212, "The account has this session key.", "Revoke it first, or let the owner grant it anew.", {
    accountId,
  }),
  GrantInvalid: define(213, "A field of the grant makes no sense.", "Correct the field.", {
    accountId,
    field: choice("key", "scopes", "tradeNotionalAtoms", "totalNotionalAtoms", "validUntilMs"),
  }),
  KeyTooYoung: define(
    214,
    "The key was granted in this very block, and grants from the next on.",
    "Send it again in the next block.",
    {
      accountId,
    },
  ),
  KeysFull: define(215, "The account has as many session keys as it may.", "Revoke one first.", {
    accountId,
    limit: u16,
  }),
  /** Of a deposit: an account that held nothing for the segment's term was closed, and no other has its id. */
  AccountClosed: define(216, "The account was closed.", "Pay the deposit back; its owner opens another account.", {
    accountId,
  }),
} as const;

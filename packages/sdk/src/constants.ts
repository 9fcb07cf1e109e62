/**
 * Every number of the protocol that has a name: programs write the name.
 *
 * @module
 */
export {
  AccountRole,
  AccountStatus,
  FeedKind,
  InboxKind,
  InstrumentStatus,
  KeyScope,
  MarginMethod,
  MarketMode,
  PaymentLane,
  Side,
  SignatureScheme,
} from "@novate/codec";
export { CloseCode } from "@novate/wire";

/** Where a contribution to a segment's default fund stands; `house` is the house's own capital, given for good. */
export const FundTranche = { junior: 0, senior: 1, house: 2 } as const;

/** Which keys of validators a rotation or a word is about. */
export const KeySet = { hot: 0, cold: 1 } as const;

/** `group` of a trade that stands alone; trades of a report that share another number clear together or not at all. */
export const NO_GROUP = 0;

/** `ownerChain` of an owner that is a key, which is the same on every chain. */
export const NO_CHAIN = 0;

/** Parts per million: what a rate of 1 is. */
export const ONE_PPM = 1_000_000n;

/**
 * Identifiers and closed code lists shared by commands, events and rows.
 *
 * Codes are numbers in the bytes and names in the program; a number is never reused.
 *
 * @module
 */
import { bytes32, coded, flags, named, timeMs, u8, u16, u32 } from "../field/index.ts";
import type { Hex } from "../hex.ts";

/** A house's name in everything that is signed for it: the SHA-256 of its genesis's bytes (GOV-045). */
export const houseId = bytes32;
export type HouseId = Hex;
/** An EVM chain that holds assets: a uint64 below 2^53, as wallets allow. The house's own identity is {@link houseId}. */
export const chainId = timeMs;

/** Seconds since 1970, as chains count them. */
export const timeSec = timeMs;

export const assetId = u16;
export const segmentId = u16;
export const underlyingId = u16;
export const instrumentId = u32;
export const feedId = u16;
export const publisherId = u16;
export const venueId = u16;
export const accountId = u32;
export const bundleId = u32;
export const withdrawalId = u32;
/** From 1: its place among the sections of a checkpoint. */
export const vaultId = u8;

/** What an entry of a vault's inbox asks for; the numbers are the contract's. */
export const InboxKind = { deposit: 0, key: 1, withdraw: 2, windDown: 3 } as const;

/** How an account's positions offset each other (MARG). */
export const MarginMethod = { isolated: 0, cross: 1, portfolio: 2, pooled: 3 } as const;
export type MarginMethod = (typeof MarginMethod)[keyof typeof MarginMethod];
export const marginMethod = named("MarginMethod", MarginMethod);

/** `backstop` accounts absorb what auctions do not sell; they are pooled and never trade (LIQ-006). */
export const AccountRole = { trader: 0, backstop: 1 } as const;
export const accountRole = coded("AccountRole", AccountRole);

/** `managed` accounts are under default management: they only reduce risk or receive collateral (LIQ-009). */
export const AccountStatus = { active: 0, managed: 1 } as const;
export const accountStatus = coded("AccountStatus", AccountStatus);

/** `settled` instruments have paid out and can only be closed; `quarantined` ones broke an invariant of their market. */
export const InstrumentStatus = { listed: 0, settled: 1, quarantined: 2 } as const;
export const instrumentStatus = coded("InstrumentStatus", InstrumentStatus);

/** Market modes (ORCL): `closeOnly` admits risk-reducing trades alone; `halted` admits none. */
export const MarketMode = { open: 0, closeOnly: 1, halted: 2 } as const;
export type MarketMode = (typeof MarketMode)[keyof typeof MarketMode];
export const marketMode = coded("MarketMode", MarketMode);

/** Of an order or one leg of a trade. */
export const Side = { buy: 0, sell: 1 } as const;
export const side = named("Side", Side);

/** What a feed's number means: a price, that of a dated forward, or that of the same contract on other venues. */
export const FeedKind = { index: 0, forward: 1, premium: 2 } as const;
export const feedKind = named("FeedKind", FeedKind);

/** How a signer proves itself: an Ethereum key over EIP-712, a session key on secp256k1, or one on ed25519. */
export const SignatureScheme = { eip712: 0, secp256k1: 1, ed25519: 2 } as const;
export const signatureScheme = named("SignatureScheme", SignatureScheme);

/** What a session key may do; a bit each (ACC-004). `exit`: nothing, but what the account claims in an exit is paid to it (CLAIM-027). */
export const KeyScope = { trade: 1, transfer: 2, withdraw: 4, liquidity: 8, exit: 16 } as const;
export const keyScopes = flags("KeyScope", KeyScope);

/** What of a default fund a contribution joins; `house` is the house's own capital, given for good. */
export const FundTranche = { junior: 0, senior: 1, house: 2 } as const;
export const fundTranche = named("FundTranche", FundTranche);

/** Which payments of a vault wait for one another: each lane has a limit of its own there. */
export const PaymentLane = { main: 0, small: 1, sentBack: 2 } as const;
export const paymentLane = coded("PaymentLane", PaymentLane);

/**
 * The channels of the stream.
 *
 * @module
 */

/** Four of the whole house, and one for each market and account. */
export type ChannelName = "status" | "blocks" | "events" | "calls" | `market:${number}` | `account:${number}`;

/**
 * The channels of the stream.
 *
 * @module
 */

/** Three of the whole house, and one for each market and account. */
export type ChannelName = "status" | "blocks" | "events" | `market:${number}` | `account:${number}`;

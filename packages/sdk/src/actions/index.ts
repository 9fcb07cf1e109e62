/**
 * Commands as calls: each fills its envelope, is signed and sent, and tells what became of it.
 *
 * @module
 */
export { createGovernor, type Governor } from "./governor.ts";
export { createMember, type Member, type OrderTerms } from "./member.ts";
export { type BundleTerms, mustAccept, type Outcome, type ResultOf, type TradeOutcome } from "./outcome.ts";
export type { Plain } from "./plain.ts";
export { type CommandInput, createSender, type Sender, type SenderOptions, type SignedCommand } from "./sender.ts";
export { createVenue, type Match, type MatchSide, type Venue } from "./venue.ts";

/**
 * What bounds each table: a new table without a line here does not compile. `docs/bounds.md` is written from it.
 *
 * @module
 */
import type { TableName } from "@novate/codec";

/**
 * `governed`: rows follow decisions of governance. `open`: something stands or is under way behind each row. `window`: each
 * row ends at a time of its own. `past`: rows stay for ever, and somebody outside pays for each.
 */
export type BoundKind = "governed" | "open" | "window" | "past";

export interface TableBound {
  readonly kind: BoundKind;
  /** How many rows there are at most, in terms of what stands. */
  readonly rows: string;
  /** What takes a row out. */
  readonly ends: string;
}

const never = "never";

export const TABLE_BOUNDS: { readonly [T in TableName]: TableBound } = {
  house: { kind: "governed", rows: "one", ends: never },
  governors: { kind: "governed", rows: "one a governor", ends: "governance removes it" },
  custodians: { kind: "governed", rows: "one a chain", ends: never },
  assets: { kind: "governed", rows: "one an asset", ends: never },
  segments: { kind: "governed", rows: "one a segment", ends: never },
  collaterals: { kind: "governed", rows: "64 a segment", ends: never },
  accounts: {
    kind: "open",
    rows: "accounts that held something within the term",
    ends: "empty for the term (ACC-042)",
  },
  keys: { kind: "window", rows: "256 an account (ACC-040)", ends: "revoked, a day after its end, or with the account" },
  nonces: { kind: "window", rows: "signers heard in the last two days", ends: "two days after the last use (ACC-044)" },
  mandates: { kind: "window", rows: "venues × accounts", ends: "revoked, a day after its end, or with the account" },
  orders: {
    kind: "window",
    rows: "fills of the last seven days, each with its fees, and 1,024 void orders an account (NOV-067)",
    ends: "when the order expires (NOV-050)",
  },
  trades: { kind: "window", rows: "trades matched in two minutes", ends: "two minutes after the match (NOV-014)" },
  venues: { kind: "governed", rows: "one a venue, stopped ones too", ends: never },
  publishers: { kind: "governed", rows: "32", ends: never },
  feeds: { kind: "governed", rows: "one a feed", ends: never },
  underlyings: { kind: "governed", rows: "1,024 a segment", ends: never },
  instruments: { kind: "past", rows: "one a contract that governance ever listed", ends: never },
  markets: { kind: "past", rows: "one a contract that governance ever listed", ends: never },
  managed: { kind: "open", rows: "accounts under default management", ends: "cured or closed out" },
  deposits: {
    kind: "past",
    rows: "one a credited deposit, which cost its owner a transaction on its chain",
    ends: never,
  },
  outbox: {
    kind: "open",
    rows: "256 withdrawals under way an account (WDR-032)",
    ends: "its chain has paid it (WDR-030), and no kept checkpoint shows it (WDR-050)",
  },
  exits: { kind: "window", rows: "assets × accounts that moved them lately", ends: "when nothing is fresh (WDR-022)" },
  stakes: { kind: "open", rows: "two an account that backs the fund", ends: never },
  bundles: { kind: "open", rows: "four a governor (GOV)", ends: "activated, withdrawn, dropped, or fourteen days" },
  moves: { kind: "governed", rows: "a ring of samples a segment", ends: "overwritten" },
  creditPairs: { kind: "governed", rows: "64 a segment", ends: never },
  surfaces: { kind: "governed", rows: "publishers × underlyings", ends: never },
  calls: { kind: "open", rows: "one an account", ends: "met, lapsed" },
  debts: { kind: "open", rows: "accounts that lack settlement cash", ends: "touched or visited with enough (NOV-076)" },
  validators: { kind: "governed", rows: "one", ends: never },
  vaults: { kind: "governed", rows: "255", ends: never },
  locations: { kind: "governed", rows: "one an asset", ends: never },
  headers: { kind: "governed", rows: "256 a chain with a vault (CSTD-023)", ends: "256 newer ones" },
  headerVotes: { kind: "governed", rows: "validators × chains", ends: "the validator leaves the set" },
  queues: {
    kind: "open",
    rows: "one a segment and asset that somebody waits for",
    ends: "the last one waiting leaves",
  },
  checkpoints: { kind: "governed", rows: "64", ends: "64 newer ones (CKPT-006)" },
  impairments: { kind: "governed", rows: "one an asset", ends: never },
  rotations: { kind: "governed", rows: "one a day of 22 days (CSTD-045)", ends: "a later step finds it older" },
  liquidity: { kind: "governed", rows: "pairs of a segment's assets in one currency", ends: "its last offer leaves" },
  claimCounts: { kind: "governed", rows: "one", ends: "its claims are counted (CLAIM-002)" },
  vaultExits: { kind: "governed", rows: "one a vault", ends: never },
  vaultCredits: { kind: "governed", rows: "one a vault", ends: never },
  exitBooks: { kind: "governed", rows: "one a vault in exit", ends: never },
  exitAssets: { kind: "governed", rows: "one an asset of a vault in exit", ends: never },
  exitPots: { kind: "governed", rows: "segments × assets of vaults in exit", ends: never },
  exitDebts: {
    kind: "open",
    rows: "accounts that a vault in exit paid more than they had, by asset (EXIT-117)",
    ends: "made good, or with the account",
  },
  claims: {
    kind: "open",
    rows: "one for sixteen accounts that changed while a count was under way, and one a block of it",
    ends: "some blocks after it (CLAIM-003)",
  },
  leaving: {
    kind: "open",
    rows: "accounts with positions whose owners asked a vault to wind them down",
    ends: "the last position is ended (LIQ-104)",
  },
  windUps: { kind: "governed", rows: "one a segment that ended", ends: never },
  struckRoots: { kind: "governed", rows: "5,760: epochs of 40 days", ends: "40 days after it was struck (EXIT-124)" },
  unplaced: {
    kind: "open",
    rows: "one for each who paid in a token that the vault takes and the house has not placed",
    ends: "governance places the token (CSTD-034)",
  },
  voids: {
    kind: "open",
    rows: "accounts with withdrawals that were taken back at once",
    ends: "the last of their rows is forgotten (WDR-071)",
  },
};

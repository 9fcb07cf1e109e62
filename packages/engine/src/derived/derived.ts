/**
 * What follows from the rows and is never committed: running sums for the invariants, and indexes.
 *
 * Each part observes the tables it needs, so that `rebuild` is the constructor and equals the incremental result.
 *
 * @module
 */
import { ClaimsWork } from "../claims/claimsWork.ts";
import { ownerId } from "../ledger/owner.ts";
import { isVoid } from "../ledger/voids.ts";
import { mustGet, type State } from "../state/state.ts";
import { AccountIds } from "./accountIds.ts";
import { Calendar } from "./calendar.ts";
import { Expiries } from "./expiries.ts";
import { Grants } from "./grants.ts";
import { Holdings } from "./holdings.ts";
import { Laps } from "./laps.ts";
import { Leavers } from "./leavers.ts";
import { Listings } from "./listings.ts";
import { Looks } from "./looks.ts";
import { ManagedQueue } from "./managedQueue.ts";
import { OpenInterest } from "./openInterest.ts";
import { OpenPositions } from "./openPositions.ts";
import { Outboxes } from "./outboxes.ts";
import { Owers } from "./owers.ts";
import { OwnerIndex } from "./ownerIndex.ts";
import { Payments } from "./payments.ts";
import { Rolls } from "./rolls.ts";
import { Signers } from "./signers.ts";
import { Unplaced } from "./unplaced.ts";
import { Unwatched } from "./unwatched.ts";
import { Voided } from "./voided.ts";
import { Waiting } from "./waiting.ts";
import { Work } from "./work.ts";

export class Derived {
  readonly accountIds: AccountIds;
  readonly calendar: Calendar;
  readonly claims: ClaimsWork;
  readonly grants: Grants;
  readonly holdings: Holdings;
  readonly interest: OpenInterest;
  readonly positions: OpenPositions;
  readonly owers = new Owers();
  readonly owners: OwnerIndex;
  readonly expiries: Expiries;
  readonly laps: Laps;
  readonly leavers: Leavers;
  readonly listings: Listings;
  readonly managed: ManagedQueue;
  readonly rolls: Rolls;
  readonly signers: Signers;
  readonly unplaced: Unplaced;
  readonly unwatched: Unwatched;
  readonly voided: Voided;
  readonly waiting: Waiting;
  readonly outboxes: Outboxes;
  /** Of the block at hand; a house between blocks has done none. */
  readonly work = new Work();
  /** Of the block at hand too, like what follows. */
  readonly looks = new Looks();
  readonly payments = new Payments();

  constructor(state: State) {
    this.accountIds = new AccountIds();
    this.claims = new ClaimsWork(state, this.accountIds);
    this.calendar = new Calendar();
    this.grants = new Grants();
    this.holdings = new Holdings();
    this.interest = new OpenInterest(state);
    this.positions = new OpenPositions();
    this.owners = new OwnerIndex(state.accounts);
    this.laps = new Laps();
    this.listings = new Listings();
    this.rolls = new Rolls();
    this.signers = new Signers();
    this.unplaced = new Unplaced();
    this.unwatched = new Unwatched();
    this.voided = new Voided();
    this.waiting = new Waiting();
    this.outboxes = new Outboxes();
    state.accounts.observe((before, after) => {
      this.accountIds.follow(before, after);
      this.holdings.followAccount(before, after);
      this.positions.follow(before, after);
      this.owners.follow(before, after);
      const { segmentId } = (after ?? before)!; // a change has at least one side
      this.rolls.follow(before, after, mustGet(state.segments, segmentId).settlementAssetId);
      this.unwatched.followAccount(before, after);
    });
    state.instruments.observe((before, after) => {
      this.listings.follow(before, after);
      if (after !== undefined) this.calendar.followInstrument(after);
    });
    state.markets.observe((before, after) => {
      if (after !== undefined) this.calendar.followMarket(after);
      this.positions.followMarket(before, after);
      this.laps.follow(before, after);
      this.interest.follow(before, after);
      this.unwatched.followMarket(before, after);
    });
    // Before the outbox: rows that are void already when this is made wait for nothing.
    state.voids.observe((before, after) => {
      this.voided.follow(before, after);
      if (after === undefined || after.belowId === before?.belowId) return;
      this.waiting.drop(after.accountId, ownerId(mustGet(state.accounts, after.accountId)));
    });
    state.outbox.observe((before, after) => {
      this.outboxes.follow(before, after);
      const row = (after ?? before)!; // a change has at least one side
      const account = state.accounts.get(row.accountId); // none behind what was sent back
      if (account !== undefined && !isVoid(state, row))
        this.waiting.follow(before, after, account.segmentId, ownerId(account));
    });
    state.collaterals.observe((before, after) => this.unwatched.followCollateral(before, after));
    state.segments.observe((before, after) => this.holdings.followSegment(before, after));
    state.windUps.observe((before, after) => this.holdings.followWindUp(before, after));
    state.venues.observe((before, after) => {
      this.holdings.followVenue(before, after);
      this.signers.follow(before?.spec.signer, after?.spec.signer);
    });
    state.keys.observe((before, after) => {
      this.signers.follow(before?.key, after?.key);
      this.grants.followKey(before, after);
    });
    state.mandates.observe((before, after) => this.grants.followMandate(before, after));
    state.publishers.observe((before, after) => this.signers.follow(before?.signer, after?.signer));
    state.custodians.observe((before, after) => this.signers.follow(before?.signer, after?.signer));
    state.assets.observe((before, after) => this.holdings.followAsset(before, after));
    state.unplaced.observe((before, after) => this.unplaced.follow(before, after));
    state.locations.observe((before, after) => this.holdings.followLocation(before, after));
    this.leavers = new Leavers(state);
    this.#followExits(state);
    this.managed = new ManagedQueue(state);
    this.expiries = new Expiries(state);
    state.house.observe((before, after) => {
      if (before?.height === after?.height) return;
      this.claims.begin();
      this.work.begin();
      this.looks.begin();
      this.payments.begin();
    });
  }

  #followExits(state: State): void {
    state.exitDebts.observe((before, after) => {
      const { accountId } = (after ?? before)!; // a change has at least one side
      this.owers.follow(before, after, mustGet(state.accounts, accountId));
    });
    state.exitAssets.observe((before, after) => this.holdings.followExitAsset(before, after));
    state.exitPots.observe((before, after) => {
      const { segmentId } = (after ?? before)!; // a change has at least one side
      const change = (after?.potAtoms ?? 0n) - (before?.potAtoms ?? 0n);
      this.holdings.followExitPot(change, mustGet(state.segments, segmentId).settlementAssetId);
    });
  }
}

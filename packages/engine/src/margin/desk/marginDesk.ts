/**
 * The margin desk: prices of risk kept beside the state, and the health of any account against them.
 *
 * Derived and rebuildable: nothing here is committed, and every answer is a function of the rows.
 *
 * @module
 */
import type { AccountRow, Change } from "@novate/codec";
import { type Atoms, atoms, maxOf, mulPpmDown, PPM_ONE, ppm } from "@novate/num";
import { type MarginRequirement, marginAt } from "@novate/risk";
import { collateralValueAtoms, newRiskValueAtoms } from "../../collateral/value.ts";
import type { Margin } from "../../command/margin.ts";
import { OpenInterest } from "../../derived/openInterest.ts";
import { OwnerIndex } from "../../derived/ownerIndex.ts";
import { balanceOf } from "../../ledger/balances.ts";
import type { Health } from "../../ledger/health.ts";
import { isAccountKnown, unknownOf, withKnownPositions } from "../../ledger/known.ts";
import { mustGet, type State, type StateView } from "../../state/state.ts";
import { AccountHealth } from "./accountHealth.ts";
import { AnnouncedRules, announcedBundle } from "./announcedRules.ts";
import { followRows, type Staleness } from "./followRows.ts";
import { isHedge } from "./isHedge.ts";
import { Quotes } from "./quotes.ts";
import { type Reach, Reaches } from "./reaches.ts";
import { relayed } from "./relayed.ts";
import { SegmentBook } from "./segmentBook.ts";

/** By `MarginMethod` of the account. */
export const METHODS = ["isolated", "cross", "portfolio", "portfolio"] as const; // pooled is margined as portfolio

/** What a desk asks beside the rows. */
interface Sums {
  readonly owners: OwnerIndex;
  readonly interest: OpenInterest;
}

/** The desk under the rules that are announced. */
interface Announced {
  readonly rules: AnnouncedRules;
  readonly desk: MarginDesk;
  readonly staleness: Staleness;
  /** Of the bundle that is next due; null where a credit alone was lost. */
  readonly changes: readonly Change[] | null;
}

const sumsOf = (state: StateView): Sums => ({
  owners: OwnerIndex.of(state.accounts.values()),
  interest: OpenInterest.of(state),
});

export class MarginDesk implements Margin {
  readonly #state: StateView;
  readonly #owners: OwnerIndex;
  readonly #interest: OpenInterest;
  readonly #quotes: Quotes;
  readonly #reaches: Reaches;
  readonly #books = new Map<number, SegmentBook>();
  /** Null: nothing is announced; undefined: nobody asked since what is announced may be other than it was. */
  #announced: Announced | null | undefined;
  /** Bundles changed, which may have left the next one due as it was. */
  #areBundlesNew = false;

  /** A desk over rows that stand still. `sums`: made of the rows as they are, unless something follows them. */
  constructor(state: StateView, sums: Sums = sumsOf(state)) {
    this.#state = state;
    this.#owners = sums.owners;
    this.#interest = sums.interest;
    this.#quotes = new Quotes(state);
    this.#reaches = new Reaches(state, (segmentId) => this.#bookOf(segmentId));
  }

  /** A desk whose prices of risk follow the rows of `state`. */
  static following(state: State, sums: Sums): MarginDesk {
    const desk = new MarginDesk(state, sums);
    followRows(
      state,
      relayed(
        desk.#staleness(),
        () => desk.#announced?.staleness,
        () => {
          desk.#announced = undefined;
        },
        () => {
          desk.#areBundlesNew = true;
        },
      ),
    );
    return desk;
  }

  #staleness(): Staleness {
    const books = this.#books;
    const reaches = this.#reaches;
    return {
      // Prices and rows age with the block's clock, and a query or a restart may have asked since: every block begins anew.
      everything: () => {
        this.#quotes.clear();
        reaches.clear();
        for (const book of books.values()) book.expireAll();
      },
      book: (segmentId) => {
        this.#quotes.clear();
        reaches.clear();
        books.delete(segmentId);
      },
      books: () => {
        this.#quotes.clear();
        reaches.clear();
        books.clear();
      },
      instrument: (instrumentId) => {
        this.#quotes.expire(instrumentId);
        reaches.clear();
        const instrument = this.#state.instruments.get(instrumentId);
        if (instrument !== undefined) books.get(instrument.segmentId)?.expire(instrument.spec.underlyingId);
      },
      interest: (instrumentId) => {
        const instrument = this.#state.instruments.get(instrumentId);
        if (instrument !== undefined)
          books.get(instrument.segmentId)?.expireInterest(instrument.spec.underlyingId, instrumentId);
      },
      underlying: (underlyingId) => {
        const { segmentId } = mustGet(this.#state.underlyings, underlyingId).spec;
        reaches.clear();
        books.get(segmentId)?.expire(underlyingId);
      },
      collateral: (segmentId, assetId) => books.get(segmentId)?.expireCollateral(assetId),
      samples: (segmentId) => books.get(segmentId)?.resample(),
      credits: (segmentId) => books.get(segmentId)?.reviewCredits(),
      held: () => {},
      announced: () => {},
    };
  }

  /** The account as `state` has it (which may be a scratch copy), at the desk's prices. Work: its positions. */
  assess(state: StateView, account: AccountRow): Health {
    const { settlementAssetId, parameters } = mustGet(state.segments, account.segmentId);
    const { unvestedAtoms, notionalAtoms } = this.#quotes.totalsOf(account.positions);
    const [cash, collateral] = [balanceOf(account, settlementAssetId), collateralValueAtoms(state, account)];
    const vestedAtoms = cash + collateral;
    const newRiskVestedAtoms = cash + newRiskValueAtoms(state, account, collateral);
    const countedGain = (gain: bigint) =>
      mulPpmDown(atoms(gain), ppm(PPM_ONE - parameters.clearing.unvestedGainsHaircutPpm));
    const countedAtoms = unvestedAtoms > 0n ? countedGain(unvestedAtoms) : unvestedAtoms;
    const requirement = this.requirement(state, account);
    return new AccountHealth(
      { vestedAtoms, newRiskVestedAtoms, unvestedAtoms, countedAtoms, notionalAtoms },
      requirement,
      {
        isPriced: () => this.#isKnown(state, account),
        reach: () => this.#reachOf(state, account),
        belowAtoms: () => this.#belowAtoms(state, account, requirement),
        closing: () => this.#closingAtoms(state, account, requirement),
        unknownAbove: () =>
          this.#isKnown(state, account) ? 0n : this.#reachOf(state, unknownOf(state, account)).aboveAtoms,
        knownMaintenance: () => {
          if (account.positions.every(this.#quotes.isKnown)) return requirement.maintenanceMargin;
          const known = withKnownPositions(state, account);
          return (known === account ? requirement : this.requirement(state, known)).maintenanceMargin;
        },
      },
    );
  }

  /** See {@link Margin.assessNewRisk}: the second desk stands while rules are announced, and prices its rows by itself. */
  assessNewRisk(state: StateView, account: AccountRow, today: Health = this.assess(state, account)): readonly Health[] {
    if (this.#areBundlesNew) this.#reviewBundles();
    if (this.#announced === undefined) this.#announced = this.#announce();
    if (this.#announced === null) return [today];
    const { rules, desk } = this.#announced;
    return [today, desk.assess(rules.over(state), account)];
  }

  /** The second desk stands while the same changes are next: proposals and approvals of others price no row. */
  #reviewBundles(): void {
    this.#areBundlesNew = false;
    const changes = announcedBundle(this.#state)?.changes ?? null;
    if ((this.#announced?.changes ?? null) !== changes) this.#announced = undefined;
  }

  #announce(): Announced | null {
    const rules = AnnouncedRules.of(this.#state);
    if (rules === null) return null;
    const desk = new MarginDesk(rules.over(this.#state), { owners: this.#owners, interest: this.#interest });
    const changes = announcedBundle(this.#state)?.changes ?? null;
    return { rules, desk, staleness: desk.#staleness(), changes };
  }

  #isKnown(state: StateView, account: AccountRow): boolean {
    return isAccountKnown(state, account, this.#quotes.isKnown);
  }

  /** How far equity may stand above its middle, by positions and by collateral (MARG-090). */
  #reachOf(state: StateView, account: AccountRow): Reach {
    const reach = this.#reaches.of(account.segmentId, account.positions);
    if (hasCashAlone(state, account)) return reach;
    const middle = collateralValueAtoms(state, account);
    return {
      aboveAtoms: reach.aboveAtoms + collateralValueAtoms(state, account, "high") - middle,
      aboveOpenAtoms: reach.aboveOpenAtoms + collateralValueAtoms(state, account, "highOpen") - middle,
    };
  }

  /** How far below, and what is left when contracts end before a market opens again asks more of initial margin (MARG-112). */
  #belowAtoms(state: StateView, account: AccountRow, { initialMargin }: MarginRequirement): bigint {
    const { atoms: fallAtoms, left } = this.#reaches.below(account.segmentId, account.positions);
    const belowAtoms = fallAtoms + this.#moreOf(state, account, left, "initialMargin", initialMargin);
    if (hasCashAlone(state, account)) return belowAtoms;
    return belowAtoms + collateralValueAtoms(state, account) - collateralValueAtoms(state, account, "low");
  }

  /** What closings that are due may cost, and what is left then asks more of maintenance margin (LIQ-090). */
  #closingAtoms(state: StateView, account: AccountRow, { maintenanceMargin }: MarginRequirement): bigint {
    const { atoms: fallAtoms, left } = this.#reaches.atClosing(account.segmentId, account.positions);
    const closingAtoms = fallAtoms + this.#moreOf(state, account, left, "maintenanceMargin", maintenanceMargin);
    if (hasCashAlone(state, account)) return closingAtoms;
    return closingAtoms + collateralValueAtoms(state, account) - collateralValueAtoms(state, account, "due");
  }

  /** What the account would require more with any of these positions instead of its own. */
  #moreOf(
    state: StateView,
    account: AccountRow,
    left: readonly AccountRow["positions"][],
    level: "initialMargin" | "maintenanceMargin",
    required: Atoms,
  ): bigint {
    const least: bigint = required;
    const most = left.reduce(
      (most, positions) => maxOf(most, this.requirement(state, { ...account, positions })[level]),
      least,
    );
    return most - least;
  }

  /** The account's equity alone, for checks that need no margin (INV-005). */
  equityOf(state: StateView, account: AccountRow): Atoms {
    const { settlementAssetId } = mustGet(state.segments, account.segmentId);
    const { unvestedAtoms } = this.#quotes.totalsOf(account.positions);
    return atoms(balanceOf(account, settlementAssetId) + collateralValueAtoms(state, account) + unvestedAtoms);
  }

  openInterestOf = (state: StateView, underlyingId: number): Atoms => this.#interest.atomsOf(state, underlyingId);

  /** What the account's positions require, whatever it holds; with its clones and open interest as `state` has them. */
  requirement(state: StateView, account: AccountRow): MarginRequirement {
    const book = this.#bookOf(account.segmentId);
    const context = book.context(this.#state, state);
    const interests = book.crowd.interestsOf(state, book.clones.interestOf(state, this.#owners, account));
    return marginAt(book.book, context, book.positionsOf(account), METHODS[account.method]!, interests);
  }

  /** By sign, and so exact however large the sums are: zero counts as a hedge. Collateral that stands in scenarios counts in. */
  isHedge(_: StateView, account: AccountRow, instrumentId: number): boolean {
    const book = this.#bookOf(account.segmentId);
    book.context(this.#state); // prices the rows
    return isHedge(book.book, book.positionsOf(account), book.indexOf(instrumentId));
  }

  /** What a cycle would pay the positions at this instant's mark, where float64 sums are exact; else NaN. */
  exactUnvestedOf(positions: AccountRow["positions"]): number {
    return this.#quotes.exactUnvestedOf(positions);
  }

  /** The segment's book and context, for explanations and full passes. */
  bookOf(segmentId: number): SegmentBook {
    return this.#bookOf(segmentId);
  }

  #bookOf(segmentId: number): SegmentBook {
    let book = this.#books.get(segmentId);
    if (book === undefined) {
      book = new SegmentBook(this.#state, mustGet(this.#state.segments, segmentId), this.#interest);
      this.#books.set(segmentId, book);
    }
    return book;
  }
}

function hasCashAlone(state: StateView, { segmentId, balances }: AccountRow): boolean {
  const { settlementAssetId } = mustGet(state.segments, segmentId);
  return balances.every(({ assetId }) => assetId === settlementAssetId);
}

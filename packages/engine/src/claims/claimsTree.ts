/**
 * The tree of claims of a checkpoint: a leaf an account that claims anything, at its id; and how the next grows from it.
 *
 * @module
 */
import { bytesToHex, type ExitClaim, type Hex, MerkleTable } from "@novate/codec";
import { claimLeafBytes, type ProvenClaims, proveSlot } from "@novate/evm";

export class ClaimsTree implements ProvenClaims {
  readonly #table: MerkleTable;
  readonly #claims: ReadonlyMap<number, ExitClaim>;

  constructor(table = new MerkleTable(), claims: ReadonlyMap<number, ExitClaim> = new Map()) {
    this.#table = table;
    this.#claims = claims;
  }

  root(): Hex {
    return bytesToHex(this.#table.root());
  }

  claimOf(accountId: number): ExitClaim | undefined {
    return this.#claims.get(accountId);
  }

  /** All claims there are, ascending by account. */
  get claims(): Iterable<ExitClaim> {
    return this.#claims.values();
  }

  prove(accountId: number): readonly Hex[] {
    return proveSlot(this.#table, accountId);
  }

  next(): NextClaims {
    return new NextClaims(this.#table.fork(), this.#claims);
  }
}

/** A tree that grows claim by claim; the one before stays as it is. */
export class NextClaims {
  readonly #table: MerkleTable;
  readonly #before: ReadonlyMap<number, ExitClaim>;
  readonly #claims = new Map<number, ExitClaim>();
  /** Of those before, how many have a claim again. */
  #again = 0;

  constructor(table: MerkleTable, before: ReadonlyMap<number, ExitClaim>) {
    this.#table = table;
    this.#before = before;
  }

  /** Work: a leaf for each claim that is not as it was, and a hash for each branch above those. */
  add(claims: readonly ExitClaim[]): void {
    const changes = new Map<number, Uint8Array>();
    for (const claim of claims) {
      if (isNothing(claim)) continue;
      const before = this.#before.get(claim.accountId);
      if (before !== undefined && !this.#claims.has(claim.accountId)) this.#again += 1;
      const isSame = before !== undefined && isSameClaim(before, claim);
      this.#claims.set(claim.accountId, isSame ? before : claim); // trees share what does not change
      if (!isSame) changes.set(claim.accountId, claimLeafBytes(claim));
    }
    this.#table.setLeaves(changes);
  }

  /** The tree once all claims are in: who has none any more has no leaf. Work: where there is such a one, all that were before. */
  finish(): ClaimsTree {
    if (this.#again === this.#before.size) return new ClaimsTree(this.#table, this.#claims);
    const gone = new Map<number, null>();
    for (const accountId of this.#before.keys()) if (!this.#claims.has(accountId)) gone.set(accountId, null);
    this.#table.setLeaves(gone);
    return new ClaimsTree(this.#table, this.#claims);
  }
}

const isNothing = ({ parts, kept }: ExitClaim): boolean =>
  kept.length === 0 &&
  parts.idleAtoms === 0n && // none is below zero
  parts.holderAtoms === 0n &&
  parts.gainAtoms === 0n &&
  parts.juniorAtoms === 0n &&
  parts.seniorAtoms === 0n;

/** Whether their leaves are the same. */
function isSameClaim(left: ExitClaim, right: ExitClaim): boolean {
  const [was, is] = [left.parts, right.parts];
  return (
    was.idleAtoms === is.idleAtoms &&
    was.holderAtoms === is.holderAtoms &&
    was.gainAtoms === is.gainAtoms &&
    was.juniorAtoms === is.juniorAtoms &&
    was.seniorAtoms === is.seniorAtoms &&
    left.segmentId === right.segmentId &&
    left.exitAddress === right.exitAddress &&
    left.exitChain === right.exitChain &&
    left.kept.length === right.kept.length &&
    left.kept.every(({ assetId, amountAtoms }, index) => {
      const other = right.kept[index]!;
      return assetId === other.assetId && amountAtoms === other.amountAtoms;
    })
  );
}

/**
 * The tree of claims of the last checkpoint: a leaf an account that claims anything, at its id.
 *
 * @module
 */
import { bytesToHex, type ClaimRow, type Hex, hexToBytes, MerkleTable } from "@novate/codec";
import { claimLeaf } from "@novate/evm";

interface Leaf {
  readonly claim: ClaimRow;
  readonly bytes: Uint8Array;
}

export class ClaimsTree {
  readonly #tree = new MerkleTable();
  #leaves = new Map<number, Leaf>();

  /** Takes the claims of a strike; hashes those that are not as they were. */
  take(claims: readonly ClaimRow[]): void {
    const leaves = new Map<number, Leaf>();
    const changes = new Map<number, Uint8Array | null>();
    for (const claim of claims) {
      if (isNothing(claim)) continue;
      const before = this.#leaves.get(claim.accountId);
      const isSame = before !== undefined && isSameClaim(before.claim, claim);
      const leaf = isSame ? before : { claim, bytes: hexToBytes(claimLeaf(claim)) };
      leaves.set(claim.accountId, leaf);
      if (!isSame) changes.set(claim.accountId, leaf.bytes);
    }
    for (const accountId of this.#leaves.keys()) if (!leaves.has(accountId)) changes.set(accountId, null);
    this.#tree.setLeaves(changes);
    this.#leaves = leaves;
  }

  root(): Hex {
    return bytesToHex(this.#tree.root());
  }

  claimOf(accountId: number): ClaimRow | undefined {
    return this.#leaves.get(accountId)?.claim;
  }

  /** Siblings of an account's leaf, from the bottom up. */
  prove(accountId: number): Uint8Array[] {
    return this.#tree.prove(accountId);
  }
}

const isNothing = ({ parts, kept }: ClaimRow): boolean =>
  kept.length === 0 &&
  parts.idleAtoms + parts.holderAtoms + parts.gainAtoms + parts.juniorAtoms + parts.seniorAtoms === 0n;

/** Whether their leaves are the same. */
function isSameClaim(left: ClaimRow, right: ClaimRow): boolean {
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

/**
 * All that a signed checkpoint commits to, and what it gives each account to leave with.
 *
 * @module
 */
import type { ExitClaim, ExitHead, ExitKit, Hex } from "@novate/codec";
import { assert } from "@novate/stdx";
import { outboxIndex, sectionLeaf } from "../vault/leaves.ts";
import { TABLE_DEPTH, VAULTS_DEPTH } from "../vault/shape.ts";
import { type SparseTree, sparseTree } from "../vault/sparseTree.ts";
import { assetLeafOf, paymentLeafOf } from "./exitLeaves.ts";

/** The tree of claims, however it is kept. */
export interface ProvenClaims {
  root(): Hex;
  claimOf(accountId: number): ExitClaim | undefined;
  /** All there are, ascending by account. */
  readonly claims: Iterable<ExitClaim>;
  /** Siblings of an account's leaf, or of its empty place, as vaults want them. */
  prove(accountId: number): readonly Hex[];
}

interface VaultTrees {
  readonly outbox: SparseTree;
  readonly assets: SparseTree;
}

export class ExitBook {
  readonly head: ExitHead;
  readonly #claims: ProvenClaims;
  #byAccount: readonly ExitClaim[] | null = null;
  readonly #sections: SparseTree;
  readonly #vaults: ReadonlyMap<number, VaultTrees>;

  /** Work: a hash a branch of every vault's trees. Asserts that each row fits its leaf. */
  constructor(head: ExitHead, claims: ProvenClaims) {
    this.head = head;
    this.#claims = claims;
    this.#sections = sparseTree(
      new Map(head.sections.map((section) => [section.vaultId, sectionLeaf(section)])),
      VAULTS_DEPTH,
    );
    this.#vaults = new Map(head.sections.map(({ vaultId }) => [vaultId, vaultTrees(head, vaultId)]));
  }

  /** What of it does not hash to what was signed, or null: a book that was read from somewhere proves nothing before. */
  fault(): string | null {
    const { checkpoint, sections, assets, payments } = this.head;
    if (this.#claims.root() !== checkpoint.claimsRoot) return "its claims are not those of the checkpoint";
    if (this.#sections.root !== checkpoint.vaultsRoot) return "its sections are not those of the checkpoint";
    for (const { vaultId, outboxRoot, assetsRoot } of sections) {
      const trees = this.#vaults.get(vaultId)!; // one each
      if (trees.outbox.root !== outboxRoot) return `its payments are not those of vault ${vaultId}`;
      if (trees.assets.root !== assetsRoot) return `its assets are not those of vault ${vaultId}`;
    }
    const stray = [...assets, ...payments].find(({ vaultId }) => !this.#vaults.has(vaultId));
    if (stray !== undefined) return `it says what vault ${stray.vaultId} owes, and has no section of it`;
    return null;
  }

  /** What an account needs, whether or not it has anything. Work: the account's own rows, all assets, and look-ups. */
  kitOf(accountId: number): ExitKit {
    const { house, checkpoint, signatures, signers, sections, assets, payments } = this.head;
    const claim = this.#claims.claimOf(accountId);
    return {
      house,
      checkpoint,
      signatures,
      signers,
      accountId,
      claims: claim === undefined ? [] : [leafOnly(claim)],
      claimSiblings: [...this.#claims.prove(accountId)],
      sections: sections.map((section) => ({ section, siblings: [...this.#sections.prove(section.vaultId)] })),
      assets: assets.map((asset) => ({
        asset,
        siblings: [...this.#treesOf(asset.vaultId).assets.prove(asset.assetId)],
      })),
      payments: payments
        .filter((payment) => payment.accountId === accountId)
        .map((payment) => ({
          payment,
          siblings: [...this.#treesOf(payment.vaultId).outbox.prove(outboxIndex(payment.nonce))],
        })),
    };
  }

  /** Claims from an account on, and where the next page begins. Work: once all claims, then a page's. */
  claimsFrom(
    accountId: number,
    limit: number,
  ): { readonly claims: readonly ExitClaim[]; readonly next: number | null } {
    this.#byAccount ??= [...this.#claims.claims];
    const own = this.#byAccount;
    let [low, high] = [0, own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (own[middle]!.accountId < accountId) low = middle + 1;
      else high = middle;
    }
    return { claims: own.slice(low, low + limit), next: own[low + limit]?.accountId ?? null };
  }

  /**
   * What stands at an index of one of the checkpoint's trees, and its proof: what answers whoever doubts that the leaves are to be had. `vaultId`
   * counts for the trees of a vault alone. Null: nothing stands there, as the proof shows.
   */
  leafAt(tree: "claims" | "outbox" | "assets", vaultId: number, index: number) {
    const { assets, payments } = this.head;
    if (tree === "claims") return { leaf: this.#claims.claimOf(index) ?? null, siblings: this.#claims.prove(index) };
    const siblings = this.#treesOf(vaultId)[tree].prove(index);
    const isThere = (row: { readonly vaultId: number }, at: number): boolean => row.vaultId === vaultId && at === index;
    const leaf =
      tree === "assets"
        ? assets.find((asset) => isThere(asset, asset.assetId))
        : payments.find((payment) => isThere(payment, outboxIndex(payment.nonce)));
    return { leaf: leaf ?? null, siblings };
  }

  #treesOf(vaultId: number): VaultTrees {
    const trees = this.#vaults.get(vaultId);
    assert(trees !== undefined, `exit: vault ${vaultId} has no section`);
    return trees;
  }
}

/** Without what else a row of a claim may say. */
const leafOnly = ({ accountId, segmentId, exitAddress, exitChain, parts, kept }: ExitClaim): ExitClaim => ({
  accountId,
  segmentId,
  exitAddress,
  exitChain,
  parts,
  kept,
});

function vaultTrees({ payments, assets }: ExitHead, vaultId: number): VaultTrees {
  const outbox = new Map<number, Hex>();
  for (const payment of payments) {
    if (payment.vaultId !== vaultId) continue;
    const leaf = paymentLeafOf(payment);
    assert(leaf !== undefined, `exit: payment ${payment.nonce} is none of a vault's`);
    outbox.set(outboxIndex(payment.nonce), leaf);
  }
  const own = assets.filter((asset) => asset.vaultId === vaultId);
  return {
    outbox: sparseTree(outbox, TABLE_DEPTH),
    assets: sparseTree(new Map(own.map((asset) => [asset.assetId, assetLeafOf(asset)])), TABLE_DEPTH),
  };
}

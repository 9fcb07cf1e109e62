/**
 * What a watcher's archive shows where somebody asked for a leaf: its words, or that there is nothing.
 *
 * @module
 */
import type { challengeCalls } from "@novate/chains";
import type { ExitHead, Hex } from "@novate/codec";
import { assetLeaf, type ExitBook, LANES, outboxIndex, outboxLeaf, sparseTree, TABLE_DEPTH } from "@novate/evm";
import { rowOf } from "./settle.ts";

type Answer = challengeCalls.Answer;

/** The leaf of a tree of a book at one vault. Work: a hash a branch of that tree. */
export function answerOf(book: ExitBook, vaultId: number, tree: Answer["tree"], index: number): Answer {
  if (tree === "claims") {
    const { claims, claimSiblings: siblings } = book.kitOf(index);
    const [claim] = claims;
    return claim === undefined ? { tree, emptyIndex: index, siblings } : { tree, claim, siblings };
  }
  return tree === "outbox" ? paymentAt(book.head, vaultId, index) : assetAt(book.head, vaultId, index);
}

function paymentAt({ payments }: ExitHead, vaultId: number, index: number): Answer {
  const rows = payments
    .filter((payment) => payment.vaultId === vaultId)
    .map(({ nonce, token, recipient, amountAtoms: amount, lane, cumulativeAtoms: cumulative }) => {
      return { nonce, token, recipient, amount, lane: LANES[lane]!, cumulative }; // a verified book has the vault's lanes
    });
  const leaves = new Map(rows.map((row): [number, Hex] => [outboxIndex(row.nonce), outboxLeaf(row)]));
  const siblings = sparseTree(leaves, TABLE_DEPTH).prove(index);
  const row = rows.find(({ nonce }) => outboxIndex(nonce) === index);
  return row === undefined ? { tree: "outbox", emptyIndex: index, siblings } : { tree: "outbox", row, siblings };
}

function assetAt({ assets }: ExitHead, vaultId: number, index: number): Answer {
  const own = assets.filter((asset) => asset.vaultId === vaultId).map((asset) => ({ asset, row: rowOf(asset) }));
  const leaves = new Map(
    own.map(({ row }): [number, Hex] => {
      const [main, small, sentBack] = row.queuedCum;
      return [row.assetId, assetLeaf({ ...row, queuedCum: { main, small, sentBack } })];
    }),
  );
  const siblings = sparseTree(leaves, TABLE_DEPTH).prove(index);
  const found = own.find(({ row }) => row.assetId === index);
  return found === undefined
    ? { tree: "assets", emptyIndex: index, siblings }
    : { tree: "assets", row: found.row, rates: found.asset.rates, siblings };
}

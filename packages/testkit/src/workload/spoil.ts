/**
 * Turns a sensible command into a near-valid or absurd one: one leaf of it is replaced.
 *
 * @module
 */
import { type Command, type Hex, orderDigest, type SignedOrder } from "@novate/codec";
import type { Dice } from "../dice.ts";
import { toySignature } from "../world/cast.ts";

type Node = unknown;

/** The command with one leaf or list changed. Orders inside are signed anew half of the time. */
export function spoil(dice: Dice, house: Hex, command: Command): Command {
  const { type, ...fields } = command;
  const spoiled = { type, ...(spoilNode(dice, fields) as object) } as Command; // a leaf of the same type was replaced
  return dice.chance(0.5) ? resigned(house, spoiled) : spoiled;
}

function spoilNode(dice: Dice, node: Node): Node {
  if (Array.isArray(node)) return spoilList(dice, node);
  if (typeof node === "object" && node !== null) {
    const keys = Object.keys(node).filter((key) => key !== "type");
    if (keys.length === 0) return node;
    const key = dice.pick(keys);
    return { ...node, [key]: spoilNode(dice, (node as Record<string, Node>)[key]) };
  }
  return spoilLeaf(dice, node);
}

function spoilList(dice: Dice, items: readonly Node[]): Node[] {
  if (items.length === 0) return [];
  const index = dice.int(0, items.length - 1);
  return dice.weighted<() => Node[]>([
    [6, () => items.map((item, at) => (at === index ? spoilNode(dice, item) : item))],
    [1, () => [...items, items[index]!]],
    [1, () => items.filter((_, at) => at !== index)],
    [0.5, () => [...items].reverse()],
    [0.2, () => []],
  ])();
}

function spoilLeaf(dice: Dice, leaf: Node): Node {
  if (typeof leaf === "bigint") {
    return dice.pick([
      0n,
      1n,
      -1n,
      leaf + 1n,
      leaf - 1n,
      -leaf,
      2n * leaf,
      10n * leaf,
      10n ** 18n,
      2n ** 63n - 1n,
      -(2n ** 63n),
      2n ** 127n - 1n,
      -(2n ** 127n),
    ]);
  }
  if (typeof leaf === "number")
    return dice.pick([0, 1, leaf + 1, Math.max(leaf - 1, 0), 255, 65_535, 4_294_967_295, Number.MAX_SAFE_INTEGER]);
  if (typeof leaf === "boolean") return !leaf;
  if (typeof leaf === "string" && leaf.startsWith("0x") && leaf.length > 2) {
    const at = dice.int(2, leaf.length - 1);
    return leaf.slice(0, at) + dice.int(0, 15).toString(16) + leaf.slice(at + 1);
  }
  return leaf;
}

/** Orders whose fields were spoiled by their own signer. */
function resigned(house: Hex, command: Command): Command {
  if (command.type !== "ReportTrades") return command;
  const leg = <T extends { readonly type: string }>(authority: T): T => {
    if (authority.type !== "Order") return authority;
    const { order, signer } = authority as unknown as SignedOrder;
    try {
      return { ...authority, signature: toySignature(orderDigest(house, order), signer) };
    } catch {
      return authority; // a number out of its range has no digest
    }
  };
  return {
    ...command,
    trades: command.trades.map((trade) => ({ ...trade, buyer: leg(trade.buyer), seller: leg(trade.seller) })),
  };
}

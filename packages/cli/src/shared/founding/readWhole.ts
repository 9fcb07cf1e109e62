/**
 * Reads the JSON of a whole genesis: a genesis, or every fault with its line and column.
 *
 * @module
 */
import { faultOfGenesis, type Genesis, readGenesisJson } from "@novate/engine";
import { isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import { Faults } from "./place.ts";
import type { Founding } from "./readFounding.ts";

/** `text` is JSON. */
export function readWhole(text: string, json: object): Founding {
  const faults = new Faults();
  const { contents } = parseDocument(text, { lineCounter: faults.lines, prettyErrors: false, logLevel: "silent" });
  const tell = (path: string, code: string, says: string): void => {
    faults.tell(offsetOf(contents, path), code, path === "" ? `the file: ${says}` : `${path}: ${says}`);
  };
  const read = readGenesisJson(json);
  if (read.ok) judge(read.value, tell);
  else for (const { path, code, detail } of read.faults) tell(path, code, detail);
  return read.ok && faults.found.length === 0
    ? { genesis: read.value, faults: [] }
    : { genesis: null, faults: faults.found };
}

/** The deepest part of a path such as `changes[3].spec.name` that the document has. */
function offsetOf(contents: Node | null, path: string): number {
  let node = contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    let next: Node | null | undefined;
    if (index !== undefined) next = isSeq(node) ? (node.items[Number(index)] as Node | undefined) : undefined;
    else if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === name);
      next = pair && ((pair.value ?? pair.key) as Node);
    }
    if (next === undefined || next === null) return offset;
    node = next;
    offset = node.range?.[0] ?? offset;
  }
  return offset;
}

type Tell = (path: string, code: string, says: string) => void;
type Listed = "changes" | "accounts" | "skins" | "guarantees";
const OF_AN_ITEM = /^(changes|accounts|skins|guarantees)\[(\d+)\]( \w+)?? (\w[\w.]*): (.*)$/;

/** What the rules refuse, entry by entry: one that they refuse is left out, so that the others are judged too. */
function judge(genesis: Genesis, tell: Tell): void {
  const places = {} as Record<Listed, number[]>;
  const lists: readonly Listed[] = ["changes", "accounts", "skins", "guarantees"];
  for (const list of lists) places[list] = genesis[list].map((_, index) => index);
  let left = genesis;
  /** Such as `asset 2`: what an entry that was left out would have given. */
  const lacking = new Set<string>();
  for (;;) {
    const fault = faultOfGenesis(left);
    if (fault === null) return;
    const [, list, index, , field, reason] = OF_AN_ITEM.exec(fault) ?? [];
    if (list === undefined) {
      const [, name, says] = /^(\w+): (.*)$/.exec(fault)!; // every other fault names a field of the genesis
      tell(name!, "RuleBroken", says!);
      if (!name!.startsWith("governor")) return;
      left = { ...left, governors: [`0x${"00".repeat(19)}01`], governorThreshold: 1 };
      continue;
    }
    const of = list as Listed;
    const [at] = places[of].splice(Number(index), 1);
    // What refers to an entry that was left out is no fault of its own.
    const [, ...named] = /no (\w+ \d+)|(asset \d+) is no/.exec(reason!) ?? [];
    if (!named.some((name) => lacking.has(name ?? ""))) tell(`${of}[${at}].${field}`, "RuleBroken", reason!);
    if (of === "changes")
      for (const [key, value] of Object.entries(left.changes[Number(index)]!))
        if (key.endsWith("Id")) lacking.add(`${key.slice(0, -2)} ${value}`);
    left = { ...left, [of]: (left[of] as readonly unknown[]).filter((_, place) => place !== Number(index)) };
  }
}

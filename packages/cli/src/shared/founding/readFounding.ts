/**
 * Reads how a house begins from what people write: a genesis, or every fault with its line and column.
 *
 * @module
 */
import type { Hex } from "@novate/codec";
import { backstopAccount, faultOfGenesis, type Genesis } from "@novate/engine";
import { atoms } from "@novate/num";
import { type Alias, isAlias, isScalar, type Pair, parseDocument, visit } from "yaml";
import { changesOf, exact, type Placed } from "./changes.ts";
import { type HandHouse, house as readHouse } from "./format.ts";
import { Faults, type FoundingFault, tellAt } from "./place.ts";

export type Founding =
  | { readonly genesis: Genesis; readonly faults: readonly [] }
  | { readonly genesis: null; readonly faults: readonly FoundingFault[] };

export function readFounding(text: string): Founding {
  const faults = new Faults();
  // Every scalar stays text: 0x… is no number, 1.10 is no float, and no is no false.
  const document = parseDocument(text, {
    schema: "failsafe",
    uniqueKeys: false, // told below, with all that is wrong beside it
    lineCounter: faults.lines,
    prettyErrors: false,
    logLevel: "silent",
  });
  for (const { pos, message } of [...document.errors, ...document.warnings]) faults.tell(pos[0], "NotYaml", message);
  visit(document, {
    Alias: (_, alias: Alias) => {
      faults.tell(alias.range?.[0] ?? 0, "AliasFound", "an alias stands here: write out what it stands for");
    },
  });
  const isReadable = faults.found.length === 0 && !isAlias(document.contents);
  visit(document, { Map: (_, { items }) => tellDoubled(items, faults) });
  const house = isReadable ? readHouse({ node: document.contents, offset: 0, path: "", faults }) : undefined;
  const genesis = house && genesisIn(house, faults);
  return genesis === undefined || faults.found.length > 0
    ? { genesis: null, faults: faults.found }
    : { genesis, faults: [] };
}

/** A key that a mapping has twice: where, and where it stood first. */
function tellDoubled(items: readonly Pair[], faults: Faults): void {
  const first = new Map<string, number>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const offset = key.range?.[0] ?? 0;
    const before = first.get(name);
    if (before === undefined) first.set(name, offset);
    else
      faults.tell(
        offset,
        "NamedTwice",
        `${name} stands here a second time; the first is in line ${faults.lineOf(before)}`,
      );
  }
}

const NOBODY: Hex = `0x${"00".repeat(20)}`;

function genesisIn(house: HandHouse, faults: Faults): Genesis | undefined {
  const placed = changesOf(house);
  const { settlement, governors } = house;
  const money = (value: Parameters<typeof exact>[0], place: Parameters<typeof exact>[2]) =>
    atoms(exact(value, settlement.decimals, place, settlement.asset));
  const approvals = house.approvals ?? Math.floor(governors.length / 2) + 1;
  if (governors.isWhole && approvals > governors.length)
    tellAt(house.at("approvals"), "TooFewGovernors", `are at most as many as governors are named: ${governors.length}`);
  const capital = settlement.houseCapital;
  const genesis: Omit<Genesis, "changes"> = {
    name: house.name,
    timeMs: house.founded,
    governors: governors.length > 0 ? governors.map(({ address }) => address) : [NOBODY], // a list that could not be read
    governorThreshold: Math.max(1, Math.min(approvals, governors.length)),
    accounts: house.backstops.map((one) => backstopAccount(one.owner, 1, 1, money(one.capital, one.at("capital")))),
    skins:
      capital === undefined || capital.digits === 0n
        ? []
        : [{ segmentId: 1, amountAtoms: money(capital, settlement.at("houseCapital")) }],
    guarantees: house.venues.flatMap(({ guarantee, at }, index) =>
      guarantee === undefined || guarantee.digits === 0n
        ? []
        : [{ venueId: index + 1, amountAtoms: money(guarantee, at("guarantee")) }],
    ),
  };
  return judged(genesis, placed, house, faults);
}

const OF_CHANGE = /^changes\[(\d+)\] \w+ ([^ ]+): (.*)$/;

/** What the rules say of it: each change that they refuse is told, and a sound one stands in or none, so that the others are judged too. */
function judged(genesis: Omit<Genesis, "changes">, placed: readonly Placed[], house: HandHouse, faults: Faults) {
  let left = placed;
  for (;;) {
    const whole = { ...genesis, changes: left.map(({ change }) => change) };
    const fault = faultOfGenesis(whole);
    if (fault === null) return faults.found.length === 0 ? whole : undefined;
    const [, index, field, reason] = OF_CHANGE.exec(fault) ?? [];
    const at = index === undefined ? undefined : left[Number(index)];
    if (at === undefined) {
      // A fault of the funding is one of a file that is sound otherwise.
      if (faults.found.length === 0) tellAt(house.at(), "RuleBroken", `says what the rules refuse: ${fault}`);
      return undefined;
    }
    const follows = left.length < placed.length && reason!.startsWith("no "); // it refers to one that was left out
    const isTimeless = field === "terms.expiryMs" && faults.has(house.at("founded").offset);
    const place = at.at(field!);
    if (!follows && !isTimeless && !faults.has(place.offset))
      tellAt(place, "RuleBroken", `is refused by the rules: ${field} ${reason}`);
    const { standIn } = at;
    if (at.without !== undefined && field!.startsWith("parameters.")) {
      const rest = at.without(field!);
      left = left.map((one) => (one === at ? rest : one));
      continue;
    }
    left = left.flatMap((one) => (one !== at ? [one] : standIn === undefined ? [] : [{ change: standIn, at: one.at }]));
  }
}

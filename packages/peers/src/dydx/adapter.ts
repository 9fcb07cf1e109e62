/**
 * Reads `dydx-tiers` case files: { source, test, cases: { <name>: case } }, the case keeping the Go field names.
 *
 * `test` names the table, as does the file's name where it is missing; a numeric suffix such as `_2` tells two tables of
 * one name apart. Integers above 2^53 are text. Perpetuals, prices and tiers that the case only names are the profile's.
 * @module
 */
import { Field, isolated, readCase } from "../caseFile/field.ts";
import { caseNameOf, idOf } from "../caseFile/profileFamily.ts";
import { EXACT, judge, type ProfileCaseResult } from "../caseFile/result.ts";
import { DELEVERAGING_TABLES } from "./deleveragingTable.ts";
import { FUNDING_TABLES } from "./fundingTable.ts";
import { LIQUIDATION_TABLES } from "./liquidationTable.ts";
import { MARGIN_TABLES } from "./marginTable.ts";
import { meetsSymbol, resolveSymbols } from "./symbols.ts";
import type { Table } from "./table.ts";

const TABLES: Readonly<Record<string, Table>> = {
  ...MARGIN_TABLES,
  ...FUNDING_TABLES,
  ...LIQUIDATION_TABLES,
  ...DELEVERAGING_TABLES,
};

/** The table of a name, also when the name carries a suffix that tells tables apart. */
function tableOf(name: string): Table | undefined {
  if (Object.hasOwn(TABLES, name)) return TABLES[name];
  const known = Object.keys(TABLES).filter((table) => name.startsWith(`${table}_`));
  const longest = known.sort((left, right) => right.length - left.length)[0];
  return longest === undefined ? undefined : TABLES[longest];
}

const isRefusal = (value: object): value is { ok: false; code: string; field: string; detail: string } => "ok" in value;

function runCase(name: string, field: Field, table: Table): ProfileCaseResult {
  const resolved = new Field(resolveSymbols(field.value), field.path);
  const outcome = readCase(() => table(resolved));
  if (!isRefusal(outcome)) {
    const judged = judge(name, outcome.computed, outcome.expected, () => EXACT);
    return outcome.given === undefined ? judged : { ...judged, given: outcome.given };
  }
  const path = outcome.field.slice(field.path.length);
  if (outcome.code === "NotCovered" || meetsSymbol(resolved.value, path)) {
    return { name, computed: {}, excluded: `${outcome.field} names a symbol that the file does not define` };
  }
  return new Field(undefined, outcome.field).refuse(outcome.code, outcome.detail);
}

export function runDydxFile(file: Field, fileName: string): readonly ProfileCaseResult[] {
  const test = file.get("test");
  const name = test.exists ? test.text : caseNameOf(fileName);
  const table = tableOf(name);
  if (table === undefined) return test.refuse("FieldUnknown", `must name one of ${Object.keys(TABLES).join(", ")}`);
  const cases = file.get("cases");
  if (!cases.exists) return [runCase(caseNameOf(fileName), file, table)];
  if (cases.isList) {
    return cases.list.map((field, index) => {
      const own = idOf(field, `${name}[${index}]`, "name");
      return isolated(own, () => runCase(own, field, table));
    });
  }
  return cases.keys.map((key) => isolated(key, () => runCase(key, cases.get(key), table)));
}

/**
 * Reads `span` case files: published worked cases, or whole portfolios as `portfolio.ts` says.
 *
 * Worked cases: { lot?, identities?, cases: [{ id, price? or spot?, lots?, span?, exposure?, total?, scanRiskBeforeNov?, netOptionValue?,
 * calendarSpreadCharge?, marginBenefit?, broker? }] }. They state results without the venue's risk file, so what can be
 * computed is the assembly: SPAN from scan risk and option value, total from SPAN and exposure, exposure from an identity
 * "… = rate*price*lot = …" or from the price, and what a hedge saves over its legs, which its id names. A case with nothing to assemble is excluded.
 * @module
 */
import { type Field, isolated } from "../caseFile/field.ts";
import { caseNameOf, idOf } from "../caseFile/profileFamily.ts";
import { type Figure, judge, type ProfileCaseResult, type Tolerance } from "../caseFile/result.ts";
import { runSpanPortfolio } from "./portfolio.ts";
import { SPAN } from "./profile.ts";
import { spanMargin } from "./requirement.ts";

/** The source prints whole rupees, each rounded on its own. */
const WHOLE_RUPEE: Tolerance = { absolute: 1, relative: 0 };
const CLOSE: Tolerance = { absolute: 1e-9, relative: 1e-9 };

/** Exposure margins spelled out as "exposure short CE = 0.02*23547.75*65", by the leg's name in lower case. */
function exposureIdentities(file: Field): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const identity of file.get("identities").optionalList) {
    const match = /^exposure (\w+) (\w+) = ([\d.]+)\*([\d.]+)\*([\d.]+)/.exec(identity.text);
    if (match !== null)
      found.set(`${match[1]} ${match[2]}`.toLowerCase(), Number(match[3]) * Number(match[4]) * Number(match[5]));
  }
  return found;
}

/** One leg of a case, as its id spells it. */
interface Leg {
  readonly side: string;
  readonly kind: string;
  readonly strike: string | undefined;
}

/** `short1_23700CE_20260630`, `protectivePut_longFut_long23000PE`, `shortStraddle_23700`: the legs of an id. */
function legsOf(id: string): readonly Leg[] {
  const straddle = /(long|short)Straddle_?(\d+(?:\.\d+)?)/i.exec(id);
  if (straddle !== null) {
    const side = (straddle[1] ?? "").toLowerCase();
    return ["ce", "pe"].map((kind) => ({ side, kind, strike: straddle[2] }));
  }
  return [...id.matchAll(/(long|short)(?:\d+_)?(\d*(?:\.\d+)?)[A-Za-z]*?(CE|PE|Fut)/g)].map(
    ([, side = "", digits = "", kind = ""]) => ({
      side,
      kind: kind.toLowerCase(),
      strike: kind === "Fut" || digits === "" ? undefined : digits,
    }),
  );
}

const isLongOption = ({ side, kind }: Leg): boolean => side === "long" && kind !== "fut";

const plain = (field: Field, name: string): number | undefined =>
  field.get(name).exists ? field.get(name).number : undefined;

function runWorkedCase(name: string, field: Field, file: Field): ProfileCaseResult {
  const computed: Record<string, Figure> = {};
  const expected: Record<string, Figure> = {};
  const compare = (figure: string, value: number | undefined): void => {
    if (value === undefined) return;
    computed[figure] = value;
    const stated = plain(field, figure);
    if (stated !== undefined) expected[figure] = stated;
  };
  const scan = plain(field, "scanRiskBeforeNov");
  const part = (figure: string): number => plain(field, figure) ?? 0;
  if (scan !== undefined) {
    const [delivery, credit] = [part("deliveryCharge"), part("interCommodityCredit")];
    const least = part("shortOptionMinimum");
    compare("span", spanMargin(scan, part("calendarSpreadCharge"), delivery, credit, least, part("netOptionValue")));
  }
  const legs = legsOf(name);
  const leg = legs.length === 1 ? legs[0] : undefined;
  if (leg !== undefined) {
    // A long option loses no more than its value and owes nothing: no margin of either kind.
    if (isLongOption(leg) && scan === undefined) compare("span", 0);
    compare("exposure", isLongOption(leg) ? 0 : exposureOf(field, file, leg));
  }
  const span = plain(field, "span");
  const exposure = plain(field, "exposure");
  if (span !== undefined && exposure !== undefined) compare("total", span + exposure);
  compare("marginBenefit", hedgeBenefit(field, file));
  const broker = field.get("broker");
  if (broker.exists) {
    const sum = plain(broker, "span") ?? 0;
    computed.brokerTotal = sum + (plain(broker, "exposure") ?? 0);
    expected.brokerTotal = broker.get("total").number;
  }
  if (Object.keys(expected).length === 0) {
    return {
      name,
      computed,
      excluded: "the venue's risk file that these results come from is not published with them",
    };
  }
  return judge(name, computed, expected, () => WHOLE_RUPEE);
}

/** Exposure margin of one leg: a rate on the price stated with the case, or as an identity spells it out. */
function exposureOf(field: Field, file: Field, { side, kind }: Leg): number | undefined {
  const price = plain(field, "price") ?? plain(field, "spot");
  const lot = plain(field, "lot") ?? plain(file, "lot");
  if (price === undefined || lot === undefined) return exposureIdentities(file).get(`${side} ${kind}`);
  return SPAN.exposureRate * price * lot * Math.abs(plain(field, "lots") ?? 1);
}

/** What the legs cost alone, less what they cost together: only where the file states every leg that costs anything. */
function hedgeBenefit(field: Field, file: Field): number | undefined {
  const total = plain(field, "total");
  const id = field.get("id");
  if (total === undefined || !id.exists || !field.get("marginBenefit").exists) return undefined;
  const alone = legsOf(id.text).map((leg) => (isLongOption(leg) ? 0 : totalOf(leg, file)));
  if (alone.length < 2) return undefined;
  let sum = 0;
  for (const cost of alone) {
    if (cost === undefined) return undefined;
    sum += cost;
  }
  return sum - total;
}

/** Total of the case that is this leg and nothing else. */
function totalOf({ side, kind, strike }: Leg, file: Field): number | undefined {
  for (const other of file.get("cases").optionalList) {
    const [leg, more] = legsOf(idOf(other, ""));
    if (leg !== undefined && more === undefined && leg.side === side && leg.kind === kind && leg.strike === strike)
      return plain(other, "total");
  }
  return undefined;
}

function runCase(name: string, field: Field, file: Field): ProfileCaseResult {
  if (!field.get("commodities").exists) return runWorkedCase(name, field, file);
  const expected = field.get("expected");
  const figures = expected.exists
    ? Object.fromEntries(
        ["span", "exposure", "total"]
          .filter((key) => expected.get(key).exists)
          .map((key) => [key, expected.get(key).number]),
      )
    : {};
  return judge(name, runSpanPortfolio(field), figures, () => CLOSE);
}

export function runSpanFile(file: Field, fileName: string): readonly ProfileCaseResult[] {
  const cases = file.get("cases");
  if (!cases.exists) return [runCase(file.get("id").exists ? file.get("id").text : caseNameOf(fileName), file, file)];
  return cases.list.map((field, index) => {
    const name = idOf(field, `${caseNameOf(fileName)}[${index}]`);
    return isolated(name, () => runCase(name, field, file));
  });
}

/** Lists a pair of underlyings whose losses may offset each other, or moves its limits (MARG-022, MARG-023). @module */
import type { SetCreditPair, ValueOf } from "@novate/codec";
import { PPM_ONE, ppm } from "@novate/num";
import { type Fault, fault, firstFault, outside } from "../../command/fault.ts";
import { isHeldBy, lapsesAtMs } from "../../gate/creditView.ts";
import { pairKey } from "../../state/keys.ts";
import type { StateView } from "../../state/state.ts";
import { ADDING_RISK_MS, type ChangeRule, IMMEDIATE_MS, NOTICE_MS } from "./rule.ts";

type Spec = ValueOf<typeof SetCreditPair>;

/** All credits of one underlying together: at most half of its losses (MARG-073). */
const MOST_CREDIT_PPM = 500_000n;
const MAX_PAIRS = 64;

export const setCreditPair: ChangeRule<"SetCreditPair"> = {
  faultOf: (state, change) =>
    firstFault(
      state.segments.has(change.segmentId) ? null : fault("segmentId", `no segment ${change.segmentId}`),
      faultOfUnderlying(state, change, "leftUnderlyingId"),
      faultOfUnderlying(state, change, "rightUnderlyingId"),
      change.leftUnderlyingId < change.rightUnderlyingId
        ? null
        : fault("rightUnderlyingId", "is not above leftUnderlyingId"),
      outside("creditPpm", change.creditPpm, 0n, MOST_CREDIT_PPM),
      faultOfSum(state, change),
      outside("holdAtPpm", change.holdAtPpm, change.breakAtPpm, PPM_ONE),
      outside("breakAtPpm", change.breakAtPpm, 1n, PPM_ONE),
    ),

  delayMsOf(state, change) {
    const row = state.creditPairs.get(keyOf(change));
    if (row === undefined) return change.creditPpm === 0n ? IMMEDIATE_MS : ADDING_RISK_MS; // nobody has it
    return change.creditPpm === 0n || isTighter(row.spec, change) ? NOTICE_MS : ADDING_RISK_MS;
  },

  movesRisk: true,

  write(state, { type: _, ...spec }, atMs) {
    const row = state.creditPairs.get(keyOf(spec)) ?? NEVER_JUDGED;
    const isHolding = row.judgedAtMs > 0 && isHeldBy(spec, row);
    state.creditPairs.put({ ...row, spec, isHolding, lapsesAtMs: lapsesAtMs(row, isHolding, atMs) });
  },
};

const NEVER_JUDGED = { correlationPpm: ppm(0n), isHolding: false, lapsesAtMs: 0, judgedAtMs: 0 };

const keyOf = ({ segmentId, leftUnderlyingId, rightUnderlyingId }: Spec): string =>
  pairKey(segmentId, leftUnderlyingId, rightUnderlyingId);

function faultOfUnderlying(
  state: StateView,
  change: Spec,
  field: "leftUnderlyingId" | "rightUnderlyingId",
): Fault | null {
  const underlying = state.underlyings.get(change[field]);
  return underlying?.spec.segmentId === change.segmentId
    ? null
    : fault(field, `no underlying ${change[field]} in the segment`);
}

/** The credits that each of the two has with others leave room for this one. */
function faultOfSum(state: StateView, change: Spec): Fault | null {
  let count = 0;
  const others = new Map<number, bigint>();
  for (const { spec } of state.creditPairs.values()) {
    if (spec.segmentId !== change.segmentId || keyOf(spec) === keyOf(change)) continue;
    count += 1;
    for (const id of [spec.leftUnderlyingId, spec.rightUnderlyingId])
      others.set(id, (others.get(id) ?? 0n) + spec.creditPpm);
  }
  if (count >= MAX_PAIRS) return fault("segmentId", `lists ${MAX_PAIRS} pairs already`);
  for (const id of [change.leftUnderlyingId, change.rightUnderlyingId]) {
    const sum = (others.get(id) ?? 0n) + change.creditPpm;
    if (sum > MOST_CREDIT_PPM)
      return fault("creditPpm", `credits of underlying ${id} would be ${sum}, above ${MOST_CREDIT_PPM}`);
  }
  return null;
}

const isTighter = (before: Spec, after: Spec): boolean =>
  after.creditPpm <= before.creditPpm && after.holdAtPpm >= before.holdAtPpm && after.breakAtPpm >= before.breakAtPpm;

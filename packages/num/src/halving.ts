/**
 * Exponential decay of whole numbers by half-lives, the same on every machine and, up to rounding, at every cadence.
 *
 * @module
 */
import { divDown } from "./rounding.ts";

const BITS = 32;
const SCALE = 64n;

/** ⌊2^64 · 2^(−2^−i)⌋ for i = 1 … 32: what one half, one quarter, … of a half-life leaves. */
const LEFT_AFTER: readonly bigint[] = [
  13043817825332782212n,
  15511800964685064948n,
  16915738899553466670n,
  17664662643191237676n,
  18051468387014017850n,
  18248035989933441396n,
  18347121020861646923n,
  18396865112328554661n,
  18421787711448657617n,
  18434261669329232139n,
  18440501815349552981n,
  18443622680442407997n,
  18445183311048607332n,
  18445963675871538003n,
  18446353870663572145n,
  18446548971154807802n,
  18446646522174239825n,
  18446695297877410579n,
  18446719685777359790n,
  18446731879739425374n,
  18446737976723480912n,
  18446741025216264368n,
  18446742549462845018n,
  18446743311586182573n,
  18446743692647863158n,
  18446743883178706403n,
  18446743978444128763n,
  18446744026076840128n,
  18446744049893195856n,
  18446744061801373732n,
  18446744067755462673n,
  18446744070732507144n,
];

/**
 * value · 2^(−elapsed / halfLife), toward zero. Time counts in parts of 2^−32 of a half-life, rounded down; after 256
 * half-lives nothing is left.
 */
export function halved(value: bigint, elapsedMs: number, halfLifeMs: number): bigint {
  const parts = divDown(BigInt(elapsedMs) << BigInt(BITS), BigInt(halfLifeMs));
  const whole = parts >> BigInt(BITS);
  if (whole >= 256n) return 0n;
  let factor = 1n << SCALE;
  for (const [index, leftAfter] of LEFT_AFTER.entries()) {
    if ((parts >> BigInt(BITS - 1 - index)) & 1n) factor = (factor * leftAfter) >> SCALE;
  }
  const left = ((value < 0n ? -value : value) * factor) >> (SCALE + whole);
  return value < 0n ? -left : left;
}

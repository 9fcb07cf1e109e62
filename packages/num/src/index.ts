export { DAY_MS, E6, HOUR_MS, MINUTE_MS, SECOND_MS, YEAR_MS } from "./constants.ts";
export { erf, erfc } from "./float/erf.ts";
export { exp, expm1 } from "./float/exp.ts";
export { ln, log1p } from "./float/ln.ts";
export { normalCdf, normalPdf } from "./float/normal.ts";
export { powReal } from "./float/pow.ts";
export { normalQuantile } from "./float/quantile.ts";
export { sqrt } from "./float/sqrt.ts";
export { cos, sin } from "./float/trig.ts";
export { halved } from "./halving.ts";
export {
  absOf,
  divDown,
  divUp,
  maxOf,
  minOf,
  mulDivDown,
  mulDivUp,
  mulPpmDown,
  mulPpmUp,
  sqrtDown,
} from "./rounding.ts";
export {
  type Atoms,
  atoms,
  type Lots,
  lots,
  PPM_ONE,
  type Ppm,
  ppm,
  type Ticks,
  ticks,
  ZERO_ATOMS,
  ZERO_LOTS,
} from "./units.ts";

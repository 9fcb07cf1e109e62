/**
 * The tranches of a default fund: junior stakes pay before senior ones, and before both the house's own capital, in which nobody has
 * a stake (DFLT-026).
 *
 * @module
 */
export const Tranche = { junior: 0, senior: 1, skin: 2 } as const;

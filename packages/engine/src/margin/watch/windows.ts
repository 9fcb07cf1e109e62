/**
 * Account ids that the watching phase looks at together (LIQ-069).
 *
 * Of a house that is under water as a whole a block looks at those for whom there may be room, and at no others: to know who
 * of all is below close-out, it would have to look at everybody.
 *
 * @module
 */
export const WINDOW_IDS = 8_192;

export const windowOf = (accountId: number): number => Math.floor(accountId / WINDOW_IDS);

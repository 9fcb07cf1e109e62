/**
 * Margin calls.
 *
 * @module
 */
import { Decimal, Height, Id, NextCursor, TimeMs } from "./common.ts";
import { z } from "./zod.ts";

export const Call = z
  .object({
    accountId: Id,
    amountAtoms: Decimal.openapi({
      description: "What to pay of the settlement asset, so that initial margin is met.",
    }),
    calledAtMs: TimeMs,
    byMs: TimeMs.openapi({
      description:
        "By when; until then no rise of a scan range or haircut and no lost credit binds what the account holds.",
    }),
    equityAtoms: Decimal.openapi({ description: "What counted for initial margin when the call was made." }),
    initialAtoms: Decimal,
    maintenanceAtoms: Decimal,
  })
  .openapi("Call", {
    description: "A margin call as it was made: neither amount nor time moves while it stands (CALL-016).",
  });
export type Call = z.infer<typeof Call>;

export const CallPage = z
  .object({ height: Height, calls: z.array(Call), nextCursor: NextCursor })
  .openapi("CallPage", { description: "A page of margin calls that stand, by account." });
export type CallPage = z.infer<typeof CallPage>;

/**
 * What the channel `calls` carries: in a snapshot the first calls that stand, by account, in a delta those made and those over.
 * `nextCursor`: where `GET /v1/calls` goes on with what a snapshot had no room for.
 */
export const CallsChanged = z.object({
  height: Height,
  calls: z.array(Call),
  overAccountIds: z.array(Id),
  nextCursor: NextCursor,
});
export type CallsChanged = z.infer<typeof CallsChanged>;

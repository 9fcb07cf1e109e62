/** A deposit that a vault's inbox brought. @module */
import type { EventOf } from "@novate/codec";

export type Noted = Pick<EventOf<"InboxCredited">, "vaultId" | "index" | "accountId" | "assetId" | "amountAtoms">;

/** Whether its vault has paid it back. */
export interface Heard extends Noted {
  isPaidBack: boolean;
}

/**
 * Withdrawals that were taken back all at once: their rows stay for some blocks, and are nobody's (WDR-070).
 *
 * @module
 */
import type { OutboxRow } from "@novate/codec";
import type { StateView } from "../state/state.ts";

/** Whether the withdrawal was taken back with all that its account waited for. */
export const isVoid = (
  state: Pick<StateView, "voids">,
  { payment, withdrawalId, accountId }: Pick<OutboxRow, "payment" | "withdrawalId" | "accountId">,
): boolean => payment === null && withdrawalId < (state.voids.get(accountId)?.belowId ?? 0);

/**
 * What a payment is once it may leave: its place among all that its vault ever pays (WDR-043, WDR-044).
 *
 * @module
 */
import { type LaneSums, type OutboxRow, type Payment, PaymentLane } from "@novate/codec";
import { type Atoms, atoms, ZERO_ATOMS } from "@novate/num";
import { houseOf, mustGet, type StateView, type WritableState } from "../state/state.ts";

/** What says where a payment stands: its vault, or 0 where a custodian pays it. */
type Place = Pick<OutboxRow, "vaultId" | "assetId" | "amountAtoms">;

/** The payment if it is released now, in `lane`. */
export function paymentOf(state: StateView, { vaultId, assetId, amountAtoms }: Place, lane: number): Payment {
  const { height } = houseOf(state);
  if (vaultId === 0) return { nonce: 0n, lane, cumulativeAtoms: ZERO_ATOMS, height };
  const { nextNonce } = mustGet(state.vaults, vaultId);
  const sumAtoms = sumOf(mustGet(state.locations, assetId).queued, lane);
  return { nonce: nextNonce, lane, cumulativeAtoms: atoms(sumAtoms + amountAtoms), height };
}

/** Books a payment that was released: its nonce is used for ever, and its lane's sum counts it. */
export function bookPayment(state: WritableState, { vaultId, assetId }: Place, payment: Payment): void {
  if (vaultId === 0) return;
  const vault = mustGet(state.vaults, vaultId);
  state.vaults.put({ ...vault, nextNonce: payment.nonce + 1n });
  const location = mustGet(state.locations, assetId);
  state.locations.put({ ...location, queued: withSum(location.queued, payment.lane, payment.cumulativeAtoms) });
}

const FIELDS = {
  [PaymentLane.main]: "mainAtoms",
  [PaymentLane.small]: "smallAtoms",
  [PaymentLane.sentBack]: "sentBackAtoms",
} as const;

const fieldOf = (lane: number): keyof LaneSums => FIELDS[lane as keyof typeof FIELDS]; // releases name one of the three

const sumOf = (sums: LaneSums, lane: number): Atoms => sums[fieldOf(lane)];

const withSum = (sums: LaneSums, lane: number, sumAtoms: Atoms): LaneSums => ({ ...sums, [fieldOf(lane)]: sumAtoms });

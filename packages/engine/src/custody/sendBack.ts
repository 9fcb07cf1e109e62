/**
 * What may not be credited goes back to who sent it, in a lane of its own (CSTD-036).
 *
 * @module
 */

import { PaymentLane } from "@novate/codec";
import { atoms, ZERO_ATOMS } from "@novate/num";
import type { Evolve } from "../command/evolver.ts";
import { noteCredit } from "../ledger/vaultCredits.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { consume } from "./inbox.ts";
import { bookPayment, paymentOf } from "./payment.ts";

export const evolveInboxReturned: Evolve<"InboxReturned"> = (state, event) => {
  const { chainId, vaultId, index, assetId, amountAtoms, recipient } = event;
  noteCredit(state, vaultId, { index, accountId: 0, assetId, amountAtoms });
  consume(state, assetId, amountAtoms);
  const house = houseOf(state);
  const withdrawalId = house.nextWithdrawalId;
  state.house.put({ ...house, nextWithdrawalId: withdrawalId + 1 });
  const asset = mustGet(state.assets, assetId);
  state.assets.put({ ...asset, outboxAtoms: atoms(asset.outboxAtoms + amountAtoms) });
  const owed = { withdrawalId, accountId: 0, assetId, amountAtoms, chainId, recipient, height: house.height };
  const { token } = mustGet(state.locations, assetId);
  const payment = paymentOf(state, { vaultId, assetId, amountAtoms }, PaymentLane.sentBack);
  state.outbox.put({
    ...owed,
    vaultId,
    token,
    grantedAtoms: amountAtoms,
    sameHourAtoms: ZERO_ATOMS,
    payment,
    paidHeight: 0,
  });
  bookPayment(state, { vaultId, assetId, amountAtoms }, payment);
};

/**
 * What a member does: accounts, keys, orders, money, each as one call.
 *
 * @module
 */

import {
  type CommandOf,
  type CommandType,
  type Hex,
  MarginMethod,
  type Order,
  type SignedOrder,
  type Signer,
} from "@novate/codec";
import { keySigner } from "../signing/transactionSigner.ts";
import type { Plain, WithDefaults } from "./plain.ts";
import { createSender, type SenderOptions } from "./sender.ts";

type Terms<T extends CommandType> = Omit<Plain<CommandOf<T>>, "type">;

/** An order's terms: what is left out asks for nothing, lasts an hour of the node's clock, and is unlike every other. */
export type OrderTerms = WithDefaults<Plain<Order>, "minEquityAfterAtoms" | "reduceOnly" | "expiresAtMs" | "salt">;

const ORDER_LIFETIME_MS = 3_600_000;

/**
 * The actions of one owner or session key. Each sends one command and tells what became of it; `send` takes any other.
 *
 * @example
 * const member = createMember({ client: novate, key: createOwnerKey(secret) });
 * const opened = await member.openAccount({ segmentId: 1 });
 * if (opened.accepted) console.log(opened.result.accountId); // 7
 * else console.log(opened.refusal.code, opened.refusal.data); // the rule that says no
 */
export function createMember(options: SenderOptions) {
  const sender = createSender(options);
  const signer = "signTransaction" in options.key ? options.key : keySigner(options.key);
  return {
    ...sender,

    /** Opens an account of the signer; its id is in the result. Margin over all positions (`cross`) unless another method is named. */
    openAccount: ({ segmentId, method = MarginMethod.cross }: WithDefaults<Terms<"OpenAccount">, "method">) =>
      sender.send({ type: "OpenAccount", segmentId, method }),
    setMarginMethod: (terms: Terms<"SetMarginMethod">) => sender.send({ type: "SetMarginMethod", ...terms }),

    /** Lets a key act for an account, within `scopes` (sums of `KeyScope`) and limits; a limit of zero allows nothing. */
    grantKey: ({
      venueIds = [],
      reduceOnly = false,
      tradeNotionalAtoms = 0n,
      totalNotionalAtoms = 0n,
      ...terms
    }: WithDefaults<Terms<"GrantKey">, "venueIds" | "reduceOnly" | "tradeNotionalAtoms" | "totalNotionalAtoms">) =>
      sender.send({ type: "GrantKey", venueIds, reduceOnly, tradeNotionalAtoms, totalNotionalAtoms, ...terms }),
    revokeKey: (accountId: number, key: Signer) => sender.send({ type: "RevokeKey", accountId, key }),
    /** Lets a venue fill for the account without a signed order, within limits. */
    grantMandate: (terms: Terms<"GrantMandate">) => sender.send({ type: "GrantMandate", ...terms }),

    /** Moves collateral between two accounts of one owner. */
    transfer: (terms: Terms<"TransferCollateral">) => sender.send({ type: "TransferCollateral", ...terms }),
    /** Queues a payment to an address on a chain; its id is in the result, and `client.withdrawal` tells where it stands. */
    withdraw: (terms: Terms<"WithdrawCollateral">) => sender.send({ type: "WithdrawCollateral", ...terms }),
    /** Takes a withdrawal back that is not released yet. */
    cancelWithdrawal: (accountId: number, withdrawalId: number) =>
      sender.send({ type: "CancelWithdrawal", accountId, withdrawalId }),
    /** Pays from an account into its segment's default fund: `tranche` is one of `FundTranche`. */
    contributeDefaultFund: (terms: Terms<"ContributeDefaultFund">) =>
      sender.send({ type: "ContributeDefaultFund", ...terms }),
    /** Stands ready to take claims on one vault for claims on another. */
    offerLiquidity: (terms: Terms<"OfferLiquidity">) => sender.send({ type: "OfferLiquidity", ...terms }),
    moveClaim: (terms: Terms<"MoveClaim">) => sender.send({ type: "MoveClaim", ...terms }),

    /** Signs an order that a venue may fill, once. It goes to the venue, not to the house. */
    signOrder: async (terms: OrderTerms): Promise<SignedOrder> => {
      const [house, nowMs] = await Promise.all([sender.house(), sender.nowMs()]);
      const defaults = {
        minEquityAfterAtoms: 0n,
        reduceOnly: false,
        expiresAtMs: nowMs + ORDER_LIFETIME_MS,
        salt: crypto.getRandomValues(new BigUint64Array(1))[0]!,
      };
      return signer.signOrder(house, { ...defaults, ...terms } as Order); // brands are of the compiler alone
    },
    /** Voids what is left of one order. */
    cancelOrder: (accountId: number, orderDigest: Hex, expiresAtMs: number) =>
      sender.send({ type: "CancelOrder", accountId, orderDigest, expiresAtMs }),
    /** Voids every order of the account that expires by then, seen by the house or not. */
    voidOrders: (accountId: number, expiringByMs: number) =>
      sender.send({ type: "VoidOrders", accountId, expiringByMs }),
  };
}

export type Member = ReturnType<typeof createMember>;

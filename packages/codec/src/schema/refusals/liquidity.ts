/**
 * Refusals about claims that move from vault to vault. Numbers 980–999.
 *
 * @module
 */
import { atoms, timeMs, u8 } from "../../field/index.ts";
import { accountId, assetId, chainId } from "../ids.ts";
import { define } from "./definition.ts";

export const liquidityRefusals = {
  SameAsset: define(980, "What is given and what is asked for are one asset.", "Name another asset.", { assetId }),
  AssetNotLocated: define(981, "The asset lies in no vault.", "Name assets that lie in vaults.", { assetId }),
  CurrencyMismatch: define(
    982,
    "The two assets are of different currencies, or count in other units.",
    "Name assets of one currency; trade others.",
    { fromAssetId: assetId, toAssetId: assetId },
  ),
  AssetImpaired: define(
    983,
    "The asset's vault lacks some of it, or cannot move it.",
    "Wait until a header shows that it is sound.",
    { assetId },
  ),
  ChainSilent: define(
    984,
    "No header of the asset's chain has been accepted for longer than its stale age.",
    "Wait for the next header.",
    { chainId, lastHeaderMs: timeMs },
  ),
  AssetPriceUnknown: define(
    985,
    "The assets have prices of their own, and one is late or waits for its second word.",
    "Wait for the price.",
    {
      assetId,
    },
  ),
  OfferTermsInvalid: define(
    986,
    "The stock or the target is below zero, or the price is below nothing or above the whole.",
    "Name a base and slope of one million parts together at most.",
    { accountId },
  ),
  OfferUnknown: define(987, "The account has no such offer.", "There is nothing to take back.", { accountId }),
  OffersFull: define(
    988,
    "All places of the pair are taken by offers of as much.",
    "Offer more than the least of them.",
    { limit: u8, leastAtoms: atoms },
  ),
  AccountNotFree: define(
    989,
    "The account has positions or debts, is a backstop's, or is under default management.",
    "Offer from an account of its own.",
    { accountId },
  ),
  LiquidityTooLow: define(
    990,
    "Standing offers take less than is to be moved.",
    "Move less, or withdraw it on its own chain.",
    { offeredAtoms: atoms, neededAtoms: atoms },
  ),
  MinimumMissed: define(
    991,
    "What the offers give is less than the minimum.",
    "Accept less, move less, or wait for cheaper offers.",
    { receivedAtoms: atoms, minimumAtoms: atoms },
  ),
} as const;

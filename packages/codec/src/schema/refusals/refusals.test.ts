/**
 * Goal: a refusal's number and payload are said once, and its JSON holds exactly them. Method: the numbers once more, by hand;
 * one refusal of each shape there and back; one fault a row.
 */
import { atoms } from "@novate/num";
import { describe, expect, expectTypeOf, test } from "vitest";
import { CodecError, fromJson, toJson } from "../../index.ts";
import { refusalCodes, refusalDefinitions, refusalFamilies, refusalNumbers } from "./catalogue.ts";
import { faultySidesOf, Refusal, type RefusalInput, type RefusalOf, refusal } from "./refusal.ts";

test("a code keeps its number for ever", () => {
  expect(refusalNumbers).toMatchInlineSnapshot(`
    {
      "AccountBusy": 332,
      "AccountClosed": 216,
      "AccountNotFree": 989,
      "AccountUnderManagement": 210,
      "AccountUnknown": 200,
      "AccountUnsettled": 331,
      "AlreadyApproved": 707,
      "AmountNotPositive": 300,
      "AmountTooSmall": 921,
      "AssetElsewhere": 950,
      "AssetImpaired": 983,
      "AssetLocated": 916,
      "AssetNotEligible": 302,
      "AssetNotLocated": 981,
      "AssetPriceUnknown": 985,
      "AssetUnknown": 301,
      "BackstopRestricted": 211,
      "BalanceTooLow": 303,
      "BlockPruned": 817,
      "BlockUnknown": 814,
      "BodyTooLarge": 812,
      "BundleContentMismatch": 709,
      "BundleEmpty": 703,
      "BundleExists": 701,
      "BundleUnknown": 702,
      "BytesInvalid": 100,
      "CancelTooEarly": 529,
      "CashOwed": 314,
      "ChainGated": 902,
      "ChainSilent": 984,
      "ChainUnknown": 901,
      "ChangeInvalid": 705,
      "ChannelUnknown": 821,
      "CheckpointMismatch": 952,
      "CheckpointSetReplaced": 953,
      "CheckpointSignatureInvalid": 955,
      "CheckpointUnknown": 951,
      "ColdKeysFirst": 923,
      "CollateralCapExceeded": 305,
      "ConcessionTooLarge": 530,
      "ContentTypeUnknown": 813,
      "CurrencyMismatch": 982,
      "CustodianUnknown": 307,
      "DebtsTooHigh": 535,
      "DepositConflict": 306,
      "EntryMalformed": 915,
      "EntryNotOwners": 914,
      "EntryWaits": 913,
      "ExitForeign": 938,
      "ExitMismatch": 935,
      "ExitNotReady": 933,
      "ExitOutOfOrder": 934,
      "ExitOwed": 937,
      "ExitTooOld": 931,
      "ExitUnknown": 818,
      "ExitWaits": 936,
      "FeeAboveLimit": 512,
      "FeedUnknown": 401,
      "GovernorRequired": 700,
      "GrantInvalid": 213,
      "GroupRefused": 520,
      "HeaderFromFuture": 905,
      "HeaderOffStride": 903,
      "HeaderTooOld": 904,
      "HeaderUnknown": 906,
      "HoldingsTooLow": 316,
      "HotSetTooOld": 920,
      "HouseMismatch": 101,
      "IdempotencyKeyTaken": 809,
      "ImpairmentTooOld": 957,
      "InboxExtends": 919,
      "InboxIndexMismatch": 911,
      "InboxMismatch": 912,
      "InitialMarginBreached": 304,
      "InstrumentExpired": 531,
      "InstrumentUnknown": 501,
      "KeyExists": 212,
      "KeyExpired": 202,
      "KeyLimitExceeded": 204,
      "KeyTooYoung": 214,
      "KeyUnknown": 209,
      "KeyWiderThanGrantor": 208,
      "KeysFull": 215,
      "LifetimeTooLong": 103,
      "LimitPriceBreached": 511,
      "LiquidityTooLow": 990,
      "MandateLimitExceeded": 514,
      "MandateMissing": 513,
      "MarginMethodUnknown": 207,
      "MarketRestricted": 503,
      "MessageInvalid": 820,
      "MethodUnknown": 819,
      "MinimumCollateralMissing": 518,
      "MinimumEquityBreached": 516,
      "MinimumMissed": 991,
      "NoMark": 523,
      "NodeStopping": 802,
      "NonceTooFarAhead": 106,
      "NonceUsed": 105,
      "NotAuthorised": 201,
      "NotProposer": 710,
      "ObservationFromFuture": 403,
      "ObservationNotNewer": 402,
      "ObservationsEmpty": 406,
      "OfferTermsInvalid": 986,
      "OfferUnknown": 987,
      "OffersFull": 988,
      "OpenInterestCapExceeded": 519,
      "OrderExpired": 508,
      "OrderLifetimeTooLong": 525,
      "OrderMismatch": 506,
      "OrderOverfilled": 510,
      "OrderSignatureInvalid": 507,
      "OrderVoid": 509,
      "OwnTradeOffMark": 534,
      "OwnerMismatch": 308,
      "OwnerRequired": 206,
      "ParameterEpochMismatch": 704,
      "PaymentNotProven": 956,
      "PaymentTooLarge": 323,
      "PositionsFull": 524,
      "PriceNotPositive": 522,
      "PriceOutsideBand": 504,
      "PriceUnknown": 330,
      "ProofInvalid": 909,
      "PublisherUnknown": 400,
      "QuantityNotPositive": 505,
      "QueueFull": 801,
      "RateExceeded": 803,
      "RecipientInvalid": 322,
      "RecipientNotOwner": 313,
      "ReduceOnlyBreached": 515,
      "ReportEmpty": 521,
      "RequestInvalid": 810,
      "RoleMissing": 804,
      "RotationSignatureInvalid": 918,
      "RotationUnknown": 917,
      "RouteUnknown": 811,
      "RowUnknown": 816,
      "SameAccount": 312,
      "SameAsset": 980,
      "ScopeMissing": 203,
      "SegmentMismatch": 309,
      "SegmentUnknown": 205,
      "SegmentWindingUp": 940,
      "SelfTrade": 517,
      "SenderUnknown": 908,
      "SignatureInvalid": 104,
      "SignerUnknown": 954,
      "SurfaceFromFuture": 408,
      "SurfaceInvalid": 405,
      "SurfaceNotNewer": 407,
      "SurfaceTooSoon": 409,
      "TokenUnplaced": 922,
      "TooManyBundles": 708,
      "TooManyChannels": 822,
      "TradeConflict": 502,
      "TradeTooEarly": 528,
      "TradeTooOld": 527,
      "TrancheUnknown": 315,
      "TransactionExpired": 102,
      "TransactionRepeated": 107,
      "TransactionTooLarge": 800,
      "TransactionUnknown": 815,
      "UpgradeRequired": 823,
      "ValidatorRequired": 900,
      "ValueOutOfBounds": 404,
      "VaultCodeMismatch": 910,
      "VaultInExit": 930,
      "VaultNotInExit": 932,
      "VaultUnknown": 907,
      "VenueAssetMismatch": 526,
      "VenueUnknown": 500,
      "VoidOrdersFull": 532,
      "VoidTooFar": 533,
      "WithdrawalNotOfAccount": 321,
      "WithdrawalReleased": 320,
      "WithdrawalUnknown": 318,
      "WithdrawalsFull": 317,
      "WithdrawalsGated": 311,
    }
  `);
});

test("no two codes share a number, and no family repeats another's code", () => {
  const numbers = Object.values(refusalNumbers);
  expect(new Set(numbers).size).toBe(numbers.length);
  const codes = Object.values(refusalFamilies).flatMap((family) => Object.keys(family));
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).toHaveLength(refusalCodes.length);
});

test("each number stands in its family's block, in rising order", () => {
  for (const [first, family] of Object.entries(refusalFamilies)) {
    const numbers = Object.values(family).map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
    expect(numbers.filter((number) => Math.floor(number / 100) !== Number(first) / 100)).toEqual([]);
  }
});

test.each(refusalCodes)("%s says what happened and what to do in a short sentence each", (code) => {
  const { meaning, remedy } = refusalDefinitions[code];
  for (const text of [meaning, remedy]) {
    expect(text).toMatch(/^[A-Z].*[^.]\.$/);
    expect(text.split(" ").length).toBeLessThanOrEqual(25);
  }
});

const margin = { accountId: 7, requiredAtoms: atoms(10n ** 20n), equityAtoms: atoms(-5n) };

test("large numbers are decimal strings in JSON, and come back", () => {
  const value = refusal("InitialMarginBreached", { ...margin, faulty: "buyer" });
  const json = {
    code: "InitialMarginBreached",
    number: 304,
    data: { accountId: 7, requiredAtoms: "100000000000000000000", equityAtoms: "-5", faulty: "buyer" },
  };
  expect(toJson(Refusal, value)).toEqual(json);
  expect(fromJson(Refusal, json)).toEqual(value);
});

test("a side that is left out is none", () => {
  expect(refusal("InitialMarginBreached", margin).data.faulty).toBe(null);
});

test("the sides at fault are the leg's, both of a trade with itself, and else none", () => {
  const sides = [
    refusal("InitialMarginBreached", { ...margin, faulty: "seller" }),
    refusal("InitialMarginBreached", margin),
    refusal("SelfTrade", { accountId: 1 }),
    refusal("NoMark", { instrumentId: 1 }),
  ].map(faultySidesOf);
  expect(sides).toEqual([["seller"], [], ["buyer", "seller"], []]);
});

describe("JSON of no refusal is refused by the field's name", () => {
  const good = { code: "NonceUsed", number: 105, data: { nonce: "3" } };
  test.each([
    ["another number", { ...good, number: 106 }, "OutOfRange", "number"],
    ["no code", { number: 105, data: {} }, "UnknownVariant", "code"],
    ["a code that objects inherit", { ...good, code: "toString" }, "UnknownVariant", "code"],
    ["another code's payload", { ...good, data: { accountId: 1 } }, "MissingKey", "data.nonce"],
    ["a number too large to be exact", { ...good, data: { nonce: 3 } }, "WrongType", "data.nonce"],
    ["a key too many", { ...good, more: 1 }, "UnknownKey", "more"],
  ])("%s", (_, json, code, path) => {
    expect(fromJson(Refusal, good)).toEqual(refusal("NonceUsed", { nonce: 3n }));
    expect(() => fromJson(Refusal, json)).toThrow(CodecError);
    expect(() => fromJson(Refusal, json)).toThrow(expect.objectContaining({ code, path }));
  });
});

test("the compiler knows each code's payload, and the side only where there may be one", () => {
  expectTypeOf<RefusalOf<"NonceUsed">["data"]>().toEqualTypeOf<{ readonly nonce: bigint }>();
  expectTypeOf<RefusalInput<"NoMark">>().toEqualTypeOf<{ readonly instrumentId: number }>();
  expectTypeOf<{ accountId: number }>().toExtend<RefusalInput<"KeyExpired">>();
  expectTypeOf<{ accountId: number }>().not.toExtend<RefusalInput<"OrderVoid">>();
  expectTypeOf<{ accountId: number; faulty: "buyer" }>().toExtend<RefusalInput<"OrderVoid">>();
  expectTypeOf<{ accountId: number; faulty: "both" }>().not.toExtend<RefusalInput<"OrderVoid">>();
});

/**
 * A small market whose actors really sign: owners, a venue, a publisher, a custodian.
 *
 * @module
 */
import {
  bytesToHex,
  type Change,
  type Command,
  encode,
  type Hex,
  type HouseId,
  hexToBytes,
  keccak256,
  type Order,
  orderDigest,
  SignatureScheme,
  type SignedOrder,
  type Signer,
  Transaction,
  tradeReference,
  transactionDigest,
} from "@novate/codec";
import { type Genesis, houseIdOf } from "@novate/engine";
import {
  BTC_FEED,
  BTC_PERP,
  CHAIN,
  GENESIS_MS,
  PUBLISHER,
  SEGMENT,
  testGenesis,
  USDC,
  USDC_FEED,
  VENUE,
} from "@novate/engine/testing";
import { atoms, HOUR_MS, lots, ppm, ticks } from "@novate/num";
import secp256k1 from "secp256k1";

const PRICE_UNITS = 100_000_000n; // feeds have 8 decimals

export class Actor {
  readonly address: Hex;
  readonly signer: Signer;
  readonly #house: HouseId | undefined;
  readonly #secret: Uint8Array;
  #nonce = 0n;

  /** Signs for `house`, that of {@link signedGenesis} unless told. */
  constructor(seed: number, house?: HouseId) {
    this.#house = house;
    this.#secret = new Uint8Array(32).fill(1);
    new DataView(this.#secret.buffer).setUint32(0, seed);
    const publicKey = secp256k1.publicKeyCreate(this.#secret, false);
    this.address = bytesToHex(keccak256(publicKey.subarray(1)), 12);
    this.signer = { scheme: SignatureScheme.eip712, key: `0x${"00".repeat(12)}${this.address.slice(2)}` };
  }

  get house(): HouseId {
    return this.#house ?? SIGNED_HOUSE;
  }

  get nonce(): bigint {
    return this.#nonce;
  }

  /** Goes on from a nonce, as after a restart. */
  resume(nonce: bigint): void {
    this.#nonce = nonce;
  }

  sign(digest: Hex): Hex {
    const { signature, recid } = secp256k1.ecdsaSign(hexToBytes(digest), this.#secret);
    return `${bytesToHex(signature)}${(27 + recid).toString(16)}` as Hex;
  }

  /** SSZ bytes of a signed transaction, with the next nonce of this actor. */
  transact(command: Command, overrides: Partial<Transaction> = {}): Uint8Array {
    const unsigned = {
      house: this.house,
      signer: this.signer,
      nonce: this.#nonce++,
      expiresAtMs: GENESIS_MS + HOUR_MS,
      command,
      ...overrides,
    };
    return encode(Transaction, { ...unsigned, signature: this.sign(transactionDigest(unsigned)), ...overrides });
  }

  order(accountId: number, side: number, size: number, salt: number, dollars: number): SignedOrder {
    const order: Order = {
      accountId,
      venueId: VENUE,
      instrumentId: BTC_PERP,
      side,
      lots: lots(BigInt(size)),
      limitPriceTicks: ticks(BigInt(dollars) * 10n),
      maxFeePpm: ppm(1_000n),
      minEquityAfterAtoms: atoms(0n),
      reduceOnly: false,
      expiresAtMs: GENESIS_MS + HOUR_MS,
      salt: BigInt(salt),
    };
    return { order, signer: this.signer, signature: this.sign(orderDigest(this.house, order)) };
  }
}

export const venue = (house?: HouseId): Actor => new Actor(0xb1, house);
export const publisher = (house?: HouseId): Actor => new Actor(0xc1, house);
export const custodian = (house?: HouseId): Actor => new Actor(0xd1, house);

/** The engine's test market, with signers that hold their keys. */
export function signedGenesis(): Genesis {
  const genesis = testGenesis();
  return { ...genesis, changes: genesis.changes.map(withRealSigner) };
}

function withRealSigner(change: Change): Change {
  switch (change.type) {
    case "RegisterVenue":
      return { ...change, signer: venue().signer };
    case "RegisterPublisher":
      return { ...change, signer: publisher().signer };
    case "SetCustodian":
      return { ...change, signer: custodian().signer };
    default:
      return change;
  }
}

/** The house of {@link signedGenesis}, and one whose genesis differs in one byte. */
export const SIGNED_HOUSE = houseIdOf(signedGenesis());
export const TWIN_HOUSE = houseIdOf({ ...signedGenesis(), name: "tesu" });

export const openAccount = (owner: Actor): Uint8Array =>
  owner.transact({ type: "OpenAccount", segmentId: SEGMENT, method: 1 });

export const deposit = (by: Actor, depositIndex: number, accountId: number, dollars: number): Uint8Array =>
  by.transact({
    type: "CreditDeposit",
    chainId: CHAIN,
    depositIndex: BigInt(depositIndex),
    accountId,
    assetId: USDC,
    amountAtoms: atoms(BigInt(dollars) * 1_000_000n),
  });

export const publish = (by: Actor, btcDollars: number, publishedAtMs: number): Uint8Array =>
  by.transact({
    type: "SubmitObservations",
    publisherId: PUBLISHER,
    observations: [
      { feedId: USDC_FEED, value: PRICE_UNITS, confidence: 0n, publishedAtMs },
      { feedId: BTC_FEED, value: BigInt(btcDollars) * PRICE_UNITS, confidence: 0n, publishedAtMs },
    ],
    surfaces: [],
  });

export interface Fill {
  readonly buyer: Actor;
  readonly buyerAccountId: number;
  readonly seller: Actor;
  readonly sellerAccountId: number;
  readonly size: number;
  readonly dollars: number;
}

/** A report of trades, each with a fresh signed order on either side; references follow the reporter's nonce and the match. */
export const reportTrades = (by: Actor, fills: readonly Fill[], matchedAtMs = GENESIS_MS): Uint8Array =>
  by.transact({
    type: "ReportTrades",
    venueId: VENUE,
    trades: fills.map(({ buyer, buyerAccountId, seller, sellerAccountId, size, dollars }, index) => {
      const salt = 1_000 * Number(by.nonce) + index;
      return {
        reference: tradeReference(matchedAtMs, BigInt(salt)),
        instrumentId: BTC_PERP,
        priceTicks: ticks(BigInt(dollars) * 10n),
        lots: lots(BigInt(size)),
        buyer: { type: "Order", ...buyer.order(buyerAccountId, 0, size, salt, dollars) },
        seller: { type: "Order", ...seller.order(sellerAccountId, 1, size, salt, dollars) },
        group: 0,
      };
    }),
  });

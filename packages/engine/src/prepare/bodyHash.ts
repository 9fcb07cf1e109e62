/**
 * What makes two reports of one reference the same trade.
 *
 * @module
 */
import { bytesToHex, encode, type Hex, hashBytes, TradeReport } from "@novate/codec";

/** sha256 over the trade's bytes, authorities and signatures included. */
export const bodyHashOf = (trade: TradeReport): Hex => bytesToHex(hashBytes(encode(TradeReport, trade)));

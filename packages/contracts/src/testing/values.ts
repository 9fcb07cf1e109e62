/**
 * What vaults take, as values of the ABI.
 *
 * @module
 */

import type { Hex } from "@novate/codec";
import {
  type AssetLeaf,
  addressWord,
  LANES,
  type OutboxLeaf,
  type Signatures,
  type SignerSet,
  uintWord,
  type VaultSection,
} from "@novate/evm";
import type { AbiValue } from "./abi.ts";

export const outboxValue = (row: OutboxLeaf): AbiValue => ({
  tuple: [
    uintWord(row.nonce),
    addressWord(row.token),
    addressWord(row.recipient),
    uintWord(row.amount),
    uintWord(LANES.indexOf(row.lane)),
    uintWord(row.cumulative),
  ],
});

export const assetValue = (row: AssetLeaf): AbiValue => ({
  tuple: [
    uintWord(row.assetId),
    addressWord(row.token),
    uintWord(row.consumedCum),
    ...LANES.map((lane) => uintWord(row.queuedCum[lane])),
    uintWord(row.claimTotal),
    row.ratesHash,
  ],
});

/** A section where it stands among the vaults: chain and vault are those that take it. */
export const sectionValue = (section: VaultSection, index: number, siblings: readonly Hex[]): AbiValue => ({
  tuple: [
    uintWord(section.inboxCount),
    section.inboxAcc,
    section.outboxRoot,
    section.assetsRoot,
    uintWord(index),
    { list: siblings },
  ],
});

export const setValue = ({ epoch, total, words }: SignerSet): AbiValue => ({
  tuple: [uintWord(epoch), uintWord(total), { list: words }],
});

export const signaturesValue = ({ signers, compact }: Signatures): AbiValue => ({
  tuple: [uintWord(signers), { bytes: compact }],
});

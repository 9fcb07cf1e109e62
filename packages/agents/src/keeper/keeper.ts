/**
 * A keeper: follows its backstop on a node's stream and brings it means from a reserve when default management has used
 * them. The first duty of keepers; bidding in auctions joins it when the house holds any.
 *
 * @module
 */
import type { HouseId, RefusalCode } from "@novate/codec";
import { type Atoms, atoms } from "@novate/num";
import { createClient, type NovateFailure, type OwnerKey, Stream, signTransaction } from "@novate/sdk";
import { type Means, type TopUpPolicy, topUp } from "./topUp.ts";

export interface KeeperOptions {
  /** Where the node's API is. */
  readonly url: string;
  /** Which house it signs for, from a place that is trusted: never the node's own word. */
  readonly house: HouseId;
  /** Owns both accounts. */
  readonly key: OwnerKey;
  readonly backstopAccountId: number;
  readonly reserveAccountId: number;
  readonly settlementAssetId: number;
  readonly policy: TopUpPolicy;
  /** How long a transfer that was signed may wait for its block. */
  readonly lifetimeMs: number;
  /** Told of each transfer, with the refusal's code if it was refused. */
  readonly onTransfer?: (amountAtoms: Atoms, refusal: RefusalCode | null) => void;
  /** Told of broken connections and of requests that failed; the keeper goes on with the next change. */
  readonly onFailure?: (failure: unknown) => void;
}

/** Starts it; the answer ends it. One transfer is under way at a time, and each looks at both accounts anew. */
export function startKeeper(options: KeeperOptions): () => Promise<void> {
  const { url, house, backstopAccountId, onFailure = () => {} } = options;
  const novate = createClient({ url });
  let isWanted = false;
  let work: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false;
      await bring(novate, options).catch(onFailure);
    }
    work = null;
  };
  const stream = new Stream({ url, house, onFailure: (failure: NovateFailure) => onFailure(failure) });
  stream.subscribe(`account:${backstopAccountId}`, () => {
    isWanted = true;
    work ??= look();
  });
  return async () => {
    stream.close();
    await work;
  };
}

async function bring(novate: ReturnType<typeof createClient>, options: KeeperOptions): Promise<void> {
  const { backstopAccountId, reserveAccountId, settlementAssetId, policy, key, house, lifetimeMs } = options;
  const [backstop, reserve, { timeMs }] = await Promise.all([
    novate.account(backstopAccountId),
    novate.account(reserveAccountId),
    novate.status(),
  ]);
  const command = topUp(meansOf(backstop), meansOf(reserve), settlementAssetId, policy);
  if (command === null) return;
  const nonce = await novate.nextNonce(key.signer);
  const transaction = { house, signer: key.signer, nonce, expiresAtMs: timeMs + lifetimeMs, command };
  const { refusal } = await novate.submit(signTransaction(transaction, key));
  options.onTransfer?.(command.amountAtoms, refusal?.code ?? null);
}

type AccountAnswer = Awaited<ReturnType<ReturnType<typeof createClient>["account"]>>;

const meansOf = ({ accountId, health }: AccountAnswer): Means => ({
  accountId,
  initialEquityAtoms: atoms(BigInt(health.initialEquityAtoms)),
  initialAtoms: atoms(BigInt(health.initialAtoms)),
});

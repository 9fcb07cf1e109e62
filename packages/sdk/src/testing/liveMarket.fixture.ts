/**
 * A node whose market lives: its venue, publisher, custodian and governors are keys of ours.
 *
 * @module
 */
import type { Change } from "@novate/codec";
import { custodian, publisher, venue } from "@novate/engine";
import { BTC_FEED, CHAIN, PUBLISHER, testGenesis, USDC, USDC_FEED, VENUE } from "@novate/engine/testing";
import { createSender, mustAccept, type Sender } from "../actions/index.ts";
import { createClient, type NovateClient } from "../client/index.ts";
import { createEd25519Key, createOwnerKey, deriveSecret, type OwnerKey, type SigningKey } from "../signing/index.ts";
import { type LiveNode, startLiveNode } from "./liveNode.fixture.ts";

export interface LiveMarket {
  readonly live: LiveNode;
  readonly novate: NovateClient;
  readonly venueKey: SigningKey;
  /** Credits deposits of the one chain. */
  readonly custodianKey: OwnerKey;
  readonly chainId: number;
  readonly governors: readonly OwnerKey[];
  /** Credits so many USDC atoms, as the chain's custodian. */
  fund(accountId: number, amountAtoms: bigint): Promise<void>;
}

const PRICES = [
  [USDC_FEED, 1n],
  [BTC_FEED, 100_000n],
] as const;

export async function startLiveMarket(): Promise<LiveMarket> {
  const keyOf = (role: string): OwnerKey => createOwnerKey(deriveSecret("live market", role));
  const [ofCustodian, ofPublisher] = [keyOf("custodian"), keyOf("publisher")];
  const venueKey = createEd25519Key(deriveSecret("live market", "venue"));
  const governors = [1, 2, 3].map((n) => keyOf(`governor ${n}`));
  const changes: readonly Change[] = [
    custodian(CHAIN, ofCustodian.signer),
    publisher(PUBLISHER, ofPublisher.signer),
    venue({ venueId: VENUE, name: "test venue", signer: venueKey.signer, settlementAssetId: USDC }),
  ];
  const live = await startLiveNode(testGenesis({ changes, governors: governors.map(({ address }) => address) }));
  const novate = createClient({ url: live.url });
  await say(createSender({ client: novate, key: ofPublisher }));
  const cashier = createSender({ client: novate, key: ofCustodian });
  let depositIndex = 0n;
  return {
    live,
    novate,
    venueKey,
    custodianKey: ofCustodian,
    chainId: CHAIN,
    governors,
    async fund(accountId, amountAtoms) {
      const credit = { chainId: CHAIN, depositIndex: ++depositIndex, accountId, assetId: USDC, amountAtoms };
      mustAccept(await cashier.send({ type: "CreditDeposit", ...credit }));
    },
  };
}

/** The publisher's word on every price: once, for a test is over in milliseconds. */
async function say(publisher: Sender): Promise<void> {
  const publishedAtMs = await publisher.nowMs();
  const observations = PRICES.map(([feedId, dollars]) => ({
    feedId,
    value: dollars * 100_000_000n,
    confidence: 0n,
    publishedAtMs,
  }));
  mustAccept(await publisher.send({ type: "SubmitObservations", publisherId: PUBLISHER, observations, surfaces: [] }));
}

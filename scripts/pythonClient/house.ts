/**
 * A small house whose venue, custodian and publisher have keys that are told, with a price twice a second.
 *
 * @module
 */
import { join } from "node:path";
import { bytesToHex, type Change, type Command, type Hex } from "@novate/codec";
import type { Genesis } from "@novate/engine";
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
import { solo, startNode } from "@novate/node";
import { createClient } from "@novate/sdk/client";
import { createOwnerKey, deriveSecret, signTransaction } from "@novate/sdk/signing";

const UNITS = 100_000_000n; // feeds have 8 decimals
const BTC_DOLLARS = 100_000n;
const PRICE_EVERY_MS = 500;

const secretOf = (role: string): Uint8Array => deriveSecret("python example", role);
const keyOf = (role: string) => createOwnerKey(secretOf(role));

const SIGNED_BY: Partial<Record<Change["type"], string>> = {
  RegisterVenue: "venue",
  RegisterPublisher: "publisher",
  SetCustodian: "custodian",
};

/** The engine's test market, with signers whose keys are known. */
function genesisOf(): Genesis {
  const genesis = testGenesis();
  const changes = genesis.changes.map((change) => {
    const role = SIGNED_BY[change.type];
    return role === undefined ? change : ({ ...change, signer: keyOf(role).signer } as Change);
  });
  return { ...genesis, changes };
}

/** Starts it; `description` is what the example reads. */
export async function startHouse(folder: string) {
  const startMs = Date.now();
  const clock = { nowMs: () => GENESIS_MS + Date.now() - startMs };
  const node = await startNode({
    path: join(folder, "store"),
    genesis: genesisOf(),
    version: "0.1.0",
    api: { port: 0 },
    consensus: solo({ clock }),
    threads: 0,
  });
  const { url } = node.api!; // it was asked for
  const novate = createClient({ url });
  const publisher = keyOf("publisher");
  let nonce = 0n;
  const publish = async (): Promise<void> => {
    const { house } = await novate.status();
    const publishedAtMs = clock.nowMs();
    const observed = { confidence: 0n, publishedAtMs };
    const command: Command = {
      type: "SubmitObservations",
      publisherId: PUBLISHER,
      observations: [
        { feedId: USDC_FEED, value: UNITS, ...observed },
        { feedId: BTC_FEED, value: BTC_DOLLARS * UNITS, ...observed },
      ],
      surfaces: [],
    };
    const { signer } = publisher;
    const envelope = { house: house as Hex, signer, nonce: nonce++, expiresAtMs: publishedAtMs + 60_000, command };
    await novate.submit(signTransaction(envelope, publisher));
  };
  // A market that was halted opens through close-only, a block each.
  for (let block = 0; block < 4; block++) await publish();
  let published = Promise.resolve();
  const timer = setInterval(() => {
    published = publish().catch(console.error);
  }, PRICE_EVERY_MS);
  return {
    description: {
      url,
      venueKey: bytesToHex(secretOf("venue")),
      custodianKey: bytesToHex(secretOf("custodian")),
      venueId: VENUE,
      segmentId: SEGMENT,
      chainId: CHAIN,
      assetId: USDC,
      instrumentId: BTC_PERP,
    },
    async stop() {
      clearInterval(timer);
      await published;
      await node.stop();
    },
  };
}

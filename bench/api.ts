/**
 * Trades a second end to end: a venue posts signed reports over HTTP, each trade with a signed order on either side; they
 * are decoded, verified, novated with margin checks, written and synced, and answered; beside the signature library alone.
 *
 * `node bench/api.ts [trades a report]`, 200 unless told. Prints one JSON object.
 *
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode, type SignedOrder, Transaction } from "@novate/codec";
import { houseIdOf } from "@novate/engine";
import { solo, startNode } from "@novate/node";
import { assert } from "@novate/stdx";
import {
  Actor,
  custodian,
  deposit,
  openAccount,
  publish,
  publisher,
  reportTrades,
  signedGenesis,
  venue,
} from "../packages/node/src/testing/actors.fixture.ts";
import { bareLoop, recoverOwner } from "./support/bareSignatures.ts";

const TRADES = Number(process.argv[2] ?? 200);
const REPORTS = 100;
const IN_FLIGHT = 8;
const ACCOUNTS = 20;
const DOLLARS = 100_000;

// Signed before the clock runs: what is measured is the house, not its members.
const owners = Array.from({ length: ACCOUNTS }, (_, index) => new Actor(index + 1));
const reporter = venue();
const reports = Array.from({ length: REPORTS + 4 }, (_, report) =>
  reportTrades(
    reporter,
    Array.from({ length: TRADES }, (_, trade) => {
      const buyer = (report + trade) % ACCOUNTS;
      const seller = (buyer + 1 + (trade % (ACCOUNTS - 1))) % ACCOUNTS;
      return {
        buyer: owners[buyer]!,
        buyerAccountId: buyer + 1,
        seller: owners[seller]!,
        sellerAccountId: seller + 1,
        size: 1,
        dollars: DOLLARS,
      };
    }),
  ),
);
const path = mkdtempSync(join(tmpdir(), "novate-api-"));
const genesis = signedGenesis();
const node = await startNode({
  path,
  genesis,
  version: "bench",
  api: { port: 0 },
  consensus: solo({ clock: { nowMs: () => genesis.timeMs + Math.floor(performance.now()) } }),
});

async function post(bytes: Uint8Array): Promise<void> {
  const response = await fetch(`${node.api!.url}/v1/transactions`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: new Uint8Array(bytes),
  });
  const receipt = (await response.json()) as { accepted?: boolean; outcomes?: { accepted: boolean }[] };
  const isGood = receipt.accepted === true && receipt.outcomes?.every(({ accepted }) => accepted);
  assert(isGood === true, `bench: refused ${JSON.stringify(receipt).slice(0, 300)}`);
}

for (const owner of owners) await post(openAccount(owner));
const bank = custodian();
for (let account = 1; account <= ACCOUNTS; account += 1) await post(deposit(bank, account, account, 100_000_000));
const oracle = publisher();
for (let price = 1; price <= 3; price += 1) await post(publish(oracle, DOLLARS, node.chain.head.timeMs));

const signed = reports.slice(0, 10).flatMap(ordersOf);
const warm = reports.splice(0, 4);
for (const report of warm) await post(report);

const latencies: number[] = [];
const startHeight = node.chain.head.height;
const start = performance.now();
await Promise.all(
  Array.from({ length: IN_FLIGHT }, async () => {
    for (let report = reports.shift(); report !== undefined; report = reports.shift()) {
      const sentAt = performance.now();
      await post(report);
      latencies.push(performance.now() - sentAt);
    }
  }),
);
const elapsedMs = performance.now() - start;
const blocks = node.chain.head.height - startHeight;
await node.stop();
rmSync(path, { recursive: true, force: true });

const signaturesPerSecond = (REPORTS * (2 * TRADES + 1) * 1_000) / elapsedMs;
const libraryPerSecond = bareLoop(houseIdOf(genesis), signed, recoverOwner);
latencies.sort((left, right) => left - right);
console.log(
  JSON.stringify({
    name: "node/api",
    tradesPerReport: TRADES,
    tradesPerSecond: Math.round((REPORTS * TRADES * 1_000) / elapsedMs),
    signaturesPerSecond: Math.round(signaturesPerSecond),
    libraryAlonePerSecond: Math.round(libraryPerSecond),
    ratioToLibraryAlone: Number((signaturesPerSecond / libraryPerSecond).toFixed(3)),
    blocks,
    medianLatencyMs: Math.round(latencies[latencies.length >> 1]!),
    p99LatencyMs: Math.round(latencies[Math.floor(latencies.length * 0.99)]!),
  }),
);

/** The signed orders of a report, both sides of each trade. */
function ordersOf(report: Uint8Array): SignedOrder[] {
  const decoded = decode(Transaction, report);
  assert(decoded.ok && decoded.value.command.type === "ReportTrades", "bench: not a report");
  return decoded.value.command.trades.flatMap(({ buyer, seller }) =>
    [buyer, seller].filter((authority) => authority.type === "Order"),
  );
}

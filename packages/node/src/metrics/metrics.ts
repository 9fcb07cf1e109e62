/**
 * Numbers about the running node for Prometheus.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Chain } from "../chain/index.ts";
import type { Consensus } from "../consensus/index.ts";
import { observeExits } from "./exits.ts";

const SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<"method" | "route" | "status">;
  readonly #streams: Gauge;
  readonly #slowConsumers: Counter;

  constructor(chain: Chain, consensus: Consensus) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: "novate_http_request_seconds",
      help: "Time to answer an HTTP request.",
      labelNames: ["method", "route", "status"],
      buckets: SECONDS,
      registers,
    });
    this.#streams = new Gauge({ name: "novate_stream_connections", help: "Open WebSocket streams.", registers });
    this.#slowConsumers = new Counter({
      name: "novate_stream_slow_consumers_total",
      help: "Streams closed because their reader was too slow.",
      registers,
    });
    observeBlocks(chain, registers);
    new Gauge({
      name: "novate_queued_transactions",
      help: "Transactions submitted and not yet answered.",
      registers,
      collect() {
        this.set(consensus.status().queuedTransactions);
      },
    });
    observeLanes(consensus, registers);
    observeExits(chain, registers);
  }

  readonly observeRequests: MiddlewareHandler = async (c, next) => {
    const stop = this.#requests.startTimer();
    await next();
    stop({ method: c.req.method, route: routePath(c, -1), status: c.res.status });
  };

  streamOpened(): void {
    this.#streams.inc();
  }

  streamClosed(wasSlow: boolean): void {
    this.#streams.dec();
    if (wasSlow) this.#slowConsumers.inc();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  render(): Promise<string> {
    return this.#registry.metrics();
  }
}

/** Everything that is counted a block. */
function observeBlocks(chain: Chain, registers: Registry[]): void {
  const height = new Gauge({ name: "novate_block_height", help: "Height of the last durable block.", registers });
  const transactions = new Counter({
    name: "novate_transactions_total",
    help: "Transactions in blocks, by outcome; `code` is empty for accepted ones.",
    labelNames: ["code"],
    registers,
  });
  const events = new Counter({
    name: "novate_events_total",
    help: "Events, by type.",
    labelNames: ["type"],
    registers,
  });
  const apply = new Histogram({
    name: "novate_block_apply_seconds",
    help: "Time of the engine for a block.",
    buckets: SECONDS,
    registers,
  });
  const commit = new Histogram({
    name: "novate_block_commit_seconds",
    help: "Time to make a block durable.",
    buckets: SECONDS,
    registers,
  });
  height.set(chain.head.height);
  chain.onCommitted((block) => {
    height.set(block.header.height);
    apply.observe(block.applyMs / 1_000);
    commit.observe(block.commitMs / 1_000);
    for (const { refusal } of block.receipts) transactions.inc({ code: refusal?.code ?? "" });
    for (const { type } of block.result.events) events.inc({ type });
  });
}

/** Everything that is counted a lane. */
function observeLanes(consensus: Consensus, registers: Registry[]): void {
  new Gauge({
    name: "novate_lane_transactions",
    help: "Transactions of a lane that wait; `stage`: arrived for their signatures, ready for a block.",
    labelNames: ["lane", "stage"],
    registers,
    collect() {
      for (const { lane, arrivedTransactions, readyTransactions } of consensus.status().lanes) {
        this.set({ lane, stage: "arrived" }, arrivedTransactions);
        this.set({ lane, stage: "ready" }, readyTransactions);
      }
    },
  });
  new Counter({
    name: "novate_lane_signatures_total",
    help: "Signatures checked in the share of a lane.",
    labelNames: ["lane"],
    registers,
    collect() {
      this.reset();
      for (const { lane, signaturesChecked } of consensus.status().lanes) this.inc({ lane }, signaturesChecked);
    },
  });
  new Counter({
    name: "novate_lane_refusals_total",
    help: "Submissions turned away before a block, by lane and code.",
    labelNames: ["lane", "code"],
    registers,
    collect() {
      this.reset();
      for (const { lane, refusals } of consensus.status().lanes) {
        for (const [code, count] of Object.entries(refusals)) this.inc({ lane, code }, count);
      }
    },
  });
}

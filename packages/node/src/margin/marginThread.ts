/**
 * A thread of a margin kernel: margins what it is given until the kernel is closed.
 *
 * @module
 */
import { workerData } from "node:worker_threads";
import { type MarginShare, serveMarginShare } from "@novate/risk";

serveMarginShare(workerData as MarginShare); // what `createThreadedMarginKernel` passes

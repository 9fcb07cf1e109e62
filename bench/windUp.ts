/**
 * A segment of a large house ends: each block of it until all accounts are booked, beside a block of prices alone.
 *
 * `node bench/windUp.ts [accounts]`, 100,000 with ten positions each unless told. Times are of the processor: of the thread that applies
 * blocks (ADR 52), and of all threads, the collector's too. Prints one JSON object.
 *
 * @module
 */
import { WindUpPhase } from "@novate/codec";
import { assert } from "@novate/stdx";
import { begunWindUp } from "../packages/engine/src/ledger/windUp.ts";
import { INSTRUMENTS } from "./support/house.ts";
import { type Cpu, cpuMsOf, median, print, rounded } from "./support/measure.ts";
import { StandingHouse } from "./support/standingHouse.ts";

const ACCOUNTS = Number(process.argv[2] ?? 100_000);
const SEGMENT = 1;
const BESIDE_BLOCKS = 30;

const standing = new StandingHouse(ACCOUNTS);
const blockOfPrices = (): Cpu => cpuMsOf(() => standing.prices(1_000)).ms;
const quiet = Array.from({ length: BESIDE_BLOCKS }, blockOfPrices);
standing.state.windUps.put(begunWindUp({ segmentId: SEGMENT }, standing.timeMs, false)); // as governance would
const summing: Cpu[] = [];
const booking: Cpu[] = [];
const phase = (): number => standing.state.windUps.get(SEGMENT)!.phase;
while (phase() !== WindUpPhase.over) {
  const before = phase();
  (before === WindUpPhase.booking ? booking : summing).push(blockOfPrices());
  assert(summing.length + booking.length < 1_000, "bench: the segment does not end");
}
for (const { positions } of standing.state.accounts.values())
  assert(positions.length === 0, "bench: a position is left");
const [all, most] = [
  [...summing, ...booking],
  (times: readonly Cpu[]) => Math.max(...times.map(({ thread }) => thread)),
];
print({
  measure: "windUp",
  accounts: ACCOUNTS,
  positionsPerAccount: INSTRUMENTS,
  blocks: all.length,
  summingBlocks: summing.length,
  bookingBlocks: booking.length,
  summingP50ThreadMs: rounded(median(summing).thread),
  bookingP50ThreadMs: rounded(median(booking).thread),
  bookingP50CpuMs: rounded(median(booking).all),
  mostThreadMs: rounded(most(all)),
  quietP50ThreadMs: rounded(median(quiet).thread),
  totalThreadMs: rounded(all.reduce((sum, { thread }) => sum + thread, 0)),
});

/** Goal: a forged name keeps out no report, however long. Method: arrivals filled with forged reports of every length. */
import { decode, encode, type Hex, Transaction } from "@novate/codec";
import { afterEach, expect, test } from "vitest";
import { codeOf } from "../../failures.ts";
import { FloodedNode, OTHER_VENUE, reportOf } from "../../testing/floodedNode.fixture.ts";
import { STANDARD_QUEUE } from "./inbox.ts";

let flooded: FloodedNode;
afterEach(() => flooded.dispose());

test.each([24, 200])(
  "ADM-015 a report of %d trades is taken while forged ones fill the arrivals",
  async (trades) => {
    flooded = await FloodedNode.open(STANDARD_QUEUE);
    const { solo, otherVenue } = flooded;
    const decoded = decode(Transaction, reportOf(otherVenue, OTHER_VENUE, 256));
    if (!decoded.ok || decoded.value.command.type !== "ReportTrades") throw new Error("no report");
    const { value } = decoded;
    const { command } = decoded.value;
    const answers: Promise<unknown>[] = [];
    for (const length of [256, 90, 30, 10])
      for (let copy = 0; copy < 80; copy += 1) {
        const serial = answers.length + 1;
        const signature: Hex = `0x${serial.toString(16).padStart(128, "1")}1b`;
        const forged = { ...value, command: { ...command, trades: command.trades.slice(0, length) }, signature };
        const bytes = encode(Transaction, { ...forged, nonce: BigInt(serial) });
        answers.push(solo.submit(bytes, `2001:db8::${serial}`).catch(codeOf));
      }
    const answer = solo
      .submit(reportOf(otherVenue, OTHER_VENUE, trades), "the venue's own")
      .then(() => "taken", codeOf);
    const first = await Promise.race([answer, new Promise((resolve) => setTimeout(() => resolve("waiting"), 50))]);
    await flooded.produce();
    await Promise.all(answers);
    expect(first).toBe("waiting");
  },
  60_000,
);

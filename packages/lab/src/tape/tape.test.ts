/**
 * Goal: the strict reader takes exactly the documented format and says precisely why it refuses the rest.
 * Method: one good tape; each row of the table repairs nothing and breaks one thing. The bundled fixture is checked
 * against figures read from the recording by hand.
 */
import { describe, expect, it } from "vitest";
import { loadTape, parseTapeTime, readTape, sliceTape, type Tape, TapeError, type TapeErrorCode } from "../index.ts";
import { formatTape } from "./write.ts";

const GOOD = `novate-tape 1
name example
from 2025-10-10T21:20:00Z
to 2025-10-10T21:20:15Z
grid 5000
origin Three steps of the ATOM crash.
underlying ATOM 3 0
source ATOM coinbase ATOM-USD
source ATOM gemini ATOMUSD
source ATOM binance-delivery ATOMUSD_PERP
data
5000,3560*100,,1377*1
10000,,,1312+24*657
15000,3594*33,3300*5,1468-70+43*366
end 3
`;

const bytesOf = (text: string): Uint8Array[] => [new TextEncoder().encode(text)];
const read = (text: string): Promise<Tape> => readTape(bytesOf(text));

async function refusalOf(bytes: Iterable<Uint8Array>): Promise<TapeError> {
  const error = await readTape(bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TapeError)) throw new Error(`not refused, or not by a TapeError: ${String(error)}`);
  return error;
}

describe("reading a tape", () => {
  it("reads every field, print and gap", async () => {
    const { header, steps } = await read(GOOD);
    expect(header.fromMs).toBe(Date.UTC(2025, 9, 10, 21, 20));
    expect(header.sources[2]).toEqual({ underlying: "ATOM", venue: "binance-delivery", symbol: "ATOMUSD_PERP" });
    expect(steps.map((step) => step.timeMs - header.fromMs)).toEqual([5_000, 10_000, 15_000]);
    expect(steps[0]!.prints[1]).toBeUndefined();
    expect(steps[2]!.prints[2]).toEqual({ lastTicks: 1468n, lowTicks: 1398n, highTicks: 1511n, size: 366n });
  });

  it("gives the same tape however the bytes are cut", async () => {
    const bytes = bytesOf(GOOD)[0]!;
    const single = [...bytes].map((byte) => Uint8Array.of(byte));
    expect(await readTape(single)).toEqual(await read(GOOD));
  });

  const refused: readonly [TapeErrorCode, number, string, string][] = [
    ["NotATape", 1, "novate-tape 1", "ts_ms,venue,symbol"],
    ["VersionUnknown", 1, "novate-tape 1", "novate-tape 2"],
    ["VersionUnknown", 1, "novate-tape 1", "novate-tape"],
    ["HeaderFieldUnknown", 2, "name example", "title example"],
    ["HeaderFieldMalformed", 2, "name example", "name two words"],
    ["HeaderFieldMalformed", 3, "from 2025-10-10T21:20:00Z", "from 10 October"],
    ["HeaderFieldMalformed", 3, "from 2025-10-10T21:20:00Z", "from 2025-02-30T21:20:00Z"],
    ["HeaderFieldMalformed", 11, "to 2025-10-10T21:20:15Z", "to 2025-10-10T21:20:00Z"],
    ["HeaderFieldMalformed", 5, "grid 5000", "grid 0"],
    ["HeaderFieldMalformed", 7, "underlying ATOM 3 0", "underlying ATOM 19 0"],
    ["HeaderFieldRepeated", 3, "from 2025", "name again\nfrom 2025"],
    ["HeaderFieldRepeated", 8, "source ATOM coinbase", "underlying ATOM 3 0\nsource ATOM coinbase"],
    ["HeaderFieldMissing", 10, "grid 5000\n", ""],
    ["HeaderFieldMissing", 12, "data", "underlying DOT 4 0\ndata"],
    ["UnderlyingUnknown", 8, "source ATOM coinbase", "source DOT coinbase"],
    ["SourceRepeated", 9, "source ATOM gemini ATOMUSD", "source ATOM coinbase ATOM-USD"],
    ["StepMalformed", 13, "10000,,", "-10000,,"],
    ["StepMalformed", 13, "10000,,", "010000,,"],
    ["StepMalformed", 13, "10000,,", "\n10000,,"],
    ["TimeNotIncreasing", 13, "10000,,", "5000,,"],
    ["TimeNotIncreasing", 13, "10000,,", "0,,"],
    ["TimeOffGrid", 13, "10000,,", "10001,,"],
    ["TimeOutsideRange", 14, "15000,", "20000,"],
    ["CellCountWrong", 13, "10000,,,", "10000,,"],
    ["PriceNotPositive", 12, "3560*100", "-3560*100"],
    ["PriceNotPositive", 12, "3560*100", "0"],
    ["PriceNotPositive", 14, "1468-70", "1468-1468"],
    ["PriceTooLarge", 12, "3560*100", "1000000000000001"],
    ["PrintMalformed", 12, "3560*100", "35.60"],
    ["PrintMalformed", 12, "3560*100", "NaN"],
    ["PrintMalformed", 12, "3560*100", "3560*0"],
    ["PrintMalformed", 12, "3560*100", "9999999999999999999"],
    ["StepCountWrong", 15, "end 3", "end 2"],
    ["StepCountWrong", 15, "end 3", "ending"],
    ["ContentAfterEnd", 16, "end 3\n", "end 3\n\n"],
    ["Truncated", 14, "end 3\n", ""],
    ["Truncated", 15, "end 3\n", "end 3"],
    ["TextMalformed", 1, "novate-tape 1\n", "novate-tape 1\r\n"],
    ["LineTooLong", 6, "origin Three", `origin ${"long ".repeat(20_000)}`],
  ];
  it.each(refused)("refuses with %s at line %i", async (code, line, good, bad) => {
    expect(GOOD).toContain(good);
    const error = await refusalOf(bytesOf(GOOD.replace(good, bad)));
    expect({ code: error.code, line: error.line }).toEqual({ code, line });
  });

  it("refuses an empty file, a tape of no step, and bytes that are no text", async () => {
    expect((await refusalOf([])).code).toBe("NotATape");
    const stepless = GOOD.replace(/data[\s\S]*/, "data\nend 0\n");
    expect((await refusalOf(bytesOf(stepless))).code).toBe("TapeEmpty");
    expect((await refusalOf([Uint8Array.of(0xff, 0xfe, 0x00)])).code).toBe("TextMalformed");
    expect((await refusalOf([new Uint8Array(200_000).fill(65)])).code).toBe("NotATape");
    expect((await refusalOf([...bytesOf(GOOD), Uint8Array.of(0xc3)])).code).toBe("TextMalformed");
  });

  it("stops reading a file that never ends", async () => {
    const chunk = new TextEncoder().encode(`${"origin\n".repeat(100_000)}`);
    function* endless() {
      for (;;) yield chunk;
    }
    expect((await refusalOf(endless())).code).toBe("NotATape");
  });

  it("says which tapes there are when a name is unknown", async () => {
    await expect(loadTape("2099-01-01")).rejects.toThrow(/TapeNotFound.*2025-10-10/);
  });
});

describe("slicing", () => {
  it("keeps a span and some underlyings, and stays a valid tape", async () => {
    const whole = await loadTape("2025-10-10");
    const slice = sliceTape(whole, {
      fromMs: parseTapeTime("21:20", whole.header),
      toMs: parseTapeTime("2025-10-10T21:21:00Z", whole.header),
      underlyings: ["ATOM"],
    });
    expect(slice.header.sources).toHaveLength(3);
    expect(slice.steps).toHaveLength(13);
    expect(await read(formatTape(slice))).toEqual({ header: slice.header, steps: slice.steps }); // what was earlier is not written
  });

  it("refuses what the tape does not have", async () => {
    const whole = await read(GOOD);
    const codeOf = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return error instanceof TapeError ? error.code : error;
      }
    };
    expect(codeOf(() => sliceTape(whole, { underlyings: ["XRP"] }))).toBe("UnderlyingUnknown");
    expect(codeOf(() => sliceTape(whole, { fromMs: whole.header.toMs + 1 }))).toBe("SliceEmpty");
    expect(codeOf(() => parseTapeTime("25:00", whole.header))).toBe("HeaderFieldMalformed");
    expect(parseTapeTime("00:10", whole.header)).toBe(Date.UTC(2025, 9, 11, 0, 10));
  });
});

describe("the bundled tape of 10 October 2025", async () => {
  const tape = await loadTape("2025-10-10");

  it("is canonical, whole and small", async () => {
    expect(tape.header.underlyings.map((one) => one.name)).toEqual([
      "BTC",
      "ETH",
      "SOL",
      "LINK",
      "DOGE",
      "ATOM",
      "AVAX",
      "DOT",
    ]);
    expect(tape.header.sources).toHaveLength(17);
    expect(tape.steps).toHaveLength(1_305 + 1_620);
    const text = formatTape(tape);
    expect(text.length).toBeLessThan(600_000);
    expect(await read(text)).toEqual(tape);
  });

  // Lows of the recording's bars, read by hand.
  it.each([
    ["ATOM", "binance-delivery", 1_055n],
    ["ATOM", "coinbase", 3_000n],
    ["ATOM", "gemini", 3_000n],
    ["DOT", "binance-delivery", 6_960n],
    ["AVAX", "binance-delivery", 6_020n],
    ["AVAX", "coinbase", 17_000n],
    ["AVAX", "gemini", 20_883n],
    ["BTC", "gemini", 10_700_000n],
  ])("carries the low of %s at %s", (underlying, venue, low) => {
    const column = tape.header.sources.findIndex((one) => one.underlying === underlying && one.venue === venue);
    let lowest: bigint | undefined;
    for (const step of tape.steps) {
      const print = step.prints[column];
      if (print !== undefined && (lowest === undefined || print.lowTicks < lowest)) lowest = print.lowTicks;
    }
    expect(lowest).toBe(low);
  });
});

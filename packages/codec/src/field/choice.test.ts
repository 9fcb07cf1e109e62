/** Goal: a choice takes its words and nothing else, in bytes and in JSON. Method: every word there and back; a table of others. */
import { expect, test } from "vitest";
import { decode, encode, fromJson, toJson } from "../encode.ts";
import { choice } from "./choice.ts";
import { struct } from "./struct.ts";

const words = ["hour", "day", "week"] as const;
const Window = struct("Window", { window: choice(...words) });

test("a word is its place in one byte and itself in JSON, both ways", () => {
  for (const [place, window] of words.entries()) {
    const bytes = encode(Window, { window });
    expect([...bytes]).toEqual([place]);
    expect(decode(Window, bytes)).toEqual({ ok: true, value: { window } });
    expect(toJson(Window, { window })).toEqual({ window });
    expect(fromJson(Window, { window })).toEqual({ window });
  }
});

test("bytes and JSON of no word are refused by the field's name", () => {
  expect(decode(Window, Uint8Array.of(3))).toMatchObject({ ok: false, error: { code: "OutOfRange", path: "window" } });
  for (const [window, code] of [
    ["Hour", "OutOfRange"],
    ["toString", "OutOfRange"],
    [0, "WrongType"],
    [null, "WrongType"],
  ] as const)
    expect(() => fromJson(Window, { window })).toThrow(expect.objectContaining({ code, path: "window" }));
});

test("a word that the choice lacks is never written", () => {
  expect(() => encode(Window, { window: "month" as never })).toThrow("a word that the choice lacks");
});

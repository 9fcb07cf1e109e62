/** Goal: a rule refuses with exactly its code's payload. Method: a decision by hand; payloads that must not compile. */
import { expect, expectTypeOf, test } from "vitest";
import { accept, refuse, refused } from "./decision.ts";

test("a refusal carries its code's number and payload, and nothing happens", () => {
  const decision = refuse("AccountUnknown", { accountId: 7 });
  const why = { code: "AccountUnknown", number: 200, data: { accountId: 7, faulty: null } };
  expect(decision).toEqual({ accepted: false, refusal: why });
  if (decision.accepted) throw new Error("it was accepted");
  expect(refused(decision.refusal)).toEqual(decision);
  expect(accept()).toEqual({ accepted: true, events: [] });
});

test("a payload of another code, one too small or one too large does not compile", () => {
  type DataOf = Parameters<typeof refuse<"NoMark">>[1];
  expectTypeOf<DataOf>().toEqualTypeOf<{ readonly instrumentId: number }>();
  // @ts-expect-error another code's payload
  expect(refuse("NoMark", { accountId: 7 }).accepted).toBe(false);
  // @ts-expect-error a field is missing
  expect(refuse("CashOwed", { accountId: 7 }).accepted).toBe(false);
  // @ts-expect-error a field too many
  expect(refuse("NoMark", { instrumentId: 7, accountId: 7 }).accepted).toBe(false);
});

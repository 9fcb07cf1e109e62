/** Goal: each field says what the schema says of it. Method: an interface by hand, with what wraps a field and what nests in it. */
import * as schema from "@novate/wire/schema";
import { expect, test } from "vitest";
import { documented } from "./documented.ts";

test("fields are described where they stand, however deep, and others are left as they are", () => {
  const lines = [
    "export interface AccountAnswer {",
    "  readonly accountId: number;",
    "  readonly positions: readonly {",
    "    readonly lots: string;",
    "  }[];",
    "  readonly call: {",
    "    readonly unheardOf: string;",
    "  } | null;",
    "  readonly ownerChain: number;",
    "}",
  ];
  const said = documented(lines.join("\n"), schema.Account).split("\n");
  const above = (field: string): string => said[said.findIndex((line) => line.includes(`readonly ${field}:`)) - 1]!;
  expect(above("lots")).toMatch(/^ {4}\/\*\* Signed: long is positive; .* \*\/$/);
  expect(above("call")).toBe("  /** The margin call that stands; null for none. */");
  expect(above("ownerChain")).toMatch(/^ {2}\/\*\* .*0 for a key.* \*\/$/);
  expect(above("unheardOf")).toBe("  readonly call: {");
  expect(said.filter((line) => !line.includes("/**"))).toEqual(lines);
});

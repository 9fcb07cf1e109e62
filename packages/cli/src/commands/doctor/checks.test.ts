/**
 * Goal: each check tells sound from broken, and says what to do. Method: surroundings made for it: another's port, a folder that
 * cannot be written, no folder, a store of nothing.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClearingError } from "@novate/node";
import { afterAll, describe, expect, it } from "vitest";
import { failure } from "./check.ts";
import { checkData, checkSpace, checkSync } from "./folder.ts";
import { checkPort } from "./port.ts";
import { checkDatabase, checkRuntime, checkSignatures } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "novate-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the program", () => {
  it("stands on native code that works", async () => {
    expect(checkRuntime().status).toMatch(/ok|warn/);
    expect(checkSignatures()).toMatchObject({ status: "ok" });
    expect(await checkDatabase()).toMatchObject({ status: "ok" });
  });
});

describe("the folder", () => {
  it("may be empty, and is not made by looking at it", async () => {
    const nowhere = join(folder, "nowhere");
    expect(await checkData(nowhere)).toMatchObject({ status: "ok", detail: expect.stringMatching(/no chain yet/) });
    expect(checkSync(nowhere)).toMatchObject({ status: expect.stringMatching(/ok|warn/) });
    expect(checkSpace(nowhere)).toMatchObject({ detail: expect.stringMatching(/GiB free/) });
  });

  it("fails for a store without a chain, and for a file where a folder belongs", async () => {
    mkdirSync(join(folder, "hollow", "store"), { recursive: true });
    expect(await checkData(join(folder, "hollow"))).toMatchObject({
      status: "fail",
      detail: expect.stringMatching(/StoreEmpty/),
    });
    writeFileSync(join(folder, "file"), "");
    expect(checkSync(join(folder, "file"))).toMatchObject({ status: "fail", remedy: expect.stringMatching(/--data/) });
  });
});

describe("the port", () => {
  it("may be free, another's, or one that cannot be had", async () => {
    const server = createServer((_, response) => response.end("hello"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // it listens on TCP
    expect(await checkPort("127.0.0.1", port)).toMatchObject({
      status: "warn",
      detail: expect.stringMatching(/no node/),
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await checkPort("127.0.0.1", port)).toMatchObject({ status: "ok", detail: expect.stringMatching(/free/) });
    expect(await checkPort("203.0.113.7", port)).toMatchObject({
      status: "fail",
      remedy: expect.stringMatching(/--host/),
    });
  });
});

it("a known failure says what to do itself, any other what it is told", () => {
  const known = new ClearingError({ code: "Broken", message: "It broke.", remedy: "Mend it.", advice: "stop" });
  expect(failure("x", known, "Look.")).toEqual({
    check: "x",
    status: "fail",
    detail: "Broken: It broke",
    remedy: "Mend it.",
  });
  expect(failure("x", new Error("odd"), "Look.")).toMatchObject({ detail: "odd", remedy: "Look." });
});

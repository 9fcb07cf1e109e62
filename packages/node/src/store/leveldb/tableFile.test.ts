/**
 * Goal: every flipped bit of a table file's blocks is found, and no sound file is accused.
 * Method: golden checksums of RFC 3720; a real table file, each of its bytes flipped in turn.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClassicLevel } from "classic-level";
import { expect, test } from "vitest";
import { crc32c } from "./crc32c.ts";
import { findTableDamage } from "./tableFile.ts";

test("crc32c gives the values of RFC 3720, B.4", () => {
  expect(crc32c(new Uint8Array(32), 0, 32)).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff), 0, 32)).toBe(0x62a8ab43);
  expect(
    crc32c(
      Uint8Array.from({ length: 32 }, (_, index) => index),
      0,
      32,
    ),
  ).toBe(0x46dd794e);
  expect(crc32c(Buffer.from("..123456789"), 2, 11)).toBe(0xe3069283);
});

async function tableFiles(entries: number): Promise<Buffer[]> {
  const path = mkdtempSync(join(tmpdir(), "novate-table-"));
  const level = new ClassicLevel<string, string>(path);
  for (let entry = 0; entry < entries; entry++)
    await level.put(`key ${entry}`, `value ${entry * 7919} `.repeat(1 + (entry % 9)));
  await level.compactRange("", "~");
  await level.close();
  const files = readdirSync(path)
    .filter((name) => name.endsWith(".ldb"))
    .map((name) => readFileSync(join(path, name)));
  rmSync(path, { recursive: true });
  return files;
}

test("a sound file passes; any flipped byte of a block, its type or its checksum is found", async () => {
  const [file] = await tableFiles(600);
  expect(findTableDamage(file!)).toBeNull();
  for (let at = 0; at < file!.length - 48; at++) {
    file![at]! ^= 1 << (at % 8);
    expect(findTableDamage(file!), `byte ${at}`).not.toBeNull();
    file![at]! ^= 1 << (at % 8);
  }
});

test("an unfinished file is left to LevelDB", async () => {
  const [file] = await tableFiles(50);
  expect(findTableDamage(file!.subarray(0, file!.length - 1))).toBeNull();
  expect(findTableDamage(new Uint8Array(3))).toBeNull();
});

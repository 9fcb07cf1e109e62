/**
 * A reader at a shell: runs the commands of a page one after the other, in one session, and leaves running what the page leaves running.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "./page.ts";

const LONGEST_MS = 300_000;

/** What the page's session printed. Throws where a command fails, with all that was said. */
export async function follow(page: Page, folder: string): Promise<string> {
  for (const { path, text } of page.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const running: ChildProcess[] = [];
  // Variables live on from command to command, as in the reader's own terminal.
  const shell = spawn("bash", ["-euo", "pipefail"], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
  const heard = { out: "", err: "" };
  shell.stdout.on("data", (chunk) => (heard.out += chunk));
  shell.stderr.on("data", (chunk) => (heard.err += chunk));
  const ended = once(shell, "exit") as Promise<[number | null]>;
  try {
    for (const [place, { text, isTerminal }] of page.commands.entries()) {
      if (isTerminal) running.push(await started(text, folder));
      else {
        const mark = `command ${place} is done`;
        shell.stdin.write(`${text}\necho '${mark}' >&2\n`);
        await until(() => heard.err.includes(mark), ended, text, heard);
      }
    }
    shell.stdin.end();
    await ended;
    return heard.out;
  } finally {
    shell.kill();
    await Promise.all(running.map(stop));
  }
}

async function until(
  isDone: () => boolean,
  ended: Promise<unknown>,
  text: string,
  heard: { out: string; err: string },
) {
  const startedAt = performance.now();
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isDone()) {
    if (isOver || performance.now() - startedAt > LONGEST_MS)
      throw new Error(`the page fails at:\n${text}\n${heard.out}\n${heard.err}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until it says something: a house does once it is up. It has a group of its own, so that what `npx` started ends with it. */
async function started(text: string, folder: string): Promise<ChildProcess> {
  const child = spawn("bash", ["-c", text], { cwd: folder, detached: true, stdio: ["pipe", "pipe", "pipe"] });
  const heard = { out: "", err: "" };
  child.stdout.on("data", (chunk) => (heard.out += chunk));
  child.stderr.on("data", (chunk) => (heard.err += chunk));
  await until(() => heard.out.includes("\n") || heard.err.includes("API http"), once(child, "exit"), text, heard).catch(
    async (failure: unknown) => {
      await stop(child);
      throw failure;
    },
  );
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  process.kill(-child.pid!, "SIGTERM"); // it was spawned
  await ended;
}

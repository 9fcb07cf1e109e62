#!/usr/bin/env node
// Checks the runtime before anything newer than Node 20 is parsed, then hands over to the command line.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`novate needs Node 22.18 or newer; this is ${process.version}. Run it through npm or npx, or install Node 24.`);
  process.exit(2);
}
// What is compiled once is not compiled again: a command begins in half the time. In the user's own folder, where nobody else writes.
const { enableCompileCache } = await import("node:module");
const { homedir } = await import("node:os");
enableCompileCache(`${process.env.XDG_CACHE_HOME || `${homedir()}/.cache`}/novate`);
await import("../src/main.ts");

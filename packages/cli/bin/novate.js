#!/usr/bin/env node
// Checks the runtime before anything newer than Node 20 is parsed, then hands over to the command line.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`novate needs Node 22.18 or newer; this is ${process.version}. Run it through npm or npx, or install Node 24.`);
  process.exit(2);
}
await import("../src/main.ts");

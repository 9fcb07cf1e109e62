#!/usr/bin/env node
/** The compiler that Foundry calls: `solc` of npm behind the command line of the native one. Works offline. */
const fs = require("node:fs");
const solc = require("solc");

const args = process.argv.slice(2);
if (args.includes("--version")) {
  fs.writeFileSync(1, `solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`);
} else if (args.includes("--standard-json")) {
  // Written in one go: a stream that is followed by an exit is cut at 64 KiB.
  fs.writeFileSync(1, solc.compile(fs.readFileSync(0, "utf8")));
} else {
  fs.writeFileSync(2, `solc.cjs: cannot do ${args.join(" ")}\n`);
  process.exitCode = 1;
}

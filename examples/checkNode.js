// Before each script of the folder: an older Node reads no TypeScript, and finds no test in a `.ts` file.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`These examples need Node 22.18 or newer; this is ${process.version}.`);
  process.exit(2);
}

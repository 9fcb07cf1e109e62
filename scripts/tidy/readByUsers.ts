/**
 * Public names that no part of the repository needs to read, by entry, those below it too, or by `entry#name`, with the reason.
 *
 * @module
 */
const KEYS = "whoever tries things on the development house signs with its keys";
const SNAPSHOT = "operators who start a node from another's snapshot";
const KERNEL = "the kernel's functions stand together, pinned by vectors";

export const READ_BY_USERS: Readonly<Record<string, string>> = {
  "@novate/sdk": "programs of users",
  "@novate/agents": "whoever runs a publisher, a keeper or a venue",
  "@novate/engine/testing": "tests of any package above",
  "@novate/evm": "whoever writes another relayer, attestor or wallet speaks these bytes",
  "@novate/lab#DEVELOPMENT_SEED": KEYS,
  "@novate/lab#developmentPlan": KEYS,
  "@novate/lab#houseKeys": KEYS,
  "@novate/node#importSnapshot": SNAPSHOT,
  "@novate/node#readManifest": SNAPSHOT,
  "@novate/node#replay": "auditors of a stored chain",
  "@novate/num#erf": KERNEL,
  "@novate/num#erfc": KERNEL,
};

/**
 * Check of the port that the API would take.
 *
 * @module
 */
import { createClient } from "@novate/sdk";
import { listenFault } from "../../shared/freePort.ts";
import { grouped } from "../../terminal/figures.ts";
import { type Finding, fail, ok, warn } from "./check.ts";

/** Free, or taken by a node that answers, or by something else. */
export async function checkPort(host: string, port: number): Promise<Finding> {
  const fault = await listenFault(host, port);
  if (fault === undefined) return ok("port", `${host}:${port} is free`);
  if (fault !== "EADDRINUSE")
    return fail("port", `${host}:${port} cannot be listened on (${fault})`, "Choose another --host or --port.");
  try {
    const { height, isAccepting } = await createClient({ url: `http://${host}:${port}`, timeoutMs: 2000 }).status();
    if (isAccepting) return ok("port", `a node answers at ${host}:${port}, at block ${grouped(height)}`);
    return fail(
      "port",
      `the node at ${host}:${port} takes no transactions`,
      "It stops or has halted: look at its log.",
    );
  } catch {
    return warn("port", `something that is no node has ${host}:${port}`, "Stop it, or start with another --port.");
  }
}

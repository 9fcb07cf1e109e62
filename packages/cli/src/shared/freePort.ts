/**
 * Whether an API could listen where it is asked to.
 *
 * @module
 */
import { createServer } from "node:net";
import { RefusedError } from "./failure.ts";

/** The system's code where it could not. */
export const listenFault = (host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (cause: NodeJS.ErrnoException) => resolve(cause.code ?? cause.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });

/** Looked at before a folder is made, so that a command that cannot begin leaves nothing. Errors: `RefusedError` `PortInUse`. */
export async function mustBeFree({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  if (port === 0 || (await listenFault(host, port)) !== "EADDRINUSE") return;
  throw new RefusedError(
    "PortInUse",
    `port ${port} of ${host} is taken`,
    null,
    "Stop what listens there, or choose another port.",
  );
}

/**
 * The API's application on a populated solo node, without a socket.
 *
 * @module
 */
import { createApp } from "../api/app.ts";
import { Metrics } from "../metrics/index.ts";
import { SoloNode } from "./soloNode.fixture.ts";

/** `keepBlocks`: how many blocks the node keeps; all of them if absent. */
export async function openSoloApi(keepBlocks?: number) {
  const node = await SoloNode.open(keepBlocks === undefined ? {} : { keepBlocks });
  const context = { chain: node.chain, consensus: node.solo, version: "0.0.0" };
  const app = createApp(context, new Metrics(node.chain, node.solo));
  await node.populate();
  return {
    node,
    app,
    async get(path: string) {
      const response = await app.request(path);
      // biome-ignore lint/suspicious/noExplicitAny: the schemas say what the body is; a test asks for what it needs.
      return { status: response.status, body: (await response.json()) as any };
    },
  };
}
export type SoloApi = Awaited<ReturnType<typeof openSoloApi>>;

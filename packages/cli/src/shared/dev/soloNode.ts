/**
 * A node with a driver of its own and an API: what a house to play with is made of.
 *
 * @module
 */
import type { ApiServer, RunningNode, SoloConsensus } from "@novate/node";

export interface SoloNode extends RunningNode<SoloConsensus> {
  readonly api: ApiServer;
}

/**
 * The shape of a generator of one kind of command.
 *
 * @module
 */
import type { Command, Signer } from "@novate/codec";
import type { Memory } from "./memory.ts";
import type { Scene } from "./scene.ts";

export interface Ask {
  readonly command: Command;
  readonly signer: Signer;
}

/** Makes up a command that fits the scene, or null where the scene has nothing for it. */
export type Maker = (scene: Scene, memory: Memory) => Ask | null;

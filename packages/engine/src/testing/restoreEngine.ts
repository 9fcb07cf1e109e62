/**
 * An engine made again from its rows, as a node that starts does.
 *
 * @module
 */
import { Engine } from "../engine.ts";

type Restore = Parameters<typeof Engine.restore>;

/** Throws where the rows are not those of the root. */
export function restoreEngine(rows: Restore[0], root: Restore[1]): Engine {
  const restored = Engine.restore(rows, root);
  if (!restored.ok) throw new Error(restored.detail);
  return restored.engine;
}

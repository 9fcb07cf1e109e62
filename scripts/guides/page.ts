/**
 * What a page of the documentation tells its reader to do: commands to run, files to save.
 *
 * @module
 */

export interface Page {
  /** Blocks of `sh` in their order, one command each. */
  readonly commands: readonly Command[];
  /** Blocks whose first line names a file, as in ` ```js [trade.mjs] `. */
  readonly files: readonly SavedFile[];
}

export interface Command {
  readonly text: string;
  /** It is left running in a terminal of its own: ` ```sh terminal `. */
  readonly isTerminal: boolean;
}

export interface SavedFile {
  readonly path: string;
  readonly text: string;
}

export function readPage(markdown: string): Page {
  const blocks = [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info, text]) => ({
    info: info!,
    text: text!,
  }));
  return {
    commands: blocks
      .filter(({ info }) => info === "sh" || info === "sh terminal")
      .map(({ info, text }) => ({ text: text.trim(), isTerminal: info === "sh terminal" })),
    files: blocks.flatMap(({ info, text }) => {
      const path = /^\w+ \[(\S+)\]$/.exec(info)?.[1];
      return path === undefined ? [] : [{ path, text }];
    }),
  };
}

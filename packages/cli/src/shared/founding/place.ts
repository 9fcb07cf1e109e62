/**
 * Where in a file written by hand something stands, and what is wrong there: every fault is told, not the first one alone.
 *
 * @module
 */
import { LineCounter, type Node } from "yaml";

export interface FoundingFault {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly code: string;
  /** What is wrong, and what is allowed. */
  readonly says: string;
}

/** Collects faults by their offset in the text. */
export class Faults {
  readonly lines = new LineCounter();
  readonly #found: FoundingFault[] = [];

  /** Of a text that nothing else reads for its lines; a YAML parser counts them itself. */
  constructor(text = "") {
    if (text !== "") this.lines.addNewLine(0);
    for (const { index } of text.matchAll(/\n/g)) this.lines.addNewLine(index + 1);
  }

  tell(offset: number, code: string, says: string): undefined {
    const { line, col } = this.lines.linePos(offset);
    this.#found.push({ line: Math.max(line, 1), column: Math.max(col, 1), code, says });
    return undefined;
  }

  /** From 1. */
  lineOf(offset: number): number {
    return Math.max(this.lines.linePos(offset).line, 1);
  }

  /** Whether something is wrong exactly there already. */
  has(offset: number): boolean {
    const { line, col } = this.lines.linePos(offset);
    return this.#found.some((one) => one.line === line && one.column === col);
  }

  /** In the order of the file. */
  get found(): readonly FoundingFault[] {
    return [...this.#found].sort((one, other) => one.line - other.line || one.column - other.column);
  }
}

/** A node, or null where a key has no value. */
export interface Place {
  readonly node: Node | null;
  readonly offset: number;
  /** Such as `markets[1].tick`. */
  readonly path: string;
  readonly faults: Faults;
}

/** Reads what stands at a place; undefined once a fault is told. */
export type Read<T> = (place: Place) => T | undefined;

export const tellAt = ({ faults, offset, path }: Place, code: string, says: string): undefined =>
  faults.tell(offset, code, `${path === "" ? "the file" : path} ${says}`);

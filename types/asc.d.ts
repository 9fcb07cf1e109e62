/** The part of AssemblyScript's compiler that builds use; its own types redeclare `console` for every file. */
export interface CompileOptions {
  readonly readFile?: (name: string, baseDir: string) => string | null | Promise<string | null>;
  readonly writeFile?: (name: string, contents: Uint8Array | string, baseDir: string) => void;
  readonly listFiles?: (dir: string, baseDir: string) => string[] | null;
  readonly stdout?: { write(text: string): void };
  readonly stderr?: { write(text: string): void };
}
export interface Compiled {
  readonly error: Error | null;
  readonly stdout: { toString(): string };
  readonly stderr: { toString(): string };
}
declare const asc: { main(args: readonly string[], options?: CompileOptions): Promise<Compiled> };
export default asc;

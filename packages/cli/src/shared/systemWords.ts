/**
 * Why the system says no, in words; its own code where there are none.
 *
 * @module
 */

const WORDS: Readonly<Record<string, string>> = {
  EACCES: "it is not allowed",
  EISDIR: "it is a folder",
  ENOENT: "there is no such folder",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is a file",
  EPERM: "it is not allowed",
  EROFS: "it is on a disk that is only read",
};

export function whyOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return WORDS[code ?? ""] ?? code ?? message ?? String(cause);
}

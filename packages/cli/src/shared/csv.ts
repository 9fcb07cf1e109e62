/**
 * Records as lines of CSV (RFC 4180).
 *
 * @module
 */

type Fields = Readonly<Record<string, unknown>>;

const cellOf = (value: unknown): string => {
  const text = typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvLine = (cells: readonly unknown[]): string => `${cells.map(cellOf).join(",")}\r\n`;

/** The record's fields in the order of `columns`; what is nested is JSON in its cell. */
export const csvRecord = (record: Fields, columns: readonly string[]): string =>
  csvLine(columns.map((column) => record[column]));

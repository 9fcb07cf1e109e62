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

/** Objects within it become columns such as `health.equityAtoms`; lists stay whole. */
export const flatRecord = (record: Fields): Fields =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]): (readonly [string, unknown])[] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(flatRecord(value as Fields)).map(([inner, one]) => [`${name}.${inner}`, one])
        : [[name, value]],
    ),
  );

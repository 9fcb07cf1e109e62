/**
 * Finds the cases of a file, none of them left out in silence.
 *
 * @module
 */
import type { Field } from "./field.ts";

/** Whether a value of the file is a remark beside its cases: text, a number or a flag, never an object. */
const isRemark = (field: Field): boolean => field.exists && (typeof field.value !== "object" || field.value === null);

/**
 * The file's cases: itself when it has `marker`, else one per item of the list or per object under a name.
 *
 * A named object without the marker is a case all the same: reading it refuses it by its name. Refuses the file itself
 * when nothing in it has the marker.
 */
export function casesWith(marker: string, file: Field, fileName: string): readonly (readonly [string, Field])[] {
  if (file.isList) return file.list.map((item, index) => [`${fileName}[${index}]`, item]);
  if (file.get(marker).exists) return [[fileName, file]];
  if (!file.keys.some((key) => file.get(key).keys.includes(marker)))
    file.get(marker).refuse("FieldMissing", "the file holds no case of this family");
  return file.keys.flatMap((key) => {
    const field = file.get(key);
    return isRemark(field) ? [] : [[key, field] as const];
  });
}

/**
 * The one way in: a profile's name and a case file of its family, to the family's own figures.
 *
 * @module
 */
import { refuse } from "@novate/risk";
import { nonFinitePath } from "@novate/stdx";
import { Field, readCase } from "./caseFile/field.ts";
import type { ProfileDescription } from "./caseFile/profileFamily.ts";
import type { ProfileAnswer } from "./caseFile/result.ts";
import { PROFILE_FAMILIES, STANDARD_DESCRIPTION } from "./registry.ts";

/** Every profile by name: the house's own first. */
export const listProfiles = (): readonly ProfileDescription[] =>
  [STANDARD_DESCRIPTION, ...PROFILE_FAMILIES].map(({ name, summary, sources, caseFiles }) => ({
    name,
    summary,
    sources,
    caseFiles,
  }));

/**
 * Runs the case or cases of a parsed case file under a profile.
 *
 * Never throws on account of the file: what cannot be read is refused with the field named: the file itself, or a case
 * of several by itself. `fileName` names a single case and tells the kind of file where its content does not.
 */
export function runProfileCase(profileName: string, caseJson: unknown, fileName = "case.json"): ProfileAnswer {
  const family = PROFILE_FAMILIES.find(({ name }) => name === profileName);
  if (family === undefined) {
    return profileName === STANDARD_DESCRIPTION.name
      ? refuse(
          "NotCovered",
          "profile",
          `${profileName} margins portfolios, not case files: ${STANDARD_DESCRIPTION.caseFiles}`,
        )
      : refuse(
          "FieldUnknown",
          "profile",
          `must be one of ${listProfiles()
            .map(({ name }) => name)
            .join(", ")}`,
        );
  }
  return readCase(() => {
    const cases = family.run(new Field(caseJson, ""), fileName);
    const refused = cases.flatMap((one) => (one.refused === undefined ? [] : [one.refused]));
    if (refused[0] !== undefined && refused.length === cases.length) return refused[0];
    const unbounded = cases.map(({ name, computed }) => nonFinitePath(computed, name)).find(Boolean);
    if (unbounded !== undefined)
      return refuse("OutOfRange", unbounded, "the case's sizes are too far apart to compute it");
    return { ok: true, profile: family.name, family: family.name, cases };
  });
}

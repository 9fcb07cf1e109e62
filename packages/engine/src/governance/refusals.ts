/** 700–799: governance. @module */
export const governanceRefusals = {
  GovernorRequired: 700,
  BundleExists: 701,
  BundleUnknown: 702,
  BundleEmpty: 703,
  ParameterEpochMismatch: 704,
  ChangeInvalid: 705,
  ShadowRunRefused: 706,
  AlreadyApproved: 707,
  TooManyBundles: 708,
} as const;

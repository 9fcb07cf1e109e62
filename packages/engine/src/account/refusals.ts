/** 200–299: accounts, keys and authority. @module */
export const accountRefusals = {
  AccountUnknown: 200,
  NotAuthorised: 201,
  KeyExpired: 202,
  ScopeMissing: 203,
  KeyLimitExceeded: 204,
  SegmentUnknown: 205,
  OwnerRequired: 206,
  MarginMethodUnknown: 207,
  KeyWiderThanGrantor: 208,
  KeyUnknown: 209,
  AccountUnderManagement: 210,
  BackstopRestricted: 211,
  KeyExists: 212,
  GrantInvalid: 213,
  KeyTooYoung: 214,
} as const;

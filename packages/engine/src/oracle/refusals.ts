/** 400–499: observations and surfaces. @module */
export const oracleRefusals = {
  PublisherUnknown: 400,
  FeedUnknown: 401,
  ObservationNotNewer: 402,
  ObservationFromFuture: 403,
  ValueOutOfBounds: 404,
  SurfaceInvalid: 405,
  ObservationsEmpty: 406,
} as const;

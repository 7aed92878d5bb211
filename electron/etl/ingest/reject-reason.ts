/** Why a line is no event. `duplicate_event_id` stands beside them in the quarantine: the line is one, but not the first. */
export const rejectReasons = [
  'malformed_json',
  'not_an_object',
  'invalid_utf8',
  'line_too_long',
  'missing_field',
  'invalid_field',
  'invalid_timestamp',
] as const;
export type RejectReason = (typeof rejectReasons)[number];

import { withoutByteOrderMarks } from '../ingest/byte-order-marks.ts';
import type { RejectReason } from '../ingest/reject-reason.ts';

/** What is wrong with a rejected line, in words; null where its reason says it all. The verdict itself is the engine's. */
export function explainReject(reason: RejectReason, bytes: string): string | null {
  const line = withoutByteOrderMarks(bytes);
  switch (reason) {
    case 'malformed_json':
      return explainMalformed(line);
    case 'not_an_object':
      return `the line is ${nameType(parse(line))}`;
    case 'missing_field':
      return `${listOf(missingFields(line))} missing or null`;
    case 'invalid_field':
      return invalidFields(line).join('; ');
    case 'invalid_timestamp':
      return `${abbreviate(JSON.stringify(fieldsOf(line)['timestamp']))} is no ISO 8601 date and time${atEdge(line)}`;
    case 'invalid_utf8':
    case 'line_too_long':
      return null;
  }
}

/** Where the year alone may be at fault: an offset, or the reporting time zone, leads out of the calendar. */
function atEdge(line: string): string {
  return /^(0001|9999)-/.test(String(fieldsOf(line)['timestamp']))
    ? ' of the years 1 to 9999, in UTC and in the reporting time zone'
    : '';
}

function explainMalformed(line: string): string {
  try {
    JSON.parse(line);
    return 'a key stands twice in one object, or a string holds half a character (a lone surrogate)';
  } catch (error) {
    // V8 adds a line and column of its own, which beside the file's would mislead.
    const message = error instanceof Error ? error.message : String(error);
    return abbreviate(message.replace(/ \(line \d+ column \d+\)$/, ''));
  }
}

const required = ['event_id', 'player_id', 'event_type', 'timestamp'];

function missingFields(line: string): string[] {
  const fields = fieldsOf(line);
  return required.filter((field) => fields[field] === undefined || fields[field] === null);
}

function invalidFields(line: string): string[] {
  const fields = fieldsOf(line);
  const problems: string[] = [];
  for (const field of ['event_id', 'player_id', 'event_type', 'session_id']) {
    const value = fields[field];
    const isAbsent = value === undefined || value === null;
    if (value === '' && field !== 'session_id') problems.push(`${field} is empty`);
    else if (!isAbsent && typeof value !== 'string' && typeof value !== 'number') {
      problems.push(`${field} is ${nameType(value)}, not a text or number`);
    }
  }
  const properties = fields['properties'] ?? {};
  if (typeof properties !== 'object' || Array.isArray(properties)) {
    problems.push(`properties is ${nameType(properties)}, not an object`);
  }
  return problems;
}

function fieldsOf(line: string): Record<string, unknown> {
  const value = parse(line);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function nameType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function listOf(names: readonly string[]): string {
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'}`;
}

function abbreviate(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

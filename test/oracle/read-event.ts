import type { JsonMember, JsonNode } from './json-tree.ts';
import { parseTimestamp } from './timestamps.ts';

/** What an accepted line says. */
export interface EventFields {
  readonly eventId: string;
  readonly playerId: string;
  readonly sessionId: string | null;
  readonly eventType: string;
  /** Microseconds since 1970-01-01T00:00Z. */
  readonly timestamp: bigint;
  /** `{...other top-level fields, ...properties}`, in the order that spread gives. */
  readonly properties: ReadonlyMap<string, JsonNode>;
}

/** Why a JSON object is no event. */
export interface FieldRejection {
  readonly reason: 'missing_field' | 'invalid_field' | 'invalid_timestamp';
  /** The field at fault. */
  readonly detail: string;
}

const REQUIRED = ['event_id', 'player_id', 'event_type', 'timestamp'];
const NAMED = [...REQUIRED, 'session_id', 'properties'];

/** Reads the members of a line's object by the table of pipeline.md, section "Input". */
export function readEvent(members: readonly JsonMember[], zone: string): EventFields | FieldRejection {
  const fields = new Map(members.map(({ key, value }) => [key, value]));
  const kindOf = (name: string) => fields.get(name)?.kind ?? 'null';

  const missing = REQUIRED.find((name) => kindOf(name) === 'null');
  if (missing !== undefined) {
    return { reason: 'missing_field', detail: missing };
  }

  const eventId = idText(fields.get('event_id'));
  const playerId = idText(fields.get('player_id'));
  const eventType = idText(fields.get('event_type'));
  if (eventId === undefined || eventId === '') {
    return { reason: 'invalid_field', detail: 'event_id' };
  }
  if (playerId === undefined || playerId === '') {
    return { reason: 'invalid_field', detail: 'player_id' };
  }
  if (eventType === undefined || eventType === '') {
    return { reason: 'invalid_field', detail: 'event_type' };
  }
  const sessionId = kindOf('session_id') === 'null' ? '' : idText(fields.get('session_id'));
  if (sessionId === undefined) {
    return { reason: 'invalid_field', detail: 'session_id' };
  }
  const properties = fields.get('properties') ?? { kind: 'null' };
  if (properties.kind !== 'object' && properties.kind !== 'null') {
    return { reason: 'invalid_field', detail: 'properties' };
  }

  const written = fields.get('timestamp');
  const timestamp = written?.kind === 'string' ? parseTimestamp(written.value, zone) : undefined;
  if (timestamp === undefined) {
    return { reason: 'invalid_timestamp', detail: 'timestamp' };
  }

  const merged = new Map<string, JsonNode>();
  for (const { key, value } of members.filter((member) => !NAMED.includes(member.key))) {
    merged.set(key, value);
  }
  for (const { key, value } of properties.kind === 'object' ? properties.members : []) {
    // Wins over a top-level field of its name, even when null; the key keeps the place it had.
    merged.set(key, value);
  }
  // An empty session_id is no session.
  return { eventId, playerId, sessionId: sessionId || null, eventType, timestamp, properties: merged };
}

function idText(node: JsonNode | undefined): string | undefined {
  switch (node?.kind) {
    case 'string':
      return node.value;
    case 'number':
      return node.source;
    default:
      return undefined;
  }
}

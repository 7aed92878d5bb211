import { hasLoneSurrogate, type JsonNode, readJson } from './json-tree.ts';
import { type EventFields, type FieldRejection, readEvent } from './read-event.ts';
import type { ReferenceConfig } from './reference-config.ts';
import { type PhysicalLine, splitLines } from './split-lines.ts';

/** An input as it would lie on disk, decompressed. */
export interface ReferenceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Why a line was rejected: the reasons of pipeline.md, section "Input". */
type RejectReason =
  | 'line_too_long'
  | 'invalid_utf8'
  | 'malformed_json'
  | 'not_an_object'
  | FieldRejection['reason'];

/** The place of a line in the input. */
export interface LinePlace {
  readonly file: string;
  /** 1-based, physical lines. */
  readonly line: number;
  /** From the start of the file, its byte-order mark included. */
  readonly byteOffset: number;
}

interface BlankLine extends LinePlace {
  readonly kind: 'blank';
}

export interface RejectedLine extends LinePlace {
  readonly kind: 'rejected';
  readonly reason: RejectReason;
  /** The field at fault; the wording is free, so it is not for comparison. */
  readonly detail?: string;
}

export interface EventLine extends LinePlace {
  readonly kind: 'event';
  readonly event: EventFields;
}

export type ReferenceLine = BlankLine | RejectedLine | EventLine;

type Verdict = { kind: 'blank' } | { kind: 'event'; event: EventFields } | Rejection;

interface Rejection {
  kind: 'rejected';
  reason: RejectReason;
  detail?: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Every physical line of every file, files in the given order: blank, rejected with one reason, or an event. */
export function readReference(files: readonly ReferenceFile[], config: ReferenceConfig): ReferenceLine[] {
  return files.flatMap((file) =>
    splitLines(file.bytes).map((line) => ({
      ...judgeLine(line, config),
      file: file.path,
      line: line.line,
      byteOffset: line.byteOffset,
    })),
  );
}

function judgeLine({ bytes }: PhysicalLine, config: ReferenceConfig): Verdict {
  if (bytes.length > config.ingest.max_line_bytes) {
    return { kind: 'rejected', reason: 'line_too_long' };
  }
  const decoded = decode(bytes);
  if (decoded === undefined) {
    return { kind: 'rejected', reason: 'invalid_utf8' };
  }
  // Byte-order marks at the start of a line say nothing.
  const text = decoded.replace(/^\ufeff+/, '');
  if (/^[ \t\r\f]*$/.test(text)) {
    return { kind: 'blank' };
  }
  const node = readJson(text);
  if (node === undefined || hasLoneSurrogate(node) || namesKeyTwice(node)) {
    return { kind: 'rejected', reason: 'malformed_json' };
  }
  if (node.kind !== 'object') {
    return { kind: 'rejected', reason: 'not_an_object' };
  }
  const event = readEvent(node.members, config.aggregation.timezone);
  return 'reason' in event ? { kind: 'rejected', ...event } : { kind: 'event', event };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** At top level or directly in `properties`; deeper down a repeated key is left to whoever reads the JSON text. */
function namesKeyTwice(node: JsonNode): boolean {
  if (node.kind !== 'object') {
    return false;
  }
  const properties = node.members.find((member) => member.key === 'properties')?.value;
  const objects = properties?.kind === 'object' ? [node, properties] : [node];
  return objects.some(({ members }) => new Set(members.map((member) => member.key)).size < members.length);
}

import fc from 'fast-check';
import type { ReferenceFile } from '../oracle/read-lines.ts';
import type { ReferenceInput } from '../oracle/reference.ts';
import type { ReferenceConfig } from '../oracle/reference-config.ts';
import { brokenLine } from './arbitrary-broken-lines.ts';
import { type EventSource, eventsOf, writeEvent } from './arbitrary-events.ts';
import { type Season, seasons } from './arbitrary-times.ts';

const encoder = new TextEncoder();

/** The least `max_line_bytes` a configuration may name; some lines are filled up to about this length. */
const SMALL_LINE_BYTES = 1024;

/** The bytes of a line, or the number of a line before it that it repeats. */
type LineSource = Uint8Array | { readonly repeats: number };

/** A whole run: one to three files of 0 to 80 lines each, a configuration and a "now" near the events. */
export const referenceRun: fc.Arbitrary<ReferenceInput> = fc
  .constantFrom(...seasons)
  .chain((season) => fc.tuple(fc.constant(season), eventsOf(season)))
  .chain(([season, event]) =>
    fc.record({ files: filesOf(event), config: configFor(season), now: nowNear(season) }),
  )
  .map(printable);

/** Configurations whose keys change a number. */
function configFor({ zone }: Season): fc.Arbitrary<ReferenceConfig> {
  const zones = [...new Set(seasons.map((season) => season.zone))];
  return fc.record({
    quality_checks: fc.record({ max_future_days: fc.constantFrom(0, 1, 3) }),
    aggregation: fc.record({
      min_dau: fc.constantFrom(0, 1, 3),
      max_revenue_per_event: fc.constantFrom(5, 100, 1000),
      timezone: fc.oneof(fc.constant(zone), fc.constantFrom(...zones)),
      active_event_types: fc.constantFrom(
        ['session_start'],
        [],
        ['session_start', 'purchase'],
        ['no_such_type'],
      ),
      purchase_event_type: fc.constantFrom('purchase', 'purchase', 'level_complete'),
      revenue_property: fc.constantFrom('price_usd', 'price_usd', 'Price_USD', 'a"b', 'no_such_key'),
    }),
    ingest: fc.record({
      max_line_bytes: fc.constantFrom(16_777_216, SMALL_LINE_BYTES),
      max_property_columns: fc.oneof(fc.constant(500), fc.integer({ min: 0, max: 6 })),
    }),
  });
}

/** From before all events to after all of them, mostly among them or soon after. */
function nowNear({ day }: Season): fc.Arbitrary<Date> {
  return fc
    .tuple(
      fc.oneof(
        { weight: 1, arbitrary: fc.integer({ min: -40, max: -3 }) },
        { weight: 5, arbitrary: fc.integer({ min: -2, max: 20 }) },
      ),
      fc.integer({ min: 0, max: 86_399_999 }),
    )
    .map(([days, milliseconds]) => new Date((day + days) * 86_400_000 + milliseconds));
}

function filesOf(event: fc.Arbitrary<EventSource>): fc.Arbitrary<ReferenceFile[]> {
  return fc
    .array(fileOf(event), { minLength: 1, maxLength: 3 })
    .map((files) => files.map((bytes, index) => ({ path: `events-${index + 1}.jsonl`, bytes })));
}

function fileOf(event: fc.Arbitrary<EventSource>): fc.Arbitrary<Uint8Array> {
  const line: fc.Arbitrary<LineSource> = fc.oneof(
    { weight: 14, arbitrary: event.map((source) => encoder.encode(writeEvent(source))) },
    { weight: 2, arbitrary: fc.nat({ max: 79 }).map((repeats) => ({ repeats })) },
    { weight: 3, arbitrary: brokenLine(event) },
    { weight: 1, arbitrary: filledLine(event) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('', ' ', '\t \f', '\r', ' '.repeat(SMALL_LINE_BYTES + 1))
        .map((text) => encoder.encode(text)),
    },
  );
  return fc
    .record({
      marks: fc.array(fc.constantFrom(...Array.from({ length: 12 }, () => ''), '\ufeff', '\ufeff\ufeff'), {
        minLength: 1,
        maxLength: 30,
      }),
      byteOrderMark: fc.oneof(
        { weight: 4, arbitrary: fc.constant('') },
        { weight: 1, arbitrary: fc.constant('\ufeff') },
      ),
      lines: fc.oneof(
        { weight: 1, arbitrary: fc.array(line, { maxLength: 3 }) },
        { weight: 4, arbitrary: fc.array(line, { maxLength: 80, size: 'max' }) },
      ),
      lineEnds: fc.array(fc.constantFrom('\n', '\n', '\r\n'), { minLength: 1, maxLength: 5 }),
      endsWithLineEnd: fc.boolean(),
    })
    .map(({ marks, byteOrderMark, lines, lineEnds, endsWithLineEnd }) => {
      const bytes = [...encoder.encode(byteOrderMark)];
      lines.forEach((source, index) => {
        bytes.push(...encoder.encode(marks[index % marks.length]), ...bytesOfLine(source, lines));
        const isLast = index === lines.length - 1;
        const lineEnd = lineEnds[index % lineEnds.length] ?? '\n';
        bytes.push(...encoder.encode(isLast && !endsWithLineEnd ? '' : lineEnd));
      });
      return Uint8Array.from(bytes);
    });
}

/** An event with white space after it, just short of the smallest limit, at it, or above it. */
function filledLine(event: fc.Arbitrary<EventSource>): fc.Arbitrary<Uint8Array> {
  return fc.tuple(event, fc.integer({ min: -1, max: 1 })).map(([source, above]) => {
    const bytes = encoder.encode(writeEvent(source));
    const missing = Math.max(0, SMALL_LINE_BYTES + above - bytes.length);
    return Uint8Array.from([...bytes, ...encoder.encode(' '.repeat(missing))]);
  });
}

function bytesOfLine(source: LineSource, lines: readonly LineSource[]): Uint8Array {
  if (source instanceof Uint8Array) {
    return source;
  }
  const repeated = lines[source.repeats % lines.length];
  // A repetition of a repetition is an empty line.
  return repeated instanceof Uint8Array ? repeated : new Uint8Array();
}

/** Has fast-check print a failing run as text: one line of input a line, bytes that are no text as latin1. */
function printable(run: ReferenceInput): ReferenceInput {
  const text = () =>
    [
      `config ${JSON.stringify(run.config)}`,
      `now ${run.now.toISOString()}`,
      ...run.files.map(({ path, bytes }) => `${path} ${printBytes(bytes)}`),
    ].join('\n');
  return Object.defineProperty({ ...run }, fc.toStringMethod, { value: text, enumerable: false });
}

function printBytes(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const utf8 = buffer.toString('utf8');
  const isText = Buffer.compare(Buffer.from(utf8), buffer) === 0;
  return JSON.stringify(isText ? utf8 : buffer.toString('latin1')).replaceAll(String.raw`\n`, '\\n\n  ');
}

import fc from 'fast-check';
import {
  jsonOf,
  type Member,
  metricKeys,
  oddKeys,
  type ValueFamily,
  valueFamilies,
} from './arbitrary-properties.ts';
import { farFutureTimestamp, type Season, timestampNear } from './arbitrary-times.ts';

/** An event as it is about to be written: JSON texts of its fields, so that it can be broken in any way. */
export interface EventSource {
  /** All top-level members but `properties`, in the order they are written. */
  readonly members: readonly Member[];
  /** Members of `properties`, its JSON text if it is no object, or `undefined`: not written. */
  readonly properties: readonly Member[] | string | undefined;
  /** White space between tokens. */
  readonly gap: string;
}

// Few ids, so that duplicates, shared sessions and overlapping cohorts come up.
const oddNumber = fc.constantFrom(
  '0',
  '-0',
  '"0"',
  '1.0',
  '1.00',
  '1e5',
  '1E5',
  '100000.0',
  '100000',
  '"1e5"',
  '-0.0',
  '1700000000.12345678901',
  '1700000000.12345678902',
  '12345678901234567890123',
  '0.00001',
  '1e400',
  '1e-400',
);
const eventId = fc
  .integer({ min: 0, max: 120 })
  .chain((id) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(`"e${id}"`, `"${id}"`, String(id)) },
      { weight: 1, arbitrary: oddNumber },
    ),
  );
const playerId = fc.constantFrom(
  '"ann"',
  '"Ann"',
  '"bob"',
  '"зоя"',
  '7',
  '"7"',
  '" "',
  '7.0',
  '7.00',
  '1e-7',
  '"1e-7"',
);
const sessionId = fc.constantFrom('"s1"', '"s2"', '"s3"', '1', '"1"', '1.10', '"1.10"', '""', 'null');
const eventType = fc
  .constantFrom('session_start', 'session_end', 'purchase', 'level_complete')
  .map((type) => `"${type}"`);
// A type may be a number too.
const anyEventType = fc.oneof(
  { weight: 20, arbitrary: eventType },
  { weight: 1, arbitrary: fc.constantFrom('1', '1.50', '"1.50"') },
);

const namedFields = ['event_id', 'player_id', 'session_id', 'event_type', 'timestamp', 'properties'];
// Metrics mostly read numbers; what they make of anything else is tried less often.
const metricFamily = fc.constantFrom<ValueFamily>('integers', 'decimals', 'decimals', ...valueFamilies);
const oddFamily = fc.constantFrom(...valueFamilies);
const families = fc.tuple(metricFamily, metricFamily, metricFamily, oddFamily, oddFamily);

/** Events of one run: the same key mostly holds the same kind of value in all of them. */
export function eventsOf(season: Season): fc.Arbitrary<fc.Arbitrary<EventSource>> {
  return families.map(([price, duration, levels, odd, other]) => {
    const familyOf = (key: string): ValueFamily => {
      const [first, second, third] = metricKeys;
      if (key === first) return price;
      if (key === second) return duration;
      if (key === third) return levels;
      return oddKeys.indexOf(key) % 2 === 0 ? odd : other;
    };
    return eventWith(season, (keys) =>
      fc
        .constantFrom(...keys)
        .chain((key) => fc.tuple(fc.constant(key), jsonOf(familyOf(key), !metricKeys.includes(key)))),
    );
  });
}

type MemberOf = (keys: readonly string[]) => fc.Arbitrary<Member>;

function eventWith(season: Season, memberOf: MemberOf): fc.Arbitrary<EventSource> {
  const members = (keys: readonly string[], maxLength: number) =>
    fc.uniqueArray(memberOf(keys), { maxLength, selector: ([key]) => key });
  const topLevelKeys = [...metricKeys, ...oddKeys].filter((key) => !namedFields.includes(key));
  const timestamp = fc.oneof(
    { weight: 30, arbitrary: timestampNear(season) },
    { weight: 1, arbitrary: farFutureTimestamp },
  );
  return fc
    .record({
      event_id: eventId,
      player_id: playerId,
      event_type: anyEventType,
      timestamp: timestamp.map((written) => JSON.stringify(written)),
      session_id: fc.option(sessionId, { nil: undefined, freq: 6 }),
      extra: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: members(topLevelKeys, 3) },
      ),
      properties: fc.oneof(
        { weight: 5, arbitrary: members([...repeat(metricKeys, 8), ...oddKeys], 5) },
        { weight: 1, arbitrary: fc.constantFrom(undefined, 'null') },
      ),
      gap: fc.constantFrom('', '', ' ', '\t', ' \r '),
    })
    .chain(({ extra, properties, gap, ...named }) => {
      const written = Object.entries(named).flatMap(([key, value]): Member[] =>
        value === undefined ? [] : [[key, value]],
      );
      const all = [...written, ...extra];
      const order = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
      return order.map((shuffled) => ({ members: shuffled, properties, gap }));
    });
}

function repeat<T>(values: readonly T[], times: number): T[] {
  return Array.from({ length: times }, () => values).flat();
}

/** One line of JSON; `properties` stands last. */
export function writeEvent({ members, properties, gap }: EventSource): string {
  if (properties === undefined) {
    return writeObject(members, gap);
  }
  const text = typeof properties === 'string' ? properties : writeObject(properties, gap);
  return writeObject([...members, ['properties', text]], gap);
}

/** The JSON text of an object; members may repeat a key. */
function writeObject(members: readonly Member[], gap: string): string {
  const texts = members.map(([key, text]) => `${JSON.stringify(key)}${gap}:${gap}${text}`);
  return `${gap}{${gap}${texts.join(`${gap},${gap}`)}${gap}}${gap}`;
}

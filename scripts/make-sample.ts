// Writes resources/sample_events.jsonl: three weeks of a small game, with a few of every fault a log may hold.
// Run `node scripts/make-sample.ts` after a change to the generator.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generateEvents } from '../electron/etl/generate/generate-events.ts';

const LINES = 5_000;
const BYTE_ORDER_MARK = '\u{FEFF}';

/** The place in the log a curiosity takes over from the event before it. */
type Place = { player_id: string; session_id: string; timestamp: string };
type Curiosity = (place: Place) => string | Buffer;

/**
 * Lines the generator does not make, by the number of generated lines before them. The first ones are sound, if
 * unusual; the last ones must be rejected.
 */
const curiosities = new Map<number, Curiosity>([
  // A number as event_id.
  [400, (place) => text({ event_id: 7_000_400, ...achievement(place) })],
  // A line that ends with CR LF.
  [800, (place) => `${text({ event_id: 'evt_sample_800', ...achievement(place) })}\r`],
  // A field beside the known ones.
  [1_200, (place) => text({ event_id: 'evt_sample_1200', server_region: 'eu', ...achievement(place) })],
  // Nothing, and nothing but white space.
  [1_600, () => ''],
  [1_601, () => ' \t'],
  // A timestamp with fraction and offset, and letters outside ASCII.
  [2_000, (place) => text({ event_id: 'evt_sample_2000', ...achievement(place, 'café ☕'), ...utc(place) })],
  // A price far above all others.
  [2_400, (place) => text({ event_id: 'evt_sample_2400', ...purchase(place, 4_999.99) })],
  // No session and no properties: both may be missing.
  [
    2_800,
    ({ player_id, timestamp }) =>
      text({ event_id: 'evt_sample_2800', player_id, event_type: 'logout', timestamp }),
  ],
  // A property that occurs on this line only, late in the file.
  [
    4_900,
    (place) =>
      text({ event_id: 'evt_sample_4900', ...achievement(place, 'inviter', { referral_code: 'SPRING' }) }),
  ],
  // Rejected: bytes that are no UTF-8 (C3 announces a second byte, 28 is none).
  [
    3_200,
    (place) =>
      Buffer.from(text({ event_id: 'evt_sample_3200', ...achievement(place, 'caf\u{C3}(') }), 'latin1'),
  ],
  // Rejected: properties that are no object.
  [3_600, (place) => text({ event_id: 'evt_sample_3600', ...achievement(place), properties: 'none' })],
  // Rejected: a value JSON does not know.
  [4_000, (place) => text({ event_id: 'evt_sample_4000', ...purchase(place, 0) }).replace(':0,', ':NaN,')],
]);

/** The bytes of the sample: the same at every call. */
export function sampleFile(): Buffer {
  const lines: (string | Buffer)[] = [];
  let place: Place | null = null;
  let generated = 0;
  for (const line of sampleLines()) {
    lines.push(line);
    generated++;
    place = placeOf(line) ?? place;
    const curiosity = curiosities.get(generated);
    if (curiosity && place) lines.push(curiosity(place));
  }
  return Buffer.concat([
    Buffer.from(BYTE_ORDER_MARK),
    ...lines.flatMap((line) => [Buffer.from(line), LINE_END]),
  ]);
}

const LINE_END = Buffer.from('\n');

function* sampleLines(): Generator<string> {
  const batches = generateEvents({
    events: LINES,
    players: 300,
    days: 21,
    seed: 45,
    malformedShare: 12 / LINES,
    duplicateShare: 10 / LINES,
    futureShare: 3 / LINES,
  });
  for (const batch of batches) yield* batch;
}

/** Who was playing when: null for lines that do not tell, or whose clock is wrong. */
function placeOf(line: string): Place | null {
  const found = /"player_id":"(\w+)","session_id":"(\w+)".*"timestamp":"(2024-01-\d\dT[\d:]{8})".*\}$/.exec(
    line,
  );
  const [, player_id, session_id, timestamp] = found ?? [];
  return player_id && session_id && timestamp ? { player_id, session_id, timestamp } : null;
}

function achievement(place: Place, achievement_id = 'collector', more: Record<string, string> = {}) {
  return { ...place, event_type: 'achievement', properties: { achievement_id, ...more } };
}

function purchase(place: Place, price_usd: number) {
  return {
    ...place,
    event_type: 'purchase',
    properties: { item_id: 'gems_15000', price_usd, currency: 'USD' },
  };
}

function utc(place: Place) {
  return { timestamp: `${place.timestamp}.250Z` };
}

function text(event: Record<string, unknown>): string {
  return JSON.stringify(event);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../resources/sample_events.jsonl', import.meta.url), sampleFile());
}

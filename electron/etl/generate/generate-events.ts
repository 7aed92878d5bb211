import { InternalError } from '../../../shared/errors.ts';
import { countFaults, type EventCounts, malformedLine, withFutureTimestamp } from './faults.ts';
import { type GenerateOptions, resolveOptions } from './options.ts';
import { play } from './play.ts';
import { Random } from './random.ts';

const FAULT_STREAM = 2;
const LINES_PER_BATCH = 2_048;
/** A duplicate repeats one of this many latest events, as a client does that sends a batch twice. */
const DUPLICATE_REACH = 256;
// What faults are made from before the first event.
const EXAMPLE =
  '"player_id":"player_1","session_id":"session_0","event_type":"session_start","timestamp":"2024-01-01T00:00:00","properties":{}}';

/**
 * Generates the log of a game: lines of JSON as the pipeline reads them, without line ends, about 250 bytes of
 * ASCII each, in batches of up to 2,048. Exactly `options.events` lines come, in time order, the fault lines among
 * them; timestamps are whole seconds without an offset. Same options, same lines, on any machine.
 *
 * The faultless events are a whole of their own: every session has its start and its end. Malformed lines,
 * duplicates and future events stand between them at random places, in exactly the numbers of `countFaults`.
 * Memory: a few bytes a player and the sessions under way, whatever the number of events.
 *
 * Throws ArgumentError at the call, before a batch is asked for.
 */
export function generateEvents(options: GenerateOptions): Generator<string[], void, void> {
  const resolved = resolveOptions(options);
  const counts = countFaults(resolved);
  const faultless = counts.events - counts.malformed - counts.duplicates - counts.future;
  return inBatches(weaveFaults(play(resolved, faultless), counts, new Random(resolved.seed, FAULT_STREAM)));
}

/** Numbers the events and puts the faults between them. */
function* weaveFaults(
  bodies: Iterator<string, void, void>,
  counts: EventCounts,
  random: Random,
): Generator<string, void, void> {
  let { malformed, future, duplicates } = counts;
  const recent: string[] = [];
  let sound = 0;
  let latestBody = EXAMPLE;
  for (let number = 1; number <= counts.events; number++) {
    const eventId = `evt_${number}`;
    // Each of the lines left is as likely as any other to be a fault, which makes the counts exact.
    let draw = random.unit() * (counts.events - number + 1);
    if (draw < malformed) {
      malformed--;
      yield malformedLine(malformed, eventId, latestBody, random);
      continue;
    }
    draw -= malformed;
    if (draw < future) {
      future--;
      yield eventLine(eventId, withFutureTimestamp(latestBody));
      continue;
    }
    draw -= future;
    if (draw < duplicates && recent.length > 0) {
      duplicates--;
      yield recent[random.below(recent.length)] ?? '';
      continue;
    }
    latestBody = nextBody(bodies);
    const line = eventLine(eventId, latestBody);
    if (duplicates > 0) recent[sound++ % DUPLICATE_REACH] = line;
    yield line;
  }
}

function eventLine(eventId: string, body: string): string {
  return `{"event_id":"${eventId}",${body}`;
}

function nextBody(bodies: Iterator<string, void, void>): string {
  const { value } = bodies.next();
  if (value === undefined) throw new InternalError('The generated game ended before its last event.');
  return value;
}

function* inBatches(lines: Iterable<string>): Generator<string[], void, void> {
  let batch: string[] = [];
  for (const line of lines) {
    batch.push(line);
    if (batch.length === LINES_PER_BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../../electron/etl/generate/random.ts';
import { loadConfig } from '../../../electron/etl/load-config.ts';
import { ConfigError } from '../../../shared/config/config-error.ts';
import { configSchema } from '../../../shared/config/schema.ts';

const example = join(import.meta.dirname, '../../../config/etl_config.yaml');
/** How many times the work of reading the whole example a broken one may take. */
const longestTimes = 500;

const pieces = [
  ...[
    '- ',
    ': ',
    '#',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '|',
    '>',
    '&a ',
    '*a',
    '!!binary ',
    '!x ',
    '%YAML 1.1\n',
    '---\n',
    '...\n',
    '\t',
  ],
  ...[
    '? ',
    '<<: *a\n',
    '&a [*a]',
    'null',
    '~',
    'yes',
    '.nan',
    '.inf',
    '-.inf',
    '0x10',
    '1e400',
    '-0',
    '9'.repeat(400),
    `$${'{HOME}'}`,
    '${',
    `$${'{NO_SUCH_VARIABLE}'}`,
  ],
  ...[
    '\uFEFF',
    '\r',
    '\0',
    '\u2028',
    'aggregation:\n',
    'aggregation: &a {b: *a}\n',
    'strict_mode: 1\n',
    'ingest: {max_line_bytes: .nan}\n',
  ],
  ...[
    'quality_checks:\n  min_events: 5\n',
    '? [a, b]\n: 1\n',
    '['.repeat(200),
    '{a: '.repeat(200),
    '__proto__: {x: 1}\n',
    'constructor: 1\n',
  ],
] as const;

/**
 * A configuration file, however broken, is a configuration or a ConfigError that says where, without taking many times the
 * work of a whole one.
 * @returns whether it was refused
 * @throws Error where another error came, or none with a place
 */
export async function fuzzConfig(seed: number, index: number): Promise<boolean> {
  wholeWork ??= (await workOf(() => loadConfig({ path: example, env: { HOME: '/home/x' } }))).microseconds;
  const { result, microseconds } = await workOf(() => readBroken(seed, index));
  if (microseconds > longestTimes * wholeWork) throw new Error('the configuration took too long to read');
  return result;
}

let wholeWork: number | undefined;

/** What a task comes to, and the processor's time it took: that of other processes does not count. */
async function workOf<T>(task: () => Promise<T>): Promise<{ result: T; microseconds: number }> {
  const before = process.cpuUsage();
  const result = await task();
  const { user, system } = process.cpuUsage(before);
  return { result, microseconds: user + system };
}

async function readBroken(seed: number, index: number): Promise<boolean> {
  const random = new Random(seed, index);
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-config-'));
  const path = join(folder, 'c.yaml');
  try {
    const broken = breakText(await readFile(example), random);
    await writeFile(path, broken);
    configSchema.parse(await loadConfig({ path, env: { HOME: '/home/x' } }));
    return false;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const hasPlaces =
      error.issues.length > 0 && error.issues.every(({ line, column }) => line > 0 && column > 0);
    if (!hasPlaces && !error.message.includes('is not UTF-8 text'))
      throw new Error('an error without a place', { cause: error });
    return true;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function breakText(whole: Buffer, random: Random): Buffer {
  let bytes = whole;
  for (let left = random.between(1, random.pick([1, 4, 20])); left > 0; left -= 1) {
    const at = random.below(bytes.length + 1);
    const removed = random.below(3) === 0 ? random.between(1, random.pick([1, 10, 500])) : 0;
    const added =
      random.below(4) === 0
        ? Buffer.from([random.below(256)])
        : Buffer.from(pieces[random.below(pieces.length)] ?? '');
    bytes = Buffer.concat([
      bytes.subarray(0, at),
      removed > 0 ? Buffer.alloc(0) : added,
      bytes.subarray(at + removed),
    ]);
  }
  return bytes;
}

import { gzipSync, constants as zlibConstants, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { Random } from '../../../electron/etl/generate/random.ts';
import { contentKind, headBytes } from '../../../electron/etl/ingest/content-kind.ts';
import { referenceRun } from '../../kit/arbitraries.ts';
import { assertSame } from '../../kit/compare-runs.ts';
import { runEngine } from '../../kit/engine-run.ts';
import { type ReferenceFile, readReference } from '../../oracle/read-lines.ts';
import { type ReferenceInput, runReference } from '../../oracle/reference.ts';
import { mutate } from './mutate.ts';

export type LogFigures = { files: number; lines: number; cells: number };

const microsPerDay = 86_400_000_000n;
const runsPerBase = 24;
const filesPerRun = [1, 2, 8, 24, 48] as const;

/**
 * One run of the engine over mutated logs, plain, gzipped and as zstd, held against the plain reading of their bytes.
 * The same seed and index give the same files.
 * @throws Error at the first difference
 */
export async function fuzzLogs(seed: number, index: number): Promise<LogFigures> {
  const random = new Random(seed, index);
  const base = baseOf(seed, Math.floor(index / runsPerBase));
  const files = mutatedFiles(base, random);
  // A run over nothing at all is an input error, told as such.
  if (files.every(({ bytes }) => bytes.length <= 3)) return { files: files.length, lines: 0, cells: 0 };
  const input = { ...base, files };
  const reference = runReference(input);
  const stored = files.map((file) => store(file, random));
  const names = new Map(files.map(({ path }, at) => [path, stored[at]?.path ?? path]));
  const engine = await runEngine(input, random.between(1, 2), stored);
  const cells = assertSame(engine, reference, files, (path) => names.get(path) ?? path);
  return { files: files.length, lines: reference.reconciliation.lines, cells };
}

let drawn: { seed: number; block: number; base: ReferenceInput } | null = null;

/** A run that several are mutated from: to draw one takes longer than to read it. */
function baseOf(seed: number, block: number): ReferenceInput {
  if (drawn?.seed !== seed || drawn.block !== block) {
    const [base] = fc.sample(referenceRun, { seed: (seed + block) | 0, numRuns: 1 });
    if (base === undefined) throw new Error('no run was drawn');
    drawn = { seed, block, base };
  }
  return drawn.base;
}

function mutatedFiles(base: ReferenceInput, random: Random): ReferenceFile[] {
  const days = daysOf(base.files, base);
  const count = random.pick(filesPerRun);
  return Array.from({ length: count }, (_, at) => {
    const original = Buffer.from(base.files[at % base.files.length]?.bytes ?? []);
    // Ids of their own, or most lines would be duplicates of the other files'.
    const own = Buffer.from(
      original
        .toString('latin1')
        .replace(/"e(\d+)"/g, `"e$1.${at}"`)
        .replace(/"(\d+)"/g, `"$1${at}"`),
      'latin1',
    );
    const path = `events-${String(at).padStart(2, '0')}.jsonl`;
    const file = { path, bytes: mutate(own, random) };
    // What a file of another kind begins with is refused as a whole: see fuzz-streams.ts. A clock far from all others makes a calendar of millions of rows, which says nothing of reading.
    const isNear = daysOf([file], base).every((day) => days.length === 0 || isWithin(day, days));
    return isNear && contentKind(file.bytes.subarray(0, headBytes)) === null ? file : { path, bytes: own };
  });
}

function daysOf(files: readonly ReferenceFile[], { config }: ReferenceInput): bigint[] {
  return readReference(files, config).flatMap((line) =>
    line.kind === 'event' ? [line.event.timestamp / microsPerDay] : [],
  );
}

function isWithin(day: bigint, days: readonly bigint[]): boolean {
  return days.some((other) => day > other - 60n && day < other + 60n);
}

function store({ path, bytes }: ReferenceFile, random: Random): ReferenceFile {
  const kind = random.below(8);
  if (kind === 0) {
    const half = random.below(bytes.length + 1);
    const members = [bytes.subarray(0, half), bytes.subarray(half)].map((member) => gzipSync(member));
    return { path: `${path}.gz`, bytes: Buffer.concat(members) };
  }
  if (kind === 1) return { path: `${path}.zst`, bytes: compressZstd(bytes) };
  return { path, bytes };
}

/** One zstd frame with a checksum: without, a flipped bit of a literal is as good as another. */
export function compressZstd(bytes: Uint8Array): Buffer {
  return zstdCompressSync(bytes, { params: { [zlibConstants.ZSTD_c_checksumFlag]: 1 } });
}

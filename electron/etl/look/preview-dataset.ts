import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError, InputError } from '../../../shared/errors.ts';
import type { Preview, Reading } from '../../../shared/ipc/dataset.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import { Database } from '../duckdb/database.ts';
import { refuseForeignContent, refuseForeignText } from '../ingest/foreign-content.ts';
import { asInputError, readPlain } from '../ingest/prepare-sources.ts';
import type { InputFile, Source } from '../ingest/source.ts';
import { memoryRemedy } from '../memory-budget.ts';
import { ProgressReporter } from '../progress-reporter.ts';
import { describeContent, noContent } from './describe-content.ts';
import { estimateLines } from './estimate-lines.ts';
import { readPreviewRows } from './preview-rows.ts';
import { type Head, readHead } from './read-head.ts';

const sampleBytes = 4 * 1024 * 1024;
const leastHeadBytes = 64 * 1024;
const sampleLines = 5000;
const leastLines = 100;
const maxSampledFiles = 50;
// Even a look at the beginnings takes its time where there are thousands of files.
const maxEstimatedFiles = 1000;

/** `memoryLimit`: as DuckDB takes it. */
type PreviewOptions = {
  reading: Reading;
  workFolder: string;
  memoryLimit: string;
  signal: AbortSignal;
};

/**
 * A quick look at files, in time that does not grow with their size: lines estimated, and the first lines of the first
 * files read by the rules of a run. Files that cannot be used are told as such.
 * @throws CancelledError
 */
export async function previewDataset(
  inputs: readonly InputFile[],
  options: PreviewOptions,
): Promise<Preview> {
  const { reading, workFolder, signal } = options;
  const files: Preview['files'] = [];
  const sources: Source[] = [];
  const headBytes = Math.max(leastHeadBytes, Math.floor(sampleBytes / Math.max(1, inputs.length)));
  const maxLines = Math.max(leastLines, Math.floor(sampleLines / Math.max(1, inputs.length)));
  for (const [index, input] of inputs.entries()) {
    if (signal.aborted) throw new CancelledError();
    const file = { path: input.path, lines: null, isExact: false, problem: null };
    if (index >= maxEstimatedFiles) {
      files.push(file);
      continue;
    }
    try {
      await refuseForeignContent(input, silentLogger);
      const head = await readHead(input, headBytes);
      if (input.compression !== 'none') refuseForeignText(input, head.bytes, silentLogger);
      files.push({ ...file, lines: await estimateLines(input, head), isExact: head.isWhole });
      const sample = firstLines(head, maxLines);
      if (index >= maxSampledFiles || sample.length === 0) continue;
      const workPath = join(workFolder, `sample-${index}`);
      await writeFile(workPath, sample, { flag: 'wx' });
      sources.push(await readPlain(input, workPath, workPath, reading.maxLineBytes, () => {}));
    } catch (error) {
      const problem = asInputError(input, error);
      if (!(problem instanceof InputError)) throw error;
      files.push({ ...file, problem: problem.message });
    }
  }
  return { files, ...(await describeSample(sources, options)) };
}

/** The first whole lines of the beginning of a file. */
function firstLines({ bytes, isWhole }: Head, maxLines: number): Buffer {
  let end = 0;
  for (let lines = 0; lines < maxLines; lines += 1) {
    const at = bytes.indexOf(10, end);
    if (at < 0) return isWhole ? bytes : bytes.subarray(0, end);
    end = at + 1;
  }
  return bytes.subarray(0, end);
}

async function describeSample(
  all: readonly Source[],
  { reading, workFolder, memoryLimit, signal }: PreviewOptions,
): Promise<Omit<Preview, 'files'>> {
  const sources = all.filter(({ lines }) => lines > 0);
  if (sources.length === 0) return { sampledFiles: 0, content: noContent, rows: [] };
  const database = await Database.open({
    resources: { memory_limit: memoryLimit, threads: 'auto', temp_directory: null },
    timezone: reading.timezone,
    spillFolder: join(workFolder, 'spill'),
    memoryRemedy,
    logger: silentLogger,
    signal,
  });
  try {
    const progress = new ProgressReporter(() => {});
    const content = await describeContent(database, { sources, reading, workFolder, progress });
    const rows = await readPreviewRows(database, sources, content.fields, reading);
    return { sampledFiles: sources.length, content, rows };
  } finally {
    await database.close();
  }
}

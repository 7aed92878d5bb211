import { join, resolve } from 'node:path';
import { CancelledError, InputError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/run/logger.ts';
import { decompress } from './decompress.ts';
import { refuseForeignContent, refuseForeignPlain } from './foreign-content.ts';
import { mapTogether } from './map-together.ts';
import { packSources } from './pack-sources.ts';
import { sanitize } from './sanitize.ts';
import { scanLines } from './scan.ts';
import type { InputFile, Source } from './source.ts';

const smallBytes = 64 * 1024;

export type PrepareOptions = {
  maxLineBytes: number;
  maxExpansionRatio: number;
  /** Where decompressed and sanitized copies go; removed with the run. */
  workFolder: string;
  signal: AbortSignal;
  logger: Logger;
  /** Hears bytes of the inputs as they lie on disk. */
  onBytes: (bytes: number) => void;
};

/**
 * Reads every input once, byte by byte: verifies compressed streams, counts lines, and makes a sanitized copy of the
 * files that DuckDB would misread.
 * @throws InputError where a file is damaged, cannot be read, or where all inputs together hold no line.
 */
export async function prepareSources(
  inputs: readonly InputFile[],
  options: PrepareOptions,
): Promise<Source[]> {
  const sources: Source[] = [];
  for (let start = 0; start < inputs.length; ) {
    // Large files come one at a time: each is read in blocks of megabytes.
    let end = start;
    while ((inputs[end]?.sizeBytes ?? Number.POSITIVE_INFINITY) <= smallBytes) end += 1;
    end = Math.max(end, start + 1);
    const first = start;
    const prepare = (input: InputFile, index: number) =>
      prepareSource(input, join(options.workFolder, `input-${first + index}`), options);
    sources.push(...(await mapTogether(inputs.slice(start, end), prepare)));
    start = end;
  }
  const empty = sources.filter((source) => source.lines === 0);
  if (empty.length === sources.length) {
    throw new InputError(
      `${empty.map(({ input }) => input.path).join(', ')}: empty, there is nothing to run on.`,
    );
  }
  for (const { input } of empty) options.logger.warn(`${input.path}: the file is empty.`);
  return packSources(sources, options.workFolder, options.maxLineBytes);
}

/**
 * Reads one input, byte by byte.
 * @param workPath what its copies are called, before their endings
 * @throws InputError where the file is damaged or cannot be read
 */
export async function prepareSource(
  input: InputFile,
  workPath: string,
  options: PrepareOptions,
): Promise<Source> {
  const { maxLineBytes, maxExpansionRatio, signal, onBytes } = options;
  const countPlain = (bytes: number) => {
    if (signal.aborted) throw new CancelledError();
    if (input.compression === 'none') onBytes(bytes);
  };
  try {
    // Absolute: of a bare relative name DuckDB reports another one back, and it expands a leading `~`.
    const plainPath = input.compression === 'none' ? resolve(input.path) : `${workPath}.plain`;
    await refuseForeignContent(input, options.logger);
    if (input.compression !== 'none') {
      await decompress(input, plainPath, maxExpansionRatio, signal, onBytes);
      await refuseForeignPlain(input, plainPath, options.logger);
    }
    return await readPlain(input, plainPath, workPath, maxLineBytes, countPlain);
  } catch (error) {
    if (signal.aborted) throw new CancelledError();
    throw asInputError(input, error);
  }
}

/** Scans the uncompressed bytes of an input, and makes a sanitized copy of them if they need one. */
export async function readPlain(
  input: InputFile,
  plainPath: string,
  workPath: string,
  maxLineBytes: number,
  onBytes: (bytes: number) => void,
): Promise<Source> {
  const { needsSanitizing, ...scan } = await scanLines(plainPath, maxLineBytes, onBytes);
  if (!needsSanitizing) return { input, plainPath, readPath: plainPath, ...scan };
  const readPath = `${workPath}.sanitized`;
  const longestLineBytes = await sanitize(plainPath, readPath, maxLineBytes);
  return { input, plainPath, readPath, ...scan, longestLineBytes };
}

/** What the operating system says of an input that cannot be read, as a sentence; any other error as it is. */
export function asInputError(input: InputFile, error: unknown): unknown {
  const isUnreadable =
    error instanceof Error &&
    'code' in error &&
    ['EACCES', 'EPERM', 'EIO', 'ENOENT', 'EISDIR', 'ENXIO', 'ESTALE'].includes(String(error.code));
  if (!isUnreadable) return error;
  // Its copies in the work folder are written, and what is refused there is none of the input's fault.
  const isRead =
    'path' in error
      ? error.path === input.path || error.path === resolve(input.path)
      : 'syscall' in error && error.syscall === 'read';
  if (!isRead) return error;
  return new InputError(`${input.path}: cannot be read (${error.message}).`, { cause: error });
}

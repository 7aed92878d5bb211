import { availableParallelism, totalmem } from 'node:os';
import type { EtlConfig } from '../../../shared/config/schema.ts';
import { parseSize } from '../../../shared/config/size.ts';
import { InputError } from '../../../shared/errors.ts';
import { formatNumber } from '../../../shared/format/number.ts';
import { heavyVectorBytes } from '../duckdb/parquet.ts';
import { forEachLine, readLineBlocks } from './line-blocks.ts';
import { heaviestVector, type Source } from './source.ts';

type Resources = EtlConfig['resources'];

/** What a thread needs to parse a line, as a multiple of its bytes: each JSON function sets memory for a whole tree aside (measured). */
const parsingFactor = 64;
/** DuckDB's share of the machine where no limit is set. */
const autoShare = 0.8;

/**
 * The resources of a run whose lines are long: no more threads than can each hold one of its longest. Short lines leave them as they are.
 * @param remedy what to do where the limit is what others left of a memory that is shared; that of a configuration where left out
 * @throws InputError naming the line and the settings, where not even one thread can
 */
export async function fitToMemory(
  sources: readonly Source[],
  resources: Resources,
  maxLineBytes: number,
  remedy?: string,
): Promise<Resources> {
  if (heaviestVector(sources) <= heavyVectorBytes) return resources;
  const longest = sources.reduce((one, other) =>
    other.longestLineBytes > one.longestLineBytes ? other : one,
  );
  const neededBytes = parsingFactor * Math.max(longest.longestLineBytes, 2 ** 20);
  const threads = Math.floor(memoryBytes(resources) / neededBytes);
  if (threads === 0) {
    const line = await findLine(longest.readPath, longest.longestLineBytes, maxLineBytes);
    const needed = `${Math.ceil(neededBytes / 1e6)}MB`;
    const reading = `${longest.input.path}:${line}: to read this line of ${formatNumber(longest.longestLineBytes)} bytes takes`;
    const aside = 'lower ingest.max_line_bytes, so that lines as long are put aside.';
    throw new InputError(
      remedy === undefined
        ? `${reading} more than resources.memory_limit (${resources.memory_limit}) allows. Raise it to ${needed}, or ${aside}`
        : `${reading} ${needed} of memory, and ${Math.floor(memoryBytes(resources) / 1e6)}MB are left for it: ${remedy}. Or ${aside}`,
    );
  }
  const wanted = resources.threads === 'auto' ? availableParallelism() : resources.threads;
  return threads < wanted ? { ...resources, threads } : resources;
}

function memoryBytes({ memory_limit }: Resources): number {
  return parseSize(memory_limit) ?? autoShare * Math.min(totalmem(), process.constrainedMemory() || Infinity);
}

/** The number, from 1, of the first line of at least so many bytes. */
async function findLine(path: string, lengthBytes: number, maxLineBytes: number): Promise<number> {
  let lines = 0;
  let found = 0;
  for await (const block of readLineBlocks(path, maxLineBytes)) {
    if (block.kind === 'oversize') lines += 1;
    else {
      forEachLine(block.bytes, (start, end) => {
        lines += 1;
        if (found === 0 && end - start >= lengthBytes) found = lines;
      });
    }
    if (found > 0) break;
  }
  return found;
}

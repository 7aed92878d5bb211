import { open } from 'node:fs/promises';
import { InputError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/run/logger.ts';
import type { InputFile } from './source.ts';

// By their first bytes; none of them can begin a line of JSON in UTF-8.
const foreign: readonly [magic: Buffer, remedy: string][] = [
  [Buffer.from([0x1f, 0x8b]), 'this is gzip data; name the file .gz'],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 'this is zstd data; name the file .zst'],
  [Buffer.from([0xff, 0xfe]), 'this is UTF-16 text; convert the file to UTF-8'],
  [Buffer.from([0xfe, 0xff]), 'this is UTF-16 text; convert the file to UTF-8'],
  [Buffer.from('PAR1'), 'this is a Parquet file; name the event log it was made from'],
];

/**
 * Looks at the first bytes of a plain file: what is no text at all would only fill the quarantine.
 * @throws InputError naming the file and the remedy
 */
export async function refuseForeignContent(input: InputFile, logger: Logger): Promise<void> {
  if (input.compression !== 'none') return;
  const file = await open(input.path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(64), 0, 64, 0);
    const head = buffer.subarray(0, bytesRead);
    const found = foreign.find(([magic]) => head.subarray(0, magic.length).equals(magic));
    if (found) throw new InputError(`${input.path}: ${found[1]}.`);
    if (/^\s*\[/.test(head.toString('utf8').replace('\uFEFF', ''))) {
      logger.warn(
        `${input.path}: begins like a JSON array; events are read one a line, without brackets and commas.`,
      );
    }
  } finally {
    await file.close();
  }
}

import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OutputError } from '../../../shared/errors.ts';
import { describeOutput } from '../output/describe-output.ts';
import { changed, type RunOutput } from './finished-run.ts';

/**
 * Copies an output byte for byte, then reads the copy back: its hash has to be the one in the run's manifest.
 * @param onBytes hears of each piece that is copied, in bytes
 * @throws InputError where the run's file is another than its manifest says, OutputError where the copy is not the same
 */
export async function copyFile(
  { path, sha256 }: RunOutput,
  target: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const hash = createHash('sha256');
  const watch = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      onBytes(chunk.length);
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(path), watch, createWriteStream(target, { flags: 'wx' }), { signal });
  const read = hash.digest('hex');
  if (sha256 !== null && read !== sha256) throw changed(path);
  const written = await describeOutput(dirname(target), basename(target), null);
  if (written.sha256 !== read)
    throw new OutputError(
      `${basename(target)}: what was written is not what is read back; check the disk, or choose a folder on another.`,
    );
}

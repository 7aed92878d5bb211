import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Manifest } from '../../../shared/run/manifest.ts';

/** What the manifest says of an output file; `rows` is null where the file is no table. */
export async function describeOutput(
  folder: string,
  name: string,
  rows: number | null,
): Promise<Manifest['outputs'][number]> {
  const path = join(folder, name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { name, rows, size_bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

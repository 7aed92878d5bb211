import { InputError } from '../../../shared/errors.ts';
import { formatNumber } from '../../../shared/format/number.ts';
import type { InputFile } from './source.ts';

/** So much a compressed file may always hold. */
const harmlessBytes = 100_000_000;

/**
 * Watches over how much a compressed file holds, so that a small one made to fill the disk does not.
 * @returns takes the bytes that came out since the last call; throws InputError, naming the file, the sizes and the
 * setting, once they are more than 100 MB and more than `maxRatio` times the file
 */
export function expansionLimit(input: InputFile, maxRatio: number): (bytes: number) => void {
  const limitBytes = Math.max(harmlessBytes, input.sizeBytes * maxRatio);
  let unpackedBytes = 0;
  return (bytes) => {
    unpackedBytes += bytes;
    if (unpackedBytes <= limitBytes) return;
    throw new InputError(
      `${input.path}: its ${formatNumber(input.sizeBytes)} bytes unpack to more than ${formatNumber(limitBytes)}, beyond what ingest.max_expansion_ratio (${formatNumber(maxRatio)}) allows: ` +
        'such a file may be made to fill the disk. Where it is a log you trust, raise ingest.max_expansion_ratio.',
    );
  };
}

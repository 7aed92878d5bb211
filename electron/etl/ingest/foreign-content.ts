import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { InputError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/run/logger.ts';
import { contentKind, headBytes, looksLikeText } from './content-kind.ts';
import type { InputFile } from './source.ts';

/**
 * Looks at the first bytes of a file as it lies on disk: what is no text at all, or not what its name says, would only
 * fill the quarantine, or seem damaged.
 * @throws InputError naming the file, what it is and the remedy
 */
export async function refuseForeignContent(input: InputFile, logger: Logger): Promise<void> {
  const head = await readHead(input.path);
  if (input.compression === 'none') return refuseForeignText(input, head, logger);
  const kind = contentKind(head);
  const ending = extname(input.path);
  if (kind?.name === `${input.compression} data`) return;
  if (head.length === 0) {
    throw new InputError(
      `${input.path}: the file is empty, though even nothing takes some bytes as ${input.compression}. Fetch it again, or leave it out.`,
    );
  }
  if (kind !== null) {
    throw new InputError(
      `${input.path}: this is ${kind.name}, though the name ends in ${ending}; rename the file, and then: ${kind.remedy}.`,
    );
  }
  if (looksLikeText(head)) {
    throw new InputError(
      `${input.path}: this is no ${input.compression} data but plain text, though the name ends in ${ending}; rename the file, without ${ending}.`,
    );
  }
}

/**
 * The same for what a compressed file was unpacked to.
 * @throws InputError naming the file, what is in it and the remedy
 */
export async function refuseForeignPlain(input: InputFile, plainPath: string, logger: Logger): Promise<void> {
  refuseForeignText(input, await readHead(plainPath), logger);
}

/** The same for the first bytes of the uncompressed content. */
export function refuseForeignText(input: InputFile, head: Buffer, logger: Logger): void {
  const kind = contentKind(head.subarray(0, headBytes));
  if (kind !== null) {
    throw new InputError(
      input.compression === 'none'
        ? `${input.path}: this is ${kind.name}; ${kind.remedy}.`
        : `${input.path}: inside the ${input.compression} data is ${kind.name}; unpack the file, and then: ${kind.remedy}.`,
    );
  }
  if (/^\s*\[/.test(head.toString('utf8', 0, 64).replace(/^\uFEFF/, ''))) {
    logger.warn(
      `${input.path}: begins like a JSON array; events are read one a line, without brackets and commas.`,
    );
  }
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

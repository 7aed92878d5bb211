import { existsSync, utimesSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EtlError } from '../../shared/errors.ts';
import { type Logger, silentLogger } from '../../shared/run/logger.ts';
import { guard } from './output/guard.ts';
import { makeFolders } from './output/make-folders.ts';
import { removedMeanwhile } from './output/system-errors.ts';
import { processTag } from './process-identity.ts';
import { sweepWorkFolders, type WorkKind, workFolderPrefix } from './sweep-work-folders.ts';

const renewEveryMs = 60_000;

/**
 * Gives an action a folder of its own for temporary files, and removes it after, whatever came of the action: what cannot be
 * removed is a warning, and goes with the next one. Its name says which process it belongs to; those of dead ones go first.
 * @throws OutputError where the folder cannot be made, its disk is full, or it was removed meanwhile
 */
export async function withWorkFolder<T>(
  parent: string,
  action: (workFolder: string) => Promise<T>,
  { logger = silentLogger, kind = 'work' }: { logger?: Logger; kind?: WorkKind } = {},
): Promise<T> {
  const workFolder = await guard(parent, async () => {
    await makeFolders(parent);
    await sweepWorkFolders(parent);
    return mkdtemp(join(parent, `${workFolderPrefix(kind)}${processTag}-`));
  });
  const renewing = setInterval(() => renew(workFolder), renewEveryMs).unref();
  try {
    return await guard(workFolder, () => action(workFolder));
  } catch (error) {
    const isTold = error instanceof EtlError && error.code !== 'INTERNAL';
    throw isTold || existsSync(workFolder) ? error : removedMeanwhile(parent, error);
  } finally {
    clearInterval(renewing);
    await rm(workFolder, { recursive: true, force: true }).catch((error: unknown) => {
      logger.warn(`${workFolder}: could not be removed; a later run does it (${String(error)}).`);
    });
  }
}

function renew(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Gone, with whoever worked in it.
  }
}

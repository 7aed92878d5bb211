import { utimesSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger, silentLogger } from '../../shared/run/logger.ts';
import { guard } from './output/guard.ts';
import { makeFolders, removeMade } from './output/make-folders.ts';
import { processTag } from './process-identity.ts';
import { sweepWorkFolders, type WorkKind, workFolderPrefix } from './sweep-work-folders.ts';

const renewEveryMs = 60_000;

/**
 * Gives an action a folder of its own for temporary files, and removes it after with the folders above it that were made for it, whatever came of the action: what cannot be
 * removed is a warning, and goes with the next one. Its name says which process it belongs to; those of dead ones go first.
 * @throws OutputError where the folder cannot be made, or its disk is full
 */
export async function withWorkFolder<T>(
  parent: string,
  action: (workFolder: string) => Promise<T>,
  { logger = silentLogger, kind = 'work' }: { logger?: Logger; kind?: WorkKind } = {},
): Promise<T> {
  let firstMade: string | undefined;
  const workFolder = await guard(parent, async () => {
    firstMade = await makeFolders(parent);
    await sweepWorkFolders(parent);
    return mkdtemp(join(parent, `${workFolderPrefix(kind)}${processTag}-`));
  });
  const renewing = setInterval(() => renew(workFolder), renewEveryMs).unref();
  try {
    return await guard(workFolder, () => action(workFolder));
  } finally {
    clearInterval(renewing);
    await rm(workFolder, { recursive: true, force: true }).catch((error: unknown) => {
      logger.warn(`${workFolder}: could not be removed; a later run does it (${String(error)}).`);
    });
    await removeMade(parent, firstMade);
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

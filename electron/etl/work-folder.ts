import { existsSync, utimesSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EtlError } from '../../shared/errors.ts';
import { type Logger, silentLogger } from '../../shared/run/logger.ts';
import { guard } from './output/guard.ts';
import { makeFolders, removeMade } from './output/make-folders.ts';
import { removedMeanwhile } from './output/system-errors.ts';
import { processTag } from './process-identity.ts';
import { sweepWorkFolders, type WorkKind, workFolderPrefix } from './sweep-work-folders.ts';

const renewEveryMs = 60_000;

/** A folder for temporary files, kept fresh while it is open. */
export type WorkFolder = {
  path: string;
  /** Removes it, and the folders above that were made for it: what cannot be removed is a warning, and goes with the next one. */
  close(): Promise<void>;
};

type WorkFolderOptions = {
  logger?: Logger;
  kind?: WorkKind;
  /** Whether the folder that it goes into is made where it is missing. */
  makesParent?: boolean;
};

/**
 * Makes a folder for temporary files. Its name says which process it belongs to; those of dead ones go first.
 * @throws OutputError where it cannot be made
 */
export async function openWorkFolder(
  parent: string,
  { logger = silentLogger, kind = 'work', makesParent = true }: WorkFolderOptions = {},
): Promise<WorkFolder> {
  let firstMade: string | undefined;
  const make = async () => {
    if (makesParent) firstMade ??= await makeFolders(parent);
    await sweepWorkFolders(parent);
    return mkdtemp(join(parent, `${workFolderPrefix(kind)}${processTag}-`));
  };
  const path = await guard(parent, () =>
    make().catch((error: unknown) => {
      // Whoever made the folder around it may have removed it in between.
      if (makesParent && error instanceof Error && 'code' in error && error.code === 'ENOENT') return make();
      throw error;
    }),
  );
  const renewing = setInterval(() => renew(path), renewEveryMs).unref();
  return {
    path,
    close: async () => {
      clearInterval(renewing);
      // What was cancelled may still be putting its last file here.
      await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) => {
        logger.warn(`${path}: could not be removed; a later run does it (${String(error)}).`);
      });
      await removeMade(parent, firstMade);
    },
  };
}

/**
 * Gives an action a work folder of its own, and removes it after, whatever came of the action.
 * @throws OutputError where the folder cannot be made, its disk is full, or it was removed meanwhile
 */
export async function withWorkFolder<T>(
  parent: string,
  action: (workFolder: string) => Promise<T>,
  options: WorkFolderOptions = {},
): Promise<T> {
  const { path, close } = await openWorkFolder(parent, options);
  try {
    return await guard(path, () => action(path));
  } catch (error) {
    const isTold = error instanceof EtlError && error.code !== 'INTERNAL';
    throw isTold || existsSync(path) ? error : removedMeanwhile(parent, error);
  } finally {
    await close();
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

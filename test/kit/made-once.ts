import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of what is made once; `made-once-folder.ts` makes and removes it. */
    madeOnce: string;
  }
}

/**
 * A folder that is made once for all test files, whichever asks first. Read it, or copy from it: others look at it too.
 * @param name says all that it depends on
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const path = join(inject('madeOnce'), name);
  if (existsSync(path)) return path;
  const draft = await mkdtemp(`${path}-`);
  await make(draft);
  // Another worker may have been faster: its is as good.
  await rename(draft, path).catch(() => rm(draft, { recursive: true }));
  return path;
}

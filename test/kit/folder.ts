import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by name; a name may hold folders. */
export type Files = Record<string, string | Uint8Array>;

/** An empty folder that goes with the test, or with whatever `onFinished` ends with. */
export async function makeFolder(
  onFinished: (remove: () => Promise<void>) => void = onTestFinished,
): Promise<string> {
  const { folder, remove } = await newFolder();
  onFinished(remove);
  return folder;
}

/** An empty folder for what several tests look at: a `beforeAll` makes it and returns `remove`. */
export async function newFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'event-analytics-test-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Writes files into a folder and gives their paths, in the order given. */
export async function writeFiles(folder: string, files: Files): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    paths.push(path);
  }
  return paths;
}

export async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** Every file of a folder with the SHA-256 of its bytes, hidden ones included. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const entries = files.map(async (file) => {
    const path = join(file.parentPath, file.name);
    return [path.slice(folder.length + 1), file.isFile() ? await sha256Of(path) : 'folder'] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

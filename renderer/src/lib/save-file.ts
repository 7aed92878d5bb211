import type { FileToSave } from '../../../shared/ipc/schemas.ts';
import { call } from './call.ts';

/**
 * Asks where, and writes a file there. @returns the path; null where the user changed their mind
 * @throws CallError where it cannot be written
 */
export function saveFile(baseName: string, kind: FileToSave['kind'], content: FileToSave['content']) {
  // A name from data may hold anything; a file's may not.
  const name = `${baseName.replace(/[/\\:*?"<>|\p{Cc}]+/gu, '-').slice(0, 150)}.${kind}`;
  return call(window.api.dialog.saveFile({ name, kind, content }));
}

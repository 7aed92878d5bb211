/** The last part of a path, of either kind of machine. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

/** What stands before the last part. */
export function folderName(path: string): string {
  return path.slice(0, -baseName(path).length).replace(/[/\\]$/, '');
}

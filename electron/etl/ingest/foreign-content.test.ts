import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { InputError } from '../../../shared/errors.ts';
import { eventLine, linesOf, runOn, temporaryFolder, writeFiles } from '../test-database.ts';

const line = linesOf([eventLine('e1')]);

test.each([
  ['gzip data', gzipSync(line), /gz\.$/],
  ['UTF-16 text', Buffer.from(`\uFEFF${line}`, 'utf16le'), /UTF-8\.$/],
  ['a Parquet file', Buffer.from('PAR1....PAR1'), /event log/],
])('%s under the name of an event file is an input error with the remedy', async (_, content, remedy) => {
  const folder = await temporaryFolder();
  const inputs = await writeFiles(folder, { 'events.jsonl': content });
  const run = runOn(inputs, join(folder, 'out'));
  await expect(run).rejects.toThrow(InputError);
  await expect(run).rejects.toThrow(remedy);
});

test('bare relative names with pattern characters, and one that begins with a tilde, are read as they are', async () => {
  const folder = await temporaryFolder();
  const names = ['a[1].jsonl', 'b*.jsonl', 'c?.jsonl', '~.jsonl'];
  await writeFiles(folder, Object.fromEntries(names.map((name) => [name, linesOf([eventLine(name)])])));
  await writeFiles(folder, { 'a1.jsonl': linesOf([eventLine('another')]) });
  const before = process.cwd();
  process.chdir(folder);
  try {
    const { manifest } = await runOn(names, 'out');
    expect(manifest.reconciliation).toMatchObject({ lines: 4, events_cleaned: 4 });
    expect(manifest.inputs.map(({ path }) => path).sort()).toEqual([...names].sort());
  } finally {
    process.chdir(before);
  }
});

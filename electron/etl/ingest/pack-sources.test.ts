import { join } from 'node:path';
import zlib from 'node:zlib';
import { expect, it } from 'vitest';
import { rowsOfEngine } from '../../../test/kit/databases.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { type Files, makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { quarantineOf, query } from '../../../test/kit/outputs.ts';
import { run } from '../../../test/kit/runs.ts';
import { stageFiles } from '../../../test/kit/staged.ts';

/** Small files with everything an end of a line can be, and what a run makes of each: ids of events, reasons, blank lines. */
const kinds = [
  { content: (id: string) => `${event(id)}\n`, lines: (id: string) => [id] },
  {
    content: (id: string) => `${event(id)}\r\n\r\n${event(`${id}b`)}`,
    lines: (id: string) => [id, 'blank', `${id}b`],
  },
  { content: (id: string) => `\uFEFF${event(id)}`, lines: (id: string) => [id] },
  { content: () => '', lines: () => [] },
  {
    content: (id: string) => `\n  \n${event(id)}\n\n`,
    lines: (id: string) => ['blank', 'blank', id, 'blank'],
  },
  {
    content: (id: string) => `\x02malformed_json\n${event(id)}\n`,
    lines: (id: string) => ['malformed_json', id],
  },
  {
    content: (id: string) =>
      Buffer.concat([Buffer.from('{"event_id":"\xff"}\n', 'latin1'), Buffer.from(event(id))]),
    lines: (id: string) => ['invalid_utf8', id],
  },
  { content: (id: string) => `${event(id)}\n{"half":\r\n`, lines: (id: string) => [id, 'malformed_json'] },
  {
    content: (id: string) => `${'x'.repeat(3000)}\n${event(id)}\n`,
    lines: (id: string) => ['line_too_long', id],
  },
  { content: (id: string) => `${event(id)}\r\r\n[1]\n`, lines: (id: string) => [id, 'not_an_object'] },
];

function event(event_id: string): string {
  return eventLine({ event_id, properties: { text: 'é\u2028日本' } });
}

/** Seventy small files, one too large to be packed between them. */
function manyFiles() {
  const files: Files = {};
  const expected: { file: string; line: number; is: string }[] = [];
  const add = (name: string, content: string | Uint8Array, lines: readonly string[]) => {
    files[name] = content;
    expected.push(...lines.map((is, index) => ({ file: name, line: index + 1, is })));
  };
  for (let index = 0; index < 70; index += 1) {
    const kind = kinds[index % kinds.length];
    const name = `part${index}.jsonl${index % 7 === 3 ? '.gz' : ''}`;
    const content = Buffer.from(kind?.content(`e${index}`) ?? '');
    add(name, name.endsWith('.gz') ? zlib.gzipSync(content) : content, kind?.lines(`e${index}`) ?? []);
    if (index === 39) {
      const ids = Array.from({ length: 5000 }, (_, number) => `large${number}`);
      add('part39a.jsonl', linesOf(ids.map(event)), ids);
    }
  }
  return { files, expected };
}

it('small files are read as one, and every line keeps its place', async () => {
  const { files, expected } = manyFiles();
  const { database, sources, folder } = await stageFiles(files, { maxLineBytes: 2048 });
  expect(new Set(sources.map(({ readPath }) => readPath)).size).toBe(3);
  const rows = await rowsOfEngine(
    database,
    "SELECT file, coalesce(event_id, CASE reason WHEN 'blank_line' THEN 'blank' ELSE reason END) AS is FROM lines ORDER BY line_number",
  );
  const read = rows.map((row) => ({ file: sources[Number(row['file']) - 1]?.input.path, is: row['is'] }));
  expect(read).toEqual(expected.map(({ file, is }) => ({ file: join(folder, file), is })));
});

it('a run over them gives events and quarantine with file, line and bytes', async () => {
  const { files, expected } = manyFiles();
  const folder = await makeFolder();
  await writeFiles(folder, files);
  const output = join(folder, 'out');
  await run([folder], output, { config: { ingest: { max_line_bytes: 2048 } } });
  const events = await query(
    output,
    'SELECT source_file AS file, source_line::INTEGER AS line, event_id AS is FROM events',
  );
  const quarantined = (await quarantineOf(output)).map(({ file, line, reason }) => ({
    file,
    line,
    is: reason,
  }));
  const all = expected.map((line) => ({ ...line, file: join(folder, line.file) }));
  const isReason = (is: string) => is.includes('_');
  expect(events).toEqual(all.filter(({ is }) => is !== 'blank' && !isReason(is)));
  expect(quarantined).toEqual(all.filter(({ is }) => isReason(is)));
});

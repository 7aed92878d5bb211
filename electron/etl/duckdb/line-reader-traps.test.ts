import { describe, expect, it } from 'vitest';
import { quoteText } from '../../../shared/sql/quote.ts';
import { openDuckDb, rowsOf, rowsOfEngine } from '../../../test/kit/databases.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { makeFolder, writeFiles } from '../../../test/kit/folder.ts';
import { reasonsOf, stageFiles } from '../../../test/kit/staged.ts';

// As traps.test.ts, of read_csv as a reader of raw lines: what it does with awkward bytes, and what the engine makes of them.

const separator = '\x01';

async function readLines(
  content: string | Uint8Array,
  { delim = separator, options = 'strict_mode = false', select = 'line' } = {},
) {
  const duckdb = await openDuckDb();
  const [path = ''] = await writeFiles(await makeFolder(), { 'lines.txt': content });
  const rows = await rowsOf(
    duckdb,
    `SELECT ${select} FROM read_csv(${quoteText(path)}, columns = {line: 'VARCHAR'}, delim = '${delim}', quote = '', escape = '',
       header = false, auto_detect = false, ${options})`,
  );
  return rows.map(([line]) => line);
}

const engineReads = async (content: string | Uint8Array) =>
  reasonsOf(await stageFiles({ 'e.jsonl': content }));

describe('line ends', () => {
  it('a blank line is NULL, white space is not; both are blank lines to the engine', async () => {
    expect(await readLines('a\n\n \t\nb\n\n')).toEqual(['a', null, ' \t', 'b', null]);
    const content = `${eventLine({ event_id: 'e1' })}\n\n \t\n${eventLine({ event_id: 'e2' })}\n\n`;
    expect(await engineReads(content)).toEqual([null, 'blank_line', 'blank_line', null, 'blank_line']);
  });

  it('CRLF throughout is read as LF is', async () => {
    expect(await readLines('a\r\n\r\nb\r\n')).toEqual(['a', null, 'b']);
    const content = `${eventLine({ event_id: 'e1' })}\r\n\r\n${eventLine({ event_id: 'e2' })}\r\n`;
    expect(await engineReads(content)).toEqual([null, 'blank_line', null]);
  });

  it('where LF and CRLF are mixed a blank line counts twice; once for the engine', async () => {
    expect(await readLines('a\n\r\nb\n')).toEqual(['a', null, null, 'b']);
    const content = `${eventLine({ event_id: 'e1' })}\n\r\n${eventLine({ event_id: 'e2' })}\n`;
    expect(await engineReads(content)).toEqual([null, 'blank_line', null]);
  });

  it('a lone CR splits a line, or aborts a strict scan; to the engine it is white space', async () => {
    expect(await readLines('a\rb\nc\n')).toEqual(['a', 'b', 'c']);
    await expect(readLines('a\rb\nc\n', { options: 'strict_mode = true' })).rejects.toThrow(/RFC 4180/);
    const content = `${eventLine({ event_id: 'e1' }).replace(',', ',\r')}\n${eventLine({ event_id: 'e2' })}\n`;
    expect(await engineReads(content)).toEqual([null, null]);
  });
});

describe('bytes', () => {
  it("delim = '\\0' is a backslash and a zero, which JSON may hold; the engine's separator it may not", async () => {
    expect(await readLines('{"a":"C:\\\\0.log"}\n', { delim: '\\0' })).toEqual(['{"a":"C:\\']);
    expect(await readLines('a\0b\n', { delim: '\\0' })).toEqual(['a\0b']);
    const event = eventLine({ event_id: 'e1', properties: { path: 'C:\\0.log' } });
    expect(await engineReads(linesOf([event]))).toEqual([null]);
  });

  it('the separator cuts a line; the engine rejects the line', async () => {
    expect(await readLines(`a${separator}b\nc\n`)).toEqual(['a', 'c']);
    const content = linesOf([`${eventLine({ event_id: 'e1' })}${separator}`, eventLine({ event_id: 'e2' })]);
    expect(await engineReads(content)).toEqual(['malformed_json', null]);
  });

  it('a line that looks like a mark of the engine is rejected as what it is', async () => {
    const content = linesOf(['\x02line_too_long', '\x02', eventLine({ event_id: 'e1' })]);
    expect(await engineReads(content)).toEqual(['malformed_json', 'malformed_json', null]);
  });

  it('invalid UTF-8 aborts the scan, or loses the line to store_rejects; the engine rejects the line', async () => {
    const content = Buffer.from(
      linesOf([
        eventLine({ event_id: 'e1' }),
        eventLine({ event_id: 'e\xe9' }),
        eventLine({ event_id: 'e3' }),
      ]),
      'latin1',
    );
    await expect(readLines(content)).rejects.toThrow(/not utf-8/i);
    expect(await readLines(content, { options: 'store_rejects = true' })).toHaveLength(2);
    expect(await engineReads(content)).toEqual([null, 'invalid_utf8', null]);
  });

  it('one byte-order mark is taken off, a second is not; the engine takes off all', async () => {
    expect(await readLines('\uFEFFa\n')).toEqual(['a']);
    // As bytes: the client takes a mark off too.
    expect(await readLines('\uFEFF\uFEFFa\n', { select: 'hex(encode(line))' })).toEqual(['EFBBBF61']);
    const event = linesOf([eventLine({ event_id: 'e1' })]);
    expect(await engineReads(`\uFEFF${event}`)).toEqual([null]);
    expect(await engineReads(`\uFEFF\uFEFF${event}\uFEFF${event}`)).toEqual([null, null]);
    // The second line makes a sanitized copy needed.
    expect(await engineReads(`\uFEFF\uFEFF${event}\xff${separator}\n`)).toEqual([null, 'malformed_json']);
  });
});

describe('numbering', () => {
  it.each([1, 4])('line numbers are line order over blank lines and threads (%d)', async (threads) => {
    // Every 7th line is blank; wide ids, so that the file spans several of DuckDB's read buffers.
    const wide = 'x'.repeat(100);
    const lines = Array.from({ length: 300_000 }, (_, index) =>
      index % 7 === 0 ? '' : eventLine({ event_id: `${wide}${index}` }),
    );
    const { database } = await stageFiles({ 'e.jsonl': linesOf(lines) }, { threads });
    const [row] = await rowsOfEngine(
      database,
      `SELECT count(*) AS lines, count(*) FILTER (WHERE reason = 'blank_line') AS blank,
         bool_and(CASE WHEN line_number % 7 = 0 THEN reason = 'blank_line'
           ELSE reason IS NULL AND event_id = '${wide}' || line_number END) AS in_order
       FROM lines`,
    );
    expect(row).toEqual({ lines: 300_000n, blank: 42_858n, in_order: true });
  });

  it('files are numbered one after the other, in input order', async () => {
    const { database } = await stageFiles({
      'day10.jsonl': linesOf([eventLine({ event_id: 'c' }), eventLine({ event_id: 'd' })]),
      'day2.jsonl': linesOf([eventLine({ event_id: 'a' }), '', eventLine({ event_id: 'b' })]),
    });
    expect(
      await rowsOfEngine(database, 'SELECT line_number, file, event_id FROM lines ORDER BY line_number'),
    ).toEqual([
      { line_number: 0n, file: 1, event_id: 'a' },
      { line_number: 1n, file: 1, event_id: null },
      { line_number: 2n, file: 1, event_id: 'b' },
      { line_number: 3n, file: 2, event_id: 'c' },
      { line_number: 4n, file: 2, event_id: 'd' },
    ]);
  });

  it('a line of nearly the default limit is read whole', async () => {
    const long = 'x'.repeat(15 * 1024 * 1024);
    const lines = [
      eventLine({ event_id: 'e1' }),
      eventLine({ event_id: 'e2', properties: { long } }),
      eventLine({ event_id: 'e3' }),
    ];
    const { database } = await stageFiles({ 'e.jsonl': linesOf(lines) });
    const rows = await rowsOfEngine(
      database,
      'SELECT event_id, length(properties) AS characters FROM lines ORDER BY line_number',
    );
    expect(rows).toEqual([
      { event_id: 'e1', characters: null },
      { event_id: 'e2', characters: BigInt(long.length + '{"long":""}'.length) },
      { event_id: 'e3', characters: null },
    ]);
  });
});

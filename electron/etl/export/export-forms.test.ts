import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportForm } from '../../../shared/ipc/export.ts';
import { sha256Of } from '../../../test/kit/folder.ts';
import { ask } from '../../../test/kit/plain-duckdb.ts';
import { exportAll, finishedRun, manyLines, ownForm, type Trial } from '../../../test/kit/trial-export.ts';
import { planExport } from './plan-export.ts';
import { readTarget } from './read-target.ts';

const tables = ['events_cleaned', 'daily_metrics', 'retention_cohorts'] as const;

const source = ({ runFolder }: Trial, table: string) =>
  `read_parquet('${join(runFolder, `${table}.parquet`)}', hive_partitioning = false)`;

/** The columns of the run's own table, as read_csv and read_json want them. */
async function columnsOf(trial: Trial, table: string): Promise<string> {
  const rows = await ask(`DESCRIBE SELECT * FROM ${source(trial, table)}`);
  const pairs = rows.map(({ column_name, column_type }) => `'${column_name}': '${column_type}'`);
  return `{${pairs.join(', ')}}`;
}

/** A reader of a table that was exported, with the types of the run. */
async function exported(trial: Trial, table: string, format: ExportForm['format']): Promise<string> {
  const path = join(trial.folder, `${table}.${format}`);
  if (format === 'parquet') return `read_parquet('${path}')`;
  const columns = `columns = ${await columnsOf(trial, table)}`;
  // Without the options the reader takes an empty text for NULL, and a text NULL for one too.
  if (format === 'csv')
    return `read_csv('${path}', ${columns}, header = true, auto_detect = false, quote = '"', escape = '"', delim = ',', allow_quoted_nulls = false, new_line = '\\n', parallel = false)`;
  return `read_json('${path}', ${columns}, format = 'newline_delimited', convert_strings_to_integers = false)`;
}

describe('an export in the form of the run', () => {
  it('is the run, byte for byte', async () => {
    const trial = await finishedRun();
    const written = await exportAll(trial);
    expect(await readdir(trial.folder)).toEqual(await readdir(trial.runFolder));
    for (const { name, bytes } of written) {
      expect(await sha256Of(join(trial.folder, name)), name).toBe(
        await sha256Of(join(trial.runFolder, name)),
      );
      expect((await readFile(join(trial.runFolder, name))).length).toBe(bytes);
    }
  });

  it('holds what was asked for and nothing else', async () => {
    const trial = await finishedRun();
    await exportAll(trial, { outputs: ['daily', 'report'] });
    expect(await readdir(trial.folder)).toEqual(['daily_metrics.parquet', 'quality_report.json']);
  });
});

describe('an export in another form', () => {
  const forms: ExportForm[] = [
    { ...ownForm, compression: 'snappy' },
    { ...ownForm, compression: 'gzip' },
    { ...ownForm, compression: 'none' },
    { ...ownForm, format: 'csv' },
    { ...ownForm, format: 'jsonl' },
  ];

  it.each(forms)('read back is the same, row by row: %o', async (form) => {
    const trial = await finishedRun();
    await exportAll(trial, { form });
    for (const table of tables) {
      const expected = await ask(`SELECT * FROM ${source(trial, table)}`);
      expect(expected.length, table).toBeGreaterThan(0);
      expect(await ask(`SELECT * FROM ${await exported(trial, table, form.format)}`), table).toEqual(
        expected,
      );
    }
  });

  it.each(['snappy', 'gzip', 'none'] as const)('is compressed as asked for: %s', async (compression) => {
    const trial = await finishedRun();
    await exportAll(trial, { form: { ...ownForm, compression } });
    const path = join(trial.folder, 'events_cleaned.parquet');
    const codec = compression === 'none' ? 'UNCOMPRESSED' : compression.toUpperCase();
    expect(await ask(`SELECT DISTINCT compression FROM parquet_metadata('${path}')`)).toEqual([
      { compression: codec },
    ]);
  });

  it.each(forms)('keeps the order of many rows on several threads: %o', async (form) => {
    const trial = await finishedRun(manyLines(100_000, 30));
    await exportAll(trial, { form, outputs: ['events'], resources: { memory_limit: '500MB', threads: 4 } });
    const reader = await exported(trial, 'events_cleaned', form.format);
    const rows = await ask(
      `SELECT count(*) AS n, bool_and(prop_index = place) AS in_order
       FROM (SELECT prop_index, row_number() OVER () - 1 AS place FROM ${reader})`,
    );
    expect(rows).toEqual([{ n: '100000', in_order: true }]);
  });

  it('writes CSV that tells NULL from an empty text, and times as ISO 8601', async () => {
    const trial = await finishedRun();
    await exportAll(trial, { form: { ...ownForm, format: 'csv' }, outputs: ['events'] });
    const text = await readFile(join(trial.folder, 'events_cleaned.csv'), 'utf8');
    const [header, first = ''] = text.split('\n');
    expect(header).toMatch(/^event_id,player_id,session_id,event_type,timestamp,event_date,/);
    expect(first).toMatch(/^e0,p0,,session_start,2024-01-15T14:30:00\.000000\+00:00,2024-01-15,14,1,false,/);
    expect(first).toContain(',"",');
    expect(text).toContain('2024-01-16T23:59:59.123456+00:00');
    expect(text).toContain('2024-01-13T22:00:00.000000+00:00');
    expect(text).toContain('"he said ""no"", and\nleft\r\n"');
  });

  it('writes JSON lines that any JSON reader takes', async () => {
    const trial = await finishedRun();
    await exportAll(trial, { form: { ...ownForm, format: 'jsonl' }, outputs: ['events'] });
    const lines = (await readFile(join(trial.folder, 'events_cleaned.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { event_id: 'e0', prop_text: '', session_id: null, timestamp: '2024-01-15T14:30:00.000000+00:00' },
      { event_id: 'e1', prop_text: 'he said "no", and\nleft\r\n', prop_naïve: 'é 🎮 日本' },
      { event_id: 'e2', prop_text: 'NULL', prop_big: '9007199254740993' },
      { event_id: 'e3', prop_score: 0.1, event_date: '2024-01-16' },
      { event_id: 'e4', prop_text: '\\N \u0001', prop_flag: true },
      { event_id: 'e5', prop_price_usd: 4.99, is_future: false },
    ]);
  });
});

describe('an export by date', () => {
  const days = ['2024-01-13', '2024-01-15', '2024-01-16'].map((day) => `event_date=${day}`);

  it.each(['parquet', 'csv', 'jsonl'] as const)('has a folder a day, in %s', async (format) => {
    const trial = await finishedRun();
    const written = await exportAll(trial, { form: { ...ownForm, format, layout: 'by-date' } });
    expect(await readdir(join(trial.folder, 'events_cleaned'))).toEqual(days);
    expect(await readdir(join(trial.folder, 'events_cleaned', days[0] ?? ''))).toEqual([`data_0.${format}`]);
    expect(written.find(({ name }) => name === 'events_cleaned')).toMatchObject({ kind: 'folder', files: 3 });
    // Cohorts have dates of their own.
    expect(await readdir(trial.folder)).toContain(`retention_cohorts.${format}`);
  });

  it('read back is the same set, with its dates', async () => {
    const trial = await finishedRun();
    await exportAll(trial, { form: { ...ownForm, layout: 'by-date' } });
    for (const table of ['events_cleaned', 'daily_metrics']) {
      const reader = `read_parquet('${trial.folder}/${table}/*/*.parquet', hive_partitioning = true)`;
      const columns = (await ask(`DESCRIBE SELECT * FROM ${source(trial, table)}`))
        .map(({ column_name }) => `"${column_name}"`)
        .join(', ');
      const wanted = await ask(`SELECT * FROM ${source(trial, table)} ORDER BY ALL`);
      expect(await ask(`SELECT ${columns} FROM ${reader} ORDER BY ALL`), table).toEqual(wanted);
    }
    expect(
      await ask(`DESCRIBE SELECT event_date FROM read_parquet('${trial.folder}/events_cleaned/*/*.parquet')`),
    ).toMatchObject([{ column_type: 'DATE' }]);
  });

  it('JSON lines and CSV hold the same rows as the run', async () => {
    for (const format of ['jsonl', 'csv'] as const) {
      const trial = await finishedRun();
      await exportAll(trial, { form: { ...ownForm, format, layout: 'by-date' }, outputs: ['events'] });
      const path = `${trial.folder}/events_cleaned/*/*.${format}`;
      const reader =
        format === 'csv'
          ? `read_csv('${path}', hive_partitioning = true, all_varchar = true, header = true, quote = '"', escape = '"', delim = ',', allow_quoted_nulls = false, parallel = false, new_line = '\\n')`
          : `read_json('${path}', hive_partitioning = true, format = 'newline_delimited')`;
      const columns = 'event_id, player_id, prop_text, event_date::VARCHAR AS event_date';
      expect(await ask(`SELECT ${columns} FROM ${reader} ORDER BY event_id`)).toEqual(
        await ask(`SELECT ${columns} FROM ${source(trial, 'events_cleaned')} ORDER BY event_id`),
      );
    }
  });

  it('keeps the order within a day, over more days than files can be open', async () => {
    const trial = await finishedRun(manyLines(60_000, 150));
    const form: ExportForm = { ...ownForm, layout: 'by-date' };
    await exportAll(trial, { form, outputs: ['events'], resources: { memory_limit: '500MB', threads: 4 } });
    const reader = `read_parquet('${trial.folder}/events_cleaned/*/*.parquet', file_row_number = true, filename = true)`;
    expect(
      await ask(
        `SELECT count(*) AS n, count(DISTINCT event_date) AS days, count(*) FILTER (WHERE prop_index < before) AS disorder
         FROM (SELECT *, lag(prop_index) OVER (PARTITION BY event_date ORDER BY filename, file_row_number) AS before FROM ${reader})`,
      ),
    ).toEqual([{ n: '60000', days: '150', disorder: '0' }]);
  });
});

describe('a plan', () => {
  it('knows the size of copies, and guesses others within a tenth', async () => {
    const trial = await finishedRun(manyLines(100_000, 30));
    const resources = { memory_limit: '500MB', threads: 2 } as const;
    const plan = await planExport(trial.runFolder, ownForm, resources, new AbortController().signal);
    const written = await exportAll(trial);
    expect(plan.map(({ name, bytes }) => ({ name, bytes }))).toEqual(
      written.map(({ name, bytes }) => ({ name, bytes })),
    );
    expect(plan.map(({ isEstimate }) => isEstimate)).not.toContain(true);
    for (const form of [
      { ...ownForm, format: 'csv' },
      { ...ownForm, format: 'jsonl' },
      { ...ownForm, compression: 'none' },
    ] satisfies ExportForm[]) {
      const outputs = await planExport(trial.runFolder, form, resources, new AbortController().signal);
      const replace = outputs.map(({ name }) => name);
      const [events] = await exportAll(trial, { form, outputs: ['events'], replace });
      const guess = outputs.find(({ output }) => output === 'events');
      expect(guess).toMatchObject({ isEstimate: true, rows: 100_000 });
      const ratio = (guess?.bytes ?? 0) / (events?.bytes ?? 1);
      expect(ratio, JSON.stringify(form)).toBeGreaterThan(0.9);
      expect(ratio, JSON.stringify(form)).toBeLessThan(1.1);
    }
  });

  it('names what stands in the folder under the same names', async () => {
    const trial = await finishedRun();
    const form: ExportForm = { ...ownForm, layout: 'by-date' };
    expect((await readTarget(trial.folder, trial.runsFolder)).existing).toEqual([]);
    await exportAll(trial, { form, outputs: ['events', 'manifest'] });
    const { existing, freeBytes } = await readTarget(trial.folder, trial.runsFolder);
    expect(existing).toMatchObject([
      { name: 'events_cleaned', kind: 'folder', files: 3 },
      { name: 'manifest.json', kind: 'file', files: 1 },
    ]);
    for (const { bytes, modifiedMs } of existing) expect(Math.min(bytes, modifiedMs)).toBeGreaterThan(0);
    expect(freeBytes).toBeGreaterThan(0);
  });
});

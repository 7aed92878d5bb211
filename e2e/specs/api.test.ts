import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const product = resolve(import.meta.dirname, '../..');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'api-'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(product, join(folder, 'node_modules', 'event-analytics-studio'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const script = (parameters: string) => `
import { EventEtlPipeline, InputError } from 'event-analytics-studio';

const pipeline = new EventEtlPipeline({ inputs: [${JSON.stringify(join(product, 'resources/sample_events.jsonl'))}] });
await pipeline.validateInputs();
const { manifest, report } = await pipeline.run({ outputDir: 'out' });
const loaded${parameters} = manifest.metrics.events_loaded;
console.log(JSON.stringify([loaded, report.status, manifest.reconciliation, pipeline.metrics?.events_cleaned]));
try {
  await new EventEtlPipeline({ inputs: ['missing.jsonl'] }).run({ outputDir: 'out' });
} catch (error) {
  console.log(error instanceof InputError && error.code);
}
`;

test('the built API runs from a script of another project, and its errors can be told apart', async () => {
  await writeFile(join(folder, 'job.js'), script(''));
  const { stdout } = await run(process.execPath, ['job.js'], { cwd: folder });
  const [result = '', code] = stdout.trim().split('\n');
  expect(JSON.parse(result)).toEqual([
    4995,
    'warn',
    { lines: 5012, events_cleaned: 4985, events_rejected: 15, duplicates_removed: 10, blank_lines: 2 },
    4985,
  ]);
  expect(code).toBe('INVALID_INPUT');
});

test('it carries its types: a wrong one does not compile, the right one does', async () => {
  const compile = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    const tsc = join(product, 'node_modules', 'typescript', 'bin', 'tsc');
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023'];
    return run(process.execPath, [tsc, ...flags, '--types', '', name], { cwd: folder }).then(
      () => 'compiles',
      (error: { stdout: string }) => error.stdout,
    );
  };
  const declared = `declare const console: { log(value: unknown): void };`;
  expect(await compile('right.ts', declared + script(': number'))).toBe('compiles');
  expect(await compile('wrong.ts', declared + script(': string'))).toContain(
    "Type 'number' is not assignable to type 'string'",
  );
});

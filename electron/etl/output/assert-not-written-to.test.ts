import { link, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../shared/errors.ts';
import { contentsOf, eventLine, failureOf, makeFolder, run } from '../testing/trial.ts';

/** A folder with an event log at a path in it, and what that holds. */
async function givenLog(...steps: string[]) {
  const folder = await makeFolder();
  const path = join(folder, ...steps);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `${eventLine()}\n`);
  return { folder, path, output: join(folder, 'out') };
}

describe('an input that the run would write over', () => {
  it.each([['rejected_events.jsonl'], ['manifest.json'], ['quality_report.json']])(
    'because it is %s of the output folder is refused, and nothing touched',
    async (name) => {
      const { folder, path, output } = await givenLog('out', name);
      const before = await contentsOf(folder);
      const { message } = await failureOf(run([path], output), InputError);
      expect(message).toBe(
        `${path}: the run would write over this input, as ${path}; choose another output folder.`,
      );
      expect(await contentsOf(folder)).toEqual(before);
    },
  );

  it('is refused under any other name too', async () => {
    const { folder, path, output } = await givenLog('out', 'rejected_events.jsonl');
    await symlink(path, join(folder, 'link.jsonl'));
    await link(path, join(folder, 'second.jsonl'));
    await symlink(output, join(folder, 'way'));
    const before = await contentsOf(folder);
    for (const input of ['link.jsonl', 'second.jsonl', 'way/rejected_events.jsonl'])
      await failureOf(run([join(folder, input)], output), InputError);
    await failureOf(run([path], join(folder, 'way')), InputError);
    expect(await contentsOf(folder)).toEqual(before);
  });

  it('is refused where an output is a link to it', async () => {
    const { folder, path, output } = await givenLog('events.jsonl');
    await mkdir(output);
    await symlink(path, join(output, 'rejected_events.jsonl'));
    await failureOf(run([path], output), InputError);
    expect(await readFile(path, 'utf8')).toBe(`${eventLine()}\n`);
    expect(Object.keys(await contentsOf(folder)).sort()).toContain('out/rejected_events.jsonl');
  });

  it('is refused where a killed run left it: the next one removes that', async () => {
    const { folder, path, output } = await givenLog(
      'out',
      '.event-analytics-staging-AAAAAA',
      'new',
      'a.jsonl',
    );
    const before = await contentsOf(folder);
    await failureOf(run([path], output), InputError);
    expect(await contentsOf(folder)).toEqual(before);
  });

  it('is refused where it is the log of the run', async () => {
    const { path, output } = await givenLog('events.jsonl');
    const { message } = await failureOf(
      run([path], output, { config: { monitoring: { log_file: path } } }),
      InputError,
    );
    expect(message).toContain(path);
  });

  it('is read where it is an output of another folder', async () => {
    const { folder, path } = await givenLog('out', 'rejected_events.jsonl');
    const { manifest } = await run([path], join(folder, 'other'));
    expect(manifest.reconciliation.events_cleaned).toBe(1);
  });
});

import { link, mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError, OutputError } from '../../../shared/errors.ts';
import { runChildWithMounts } from '../../../test/kit/child.ts';
import { eventLine } from '../../../test/kit/event-lines.ts';
import { rejectionOf } from '../../../test/kit/failure.ts';
import { contentsOf, makeFolder } from '../../../test/kit/folder.ts';
import { jobOf, run } from '../../../test/kit/runs.ts';
import { checkPipeline } from '../pipeline.ts';

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
      const { message } = await rejectionOf(run([path], output), InputError);
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
      await rejectionOf(run([join(folder, input)], output), InputError);
    await rejectionOf(run([path], join(folder, 'way')), InputError);
    expect(await contentsOf(folder)).toEqual(before);
  });

  it('is refused where an output is a link to it', async () => {
    const { folder, path, output } = await givenLog('events.jsonl');
    await mkdir(output);
    await symlink(path, join(output, 'rejected_events.jsonl'));
    await rejectionOf(run([path], output), InputError);
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
    await rejectionOf(run([path], output), InputError);
    expect(await contentsOf(folder)).toEqual(before);
  });

  const dead = 'event-analytics-work-0123456789ab-1-1-AbCdEf';

  it.each([
    ['a run that was killed while it took over', 'out', '.event-analytics.lock.takeover'],
    ['an earlier version', 'out', dead],
    ['a killed run', 'tmp', dead],
  ])('is refused where %s left it in what the next one clears away', async (_, place, name) => {
    const { folder, path, output } = await givenLog(place, name, 'deep', 'a.jsonl');
    await mkdir(join(folder, 'tmp'), { recursive: true });
    // Long since nobody's.
    await utimes(join(folder, place, name), 1, 1);
    const config = { resources: { temp_directory: join(folder, 'tmp') } };
    const before = await contentsOf(folder);
    const { message } = await rejectionOf(run([path], output, { config }), InputError);
    expect(message).toBe(
      `${path}: the run would remove this input, left there by a killed run; move it elsewhere, then run again.`,
    );
    if (place === 'tmp') await rejectionOf(checkPipeline(jobOf([path], { config })), InputError);
    expect(await contentsOf(folder)).toEqual(before);
  });

  it.runIf(process.platform === 'linux').each([
    ['the folder', '.event-analytics-staging-AAAAAA', 'new/a.jsonl'],
    ['a folder in it', '.event-analytics-staging-AAAAAA/new', 'a.jsonl'],
    ['the file', '.event-analytics-staging-AAAAAA/new/a.jsonl', ''],
  ])('is refused where it is seen through a mount of %s', async (_, source, rest) => {
    const { folder, path, output } = await givenLog(
      'out',
      '.event-analytics-staging-AAAAAA',
      'new',
      'a.jsonl',
    );
    const mounted = join(folder, 'mounted.jsonl');
    if (rest === '') await writeFile(mounted, '');
    else await mkdir(mounted);
    const outcome = await runChildWithMounts(
      `mount --bind ${join(output, source)} ${mounted}`,
      `const [input, output] = process.argv.slice(1); tell(await outcomeOf(runPipeline(job([input]), output)));`,
      [join(mounted, rest), output],
    );
    expect(outcome).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('would remove this input'),
    });
    expect(await readFile(path, 'utf8')).toBe(`${eventLine()}\n`);
  });

  it('is refused where it is the log of the run', async () => {
    const { path, output } = await givenLog('events.jsonl');
    const { message } = await rejectionOf(
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

describe('a log in the place of an output', () => {
  it.each(['manifest.json', 'rejected_events.jsonl', '.event-analytics.lock'])(
    '%s is refused, under whatever name, before anything is written',
    async (name) => {
      const { folder, path, output } = await givenLog('events.jsonl');
      await mkdir(output);
      await symlink(output, join(folder, 'way'));
      const before = await contentsOf(folder);
      for (const log_file of [join(output, name), join(folder, 'way', name)]) {
        const { message } = await rejectionOf(
          run([path], output, { config: { monitoring: { log_file } } }),
          OutputError,
        );
        expect(message).toContain(log_file);
      }
      expect(await contentsOf(folder)).toEqual(before);
    },
  );
});

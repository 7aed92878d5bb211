import { once } from 'node:events';
import { mkdir, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startChild } from '../../test/kit/child.ts';
import { eventLines } from '../../test/kit/event-lines.ts';
import { makeFolder } from '../../test/kit/folder.ts';
import { run } from '../../test/kit/runs.ts';
import { processTag } from './process-identity.ts';
import { withWorkFolder } from './work-folder.ts';

/** The tag of a process that has ended. */
async function deadTag(): Promise<string> {
  const child = startChild('');
  await once(child, 'close');
  return processTag.replace(/-\d+-/, `-${child.pid}-`);
}

describe('a work folder', () => {
  it('is its owner’s alone, those made above it too, and gone after', async () => {
    const parent = join(await makeFolder(), 'a', 'b');
    await withWorkFolder(parent, async (workFolder) => {
      for (const path of [workFolder, parent, join(parent, '..')])
        expect((await stat(path)).mode & 0o777, path).toBe(0o700);
    });
  });

  it('takes with it the folders above that were made for it, and no other', async () => {
    const top = await makeFolder();
    const work = () => withWorkFolder(join(top, 'a', 'b'), async () => {});
    await work();
    expect(await readdir(top)).toEqual([]);
    await mkdir(join(top, 'a'));
    await work();
    expect(await readdir(top)).toEqual(['a']);
  });

  it('of a dead process goes with the next one; what is no such folder stays', async () => {
    const [parent, elsewhere] = [await makeFolder(), await makeFolder()];
    await writeFile(join(elsewhere, 'precious'), '');
    const work = 'event-analytics-work-';
    const dead = await deadTag();
    const [place = ''] = processTag.split('-');
    const swept = [
      `${work}${dead}-abcdef`,
      // Our own id, given out before.
      `${work}${place}-${process.pid}-1-abcdef`,
    ];
    const kept = [
      `${work}${processTag}-abcdef`,
      `${work}${dead}`,
      `${work}notes`,
      'event-analytics-work',
      // Another machine's, or of an earlier version: nothing can be known of these but their age.
      `${work}000000000000-1-1-abcdef`,
      `${work}AbCdEf`,
    ];
    for (const name of [...swept, ...kept]) await mkdir(join(parent, name, 'spill'), { recursive: true });
    for (const name of [`${work}111111111111-1-1-abcdef`, `${work}aBcDeF`]) {
      await mkdir(join(parent, name));
      await utimes(join(parent, name), new Date('2024-01-01'), new Date('2024-01-01'));
    }
    await symlink(elsewhere, join(parent, `${work}${dead}-aaaaaa`));
    await withWorkFolder(parent, async () => {});
    expect(await readdir(parent)).toEqual([...kept, `${work}${dead}-aaaaaa`].sort());
    expect(await readdir(elsewhere)).toEqual(['precious']);
  });
});

const die = `(progress) => { if (progress.stage === stage) process.kill(process.pid, 'SIGKILL'); }`;

describe('what a killed process leaves is removed by the next of anyone:', () => {
  it.each(['scan', 'ingest', 'aggregate', 'check'])('a run or a check, at %s', async (stage) => {
    const folder = await makeFolder();
    const [input, temp] = [join(folder, 'events.jsonl'), join(folder, 'temp')];
    await writeFile(input, eventLines(100));
    for (const work of ['runPipeline', 'checkPipeline']) {
      const child = startChild(
        `const { checkPipeline } = await import(process.argv[1]);
         const [input, output, temp, stage] = process.argv.slice(2);
         await ${work}(job([input], { resources: { temp_directory: temp } }, ${die}), output);`,
        [new URL('pipeline.ts', import.meta.url).href, input, join(folder, 'one'), temp, stage],
      );
      expect((await once(child, 'close'))[1]).toBe('SIGKILL');
      expect(await readdir(temp)).toHaveLength(1);
      await run([input], join(folder, 'another'), { config: { resources: { temp_directory: temp } } });
      expect(await readdir(temp)).toEqual([]);
    }
  });

  it('a finished run that is read', async () => {
    const folder = await makeFolder();
    const [input, out, temp] = [join(folder, 'a.jsonl'), join(folder, 'out'), join(folder, 'temp')];
    await writeFile(input, eventLines(100));
    await run([input], out);
    const child = startChild(
      `const { OpenRun } = await import(process.argv[1]);
       await OpenRun.open(process.argv[2], { memory_limit: '100MB', threads: 1 }, process.argv[3]);
       process.kill(process.pid, 'SIGKILL');`,
      [new URL('queries/open-run.ts', import.meta.url).href, out, temp],
    );
    expect((await once(child, 'close'))[1]).toBe('SIGKILL');
    expect(await readdir(temp)).toHaveLength(1);
    await run([input], join(folder, 'another'), { config: { resources: { temp_directory: temp } } });
    expect(await readdir(temp)).toEqual([]);
  });

  it('a generator', async () => {
    const folder = await makeFolder();
    const generate = (then: string) =>
      startChild(
        `const { writeEvents } = await import(process.argv[1]);
         await writeEvents({ events: 50000, players: 100, days: 9, seed: 1, output: process.argv[2], onProgress() { ${then} } });`,
        [new URL('generate/write-events.ts', import.meta.url).href, join(folder, 'events.jsonl')],
      );
    const killed = generate(`process.kill(process.pid, 'SIGKILL');`);
    expect((await once(killed, 'close'))[1]).toBe('SIGKILL');
    expect(await readdir(folder)).toHaveLength(1);
    await once(generate(''), 'close');
    expect(await readdir(folder)).toEqual(['events.jsonl']);
  });
});

import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { InputError } from '../../../shared/errors.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { rejectionOf } from '../../../test/kit/failure.ts';
import { stageFiles } from '../../../test/kit/staged.ts';
import { fitToMemory } from './fit-to-memory.ts';

const maxLineBytes = 2 ** 24;
const resources = { memory_limit: '500MB', threads: 8, temp_directory: null };

/** Twenty lines, the third a little longer than the others. */
async function sourcesOf(textBytes: number) {
  const lines = Array.from({ length: 20 }, (_, index) =>
    eventLine({ event_id: `e${index}`, properties: { text: 'x'.repeat(textBytes + (index === 2 ? 9 : 0)) } }),
  );
  return (
    await stageFiles({ 'a.jsonl': linesOf([eventLine({ event_id: 'a' })]), 'long.jsonl': linesOf(lines) })
  ).sources;
}

it('short lines leave the threads as they are', async () => {
  expect(await fitToMemory(await sourcesOf(1000), resources, maxLineBytes)).toBe(resources);
});

it('long lines take as many threads as can each hold one', async () => {
  const sources = await sourcesOf(2_000_000);
  expect(await fitToMemory(sources, resources, maxLineBytes)).toEqual({ ...resources, threads: 3 });
  expect(await fitToMemory(sources, { ...resources, threads: 2 }, maxLineBytes)).toEqual({
    ...resources,
    threads: 2,
  });
  const roomy = { ...resources, memory_limit: '900GB', threads: 'auto' as const };
  expect(await fitToMemory(sources, roomy, maxLineBytes)).toEqual(roomy);
  const auto = await fitToMemory(
    sources,
    { ...resources, memory_limit: 'auto', threads: 'auto' },
    maxLineBytes,
  );
  expect(auto.threads === 'auto' || auto.threads <= availableParallelism()).toBe(true);
});

it('a line that no thread can hold is told with its place and the settings', async () => {
  const sources = await sourcesOf(2_000_000);
  const { message } = await rejectionOf(
    fitToMemory(sources, { ...resources, memory_limit: '100MB' }, maxLineBytes),
    InputError,
  );
  expect(message).toContain(`${sources[1]?.input.path}:3: `);
  expect(message).toContain('resources.memory_limit (100MB)');
  expect(message).toContain('Raise it to 129MB, or lower ingest.max_line_bytes');
});

it('where memory is shared, it is told with what is left, and what to do about that', async () => {
  const sources = await sourcesOf(2_000_000);
  const leased = { ...resources, memory_limit: '102400KiB' };
  const { message } = await rejectionOf(
    fitToMemory(sources, leased, maxLineBytes, 'raise the memory limit in Settings'),
    InputError,
  );
  expect(message).toContain(
    'takes 129MB of memory, and 104MB are left for it: raise the memory limit in Settings. ',
  );
  expect(message).toContain('Or lower ingest.max_line_bytes');
  expect(message).not.toContain('resources.memory_limit');
  expect(message).not.toContain('KiB');
});

import { expect, test } from 'vitest';
import { InternalError } from '../../../shared/errors.ts';
import { eventLine, linesOf } from '../../../test/kit/event-lines.ts';
import { stageFiles } from '../../../test/kit/staged.ts';
import { assertStaged } from './assert-staged.ts';

const files = {
  'a.jsonl': linesOf([eventLine({ event_id: 'a1' }), '', eventLine({ event_id: '\uFEFFa3' })]),
  'b.jsonl': linesOf([eventLine({ event_id: 'b1' }), eventLine({ event_id: 'b2' })]),
};

test('what was staged holds, also at an id that begins with a byte-order mark', async () => {
  const { database, sources } = await stageFiles(files);
  const offset = Buffer.byteLength(linesOf([eventLine({ event_id: 'a1' }), '']));
  const [a, b] = sources;
  if (!a || !b) throw new Error('two sources expected');
  await assertStaged(database, [{ ...a, checkpoints: [...a.checkpoints, { line: 2, offset }] }, b]);
});

test('a line that stands elsewhere than the scan saw it is refused', async () => {
  const { database, sources } = await stageFiles(files);
  const [a, b] = sources;
  if (!a || !b) throw new Error('two sources expected');
  const moved = { ...b, checkpoints: [{ line: 1, offset: 0 }] };
  await expect(assertStaged(database, [a, moved])).rejects.toThrow(InternalError);
  await expect(assertStaged(database, [a, moved])).rejects.toThrow(
    /b\.jsonl: b1 and b2 were both read as line 5/,
  );
});

test('a file with another number of lines is refused', async () => {
  const { database, sources } = await stageFiles(files);
  const shorter = sources.map((source) => ({ ...source, lines: source.lines - 1 }));
  await expect(assertStaged(database, shorter)).rejects.toThrow(/2 lines were counted but 3 were read/);
});

/**
 * Kills the command line at random times and at each call that changes names or reaches the disk, and refuses such calls:
 * outputs read as wholly old or wholly new before anything heals them, and the next run leaves nothing behind.
 * `--seed N` repeats a run, `--count N` is how many random kills. Needs Linux and strace, and a build.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killEverywhere } from './kills/kill-everywhere.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '200' } },
});
const folder = mkdtempSync(join(tmpdir(), 'kills-'));
try {
  const { tally, broken } = killEverywhere(folder, {
    seed: Number(values.seed),
    count: Number(values.count),
    share: 1,
    tell: (line) => console.log(line),
  });
  const { killed, refused, done, old, new: replaced } = tally;
  console.log(
    `seed ${values.seed}: ${killed} killed, ${refused} failed, ${done} done in spite of it; ${old} read as the earlier run, ${replaced} as the new one; ${broken.length} broken promises`,
  );
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * `npm run soak`: breaks the product on purpose for as long as it takes, each part of test/soak in turn. Options:
 * `--part kills,fuzz` some parts alone; `--seed N` repeats a run; `--count N` is for one part, whose head says
 * what it counts.
 * Each part prints its seed, counts and figures, and ends with 1 where a promise did not hold.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const folder = join(import.meta.dirname, '..', 'test', 'soak');
const all = readdirSync(folder)
  .filter((name) => /^[a-z-]+\.ts$/.test(name))
  .map((name) => basename(name, '.ts'));

const { values } = parseArgs({
  options: { part: { type: 'string' }, seed: { type: 'string' }, count: { type: 'string' } },
});
const parts = values.part?.split(',') ?? all;
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
const unknown = parts.filter((part) => !all.includes(part));
if (values.count !== undefined && (values.part === undefined || parts.length !== 1))
  throw new Error('--count means another thing to each part: name the one with --part.');
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}: ${all.join(', ')}.`);

const failed = parts.filter((part) => {
  const count = values.count === undefined ? [] : ['--count', values.count];
  console.log(`\n> ${part} --seed ${seed}`);
  const { status } = spawnSync(process.execPath, [join(folder, `${part}.ts`), '--seed', seed, ...count], {
    stdio: 'inherit',
  });
  return status !== 0;
});
console.log(`\n${parts.length - failed.length} passed, ${failed.length} failed`);
if (failed.length > 0) console.log(`Failed: ${failed.join(', ')} (seed ${seed})`);
process.exitCode = failed.length === 0 ? 0 : 1;

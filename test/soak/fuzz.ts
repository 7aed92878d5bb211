/**
 * `node test/soak/fuzz.ts [--seed N] [--count N] [--index N]`: mutated logs, damaged streams and broken configurations.
 * `--count N` is how many log files the engine reads, 20,000 by default; `--index` repeats the one run that a failure names.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz/fuzz.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '20000' },
    index: { type: 'string' },
  },
});
const index = values.index === undefined ? null : Number(values.index);
const failures = await fuzz({ seed: Number(values.seed), files: Number(values.count), index }, console.log);
process.exitCode = failures === 0 ? 0 : 1;

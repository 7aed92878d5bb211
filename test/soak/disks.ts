/**
 * Full, small, read-only and failing disks, and limits of files, under run, check and generate.
 * `--seed N` repeats a run, `--count N` is how many faults are tried.
 */
import { parseArgs } from 'node:util';
import { tryFaults } from './disks/try-faults.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '80' } },
});
const trials = tryFaults(
  Number(values.seed),
  Number(values.count),
  ({ command, fault, code, broken, tookEffect, stderr }) => {
    console.log(
      `${broken === null ? 'held  ' : 'BROKEN'} ${command}, ${fault}: ${code}${tookEffect ? '' : ', never took effect'}`,
    );
    if (broken !== null) console.log(`       ${broken}\n${stderr.slice(0, 2000)}`);
  },
);
const broken = trials.filter((trial) => trial.broken !== null);
const idle = trials.filter(({ tookEffect }) => !tookEffect).length;
const ends = (code: number) => trials.filter((trial) => trial.code === code).length;
console.log(
  `seed ${values.seed}: ${trials.length} faults, ${ends(0)} ended with 0, ${ends(2)} with 2; ${idle} never took effect; ${broken.length} broken`,
);
process.exitCode = broken.length === 0 && idle < trials.length ? 0 : 1;

/** Full, small, read-only and failing disks, and limits of files, under run, check and generate. `--seed N --count N`. */
import { parseArgs } from 'node:util';
import { tryFaults } from './disks/try-faults.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '80' } },
});
const trials = tryFaults(
  Number(values.seed),
  Number(values.count),
  ({ command, fault, code, broken, stderr }) => {
    console.log(`${broken === null ? 'held  ' : 'BROKEN'} ${command}, ${fault}: ${code}`);
    if (broken !== null) console.log(`       ${broken}\n${stderr.slice(0, 2000)}`);
  },
);
const broken = trials.filter((trial) => trial.broken !== null);
const ends = (code: number) => trials.filter((trial) => trial.code === code).length;
console.log(
  `seed ${values.seed}: ${trials.length} faults, ${ends(0)} ended with 0, ${ends(2)} with 2; ${broken.length} broken`,
);
process.exitCode = broken.length === 0 ? 0 : 1;

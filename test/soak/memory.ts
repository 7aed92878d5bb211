/**
 * `node test/soak/memory.ts [--seed S] [--count N]`: the shapes of logs that are hard on memory, `--count` times as large as in
 * the test (3 where left out; a line of 100 MB comes to as many times 100 MB), through the built command line. Nothing is random: the seed is printed alone.
 */
import { parseArgs } from 'node:util';
import { brokenPromise, measure } from './memory/measure.ts';
import { shapes } from './memory/shapes.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' }, count: { type: 'string' } } });
const scale = Number(values.count ?? 3);
console.log(`seed ${values.seed ?? 'none'}, ${shapes.length} shapes, ${scale} times as large as in the test`);
for (const shape of shapes) {
  const measured = measure(shape, scale);
  const { code, stderr, peakMb, seconds } = measured;
  const broken = brokenPromise(shape, measured);
  console.log(
    `${broken === null ? 'ok  ' : 'FAIL'} ${shape.name}: limit ${shape.limitMb} MB, peak ${peakMb.toFixed(0)} MB, ${seconds.toFixed(1)} s, exit ${code}`,
  );
  if (broken === null) continue;
  console.log(`     ${broken}\n${stderr.slice(0, 500)}`);
  process.exitCode = 1;
}

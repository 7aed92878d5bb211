/**
 * `node test/soak/memory.ts [--seed S] [--count N]`: the shapes of logs that are hard on memory, N times as large as in the test
 * (3 where left out), through the built command line. Nothing is random: the seed is printed alone.
 */
import { parseArgs } from 'node:util';
import { constantMb, measure } from './memory/measure.ts';
import { shapes } from './memory/shapes.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' }, count: { type: 'string' } } });
const scale = Number(values.count ?? 3);
console.log(`seed ${values.seed ?? 'none'}, ${shapes.length} shapes, ${scale} times as large as in the test`);
for (const shape of shapes) {
  const { code, stderr, peakMb, seconds } = measure(shape, scale);
  const isWithin = peakMb <= shape.limitMb + constantMb;
  const hasEnded = code === 0 || (code === 2 && (shape.mayStopAt?.test(stderr) ?? false));
  console.log(
    `${isWithin && hasEnded ? 'ok  ' : 'FAIL'} ${shape.name}: limit ${shape.limitMb} MB, peak ${peakMb.toFixed(0)} MB, ${seconds.toFixed(1)} s, exit ${code}`,
  );
  if (!hasEnded) console.log(stderr.slice(0, 500));
  if (!isWithin || !hasEnded) process.exitCode = 1;
}

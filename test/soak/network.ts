/** Nothing leaves the machine, used or attacked. `--count N` is for how many seconds the window is used before the attacks. */
import { parseArgs } from 'node:util';
import { watchNetwork } from './network/own-network.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '60' } },
});
const { text, isSilent } = watchNetwork(Number(values.seed), Number(values.count));
console.log(text.trimEnd());
process.exitCode = isSilent ? 0 : 1;

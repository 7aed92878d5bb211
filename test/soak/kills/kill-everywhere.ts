import { Random } from '../../../electron/etl/generate/random.ts';
import { type Fault, refusals, type SystemCalls } from './broken-run.ts';
import { KillTrials, type Tally } from './kill-trials.ts';

export type KillOptions = {
  seed: number;
  /** Random kills; the others are as many as there are calls, or a share of these. */
  count: number;
  /** Share of the calls that are tried, 0 to 1. */
  share: number;
  /** Hears of each part. */
  tell: (line: string) => void;
};

const kinds: readonly SystemCalls[] = [
  'rename',
  'symlink',
  'link',
  'unlink',
  'rmdir',
  'mkdir',
  'fsync',
  'chmod',
];

/**
 * Breaks runs at random times and at each call that changes names or reaches the disk, in an empty folder.
 * @returns how they ended, and each promise that did not hold
 */
export function killEverywhere(
  folder: string,
  { seed, count, share, tell }: KillOptions,
): { tally: Tally; broken: string[] } {
  const random = new Random(seed, 1);
  const trials = new KillTrials(folder);
  const broken: string[] = [];
  const attempt = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      broken.push(error instanceof Error ? error.message : String(error));
      tell(`  BROKEN ${broken.at(-1)}`);
    }
  };
  const isChosen = () => random.unit() < share;

  const ms = trials.measure();
  tell(`${count} kills at random times of a run of ${Math.round(ms)} ms`);
  for (let index = 0; index < count; index += 1) {
    const killAfterMs = random.unit() * ms * 1.1;
    const options = { hasEarlier: index % 4 !== 3, hasTemp: index % 2 === 1 };
    attempt(() => trials.try(`killed after ${killAfterMs.toFixed(1)} ms`, { killAfterMs }, options));
  }
  const counts = trials.count();
  for (const calls of kinds) {
    for (let at = 1; at <= counts[calls]; at += 1) {
      if (!isChosen()) continue;
      const kill: Fault = { calls, at, is: 'kill' };
      // Where temporary files go elsewhere the calls are a few fewer or more, and the last kills may not come.
      attempt(() => trials.try(`killed at ${calls} ${at}`, { faults: [kill] }, { hasTemp: at % 2 === 1 }));
      const is = refusals[random.below(refusals.length)] ?? 'EPERM';
      const refusal: Fault = { calls, at, is, isLasting: random.unit() < 0.5 };
      const text = `${calls} ${at}${refusal.isLasting ? ' and all after' : ''} refused with ${is}`;
      attempt(() => trials.try(text, { faults: [refusal] }));
    }
    tell(`kills and refusals at each of ${counts[calls]} ${calls} calls`);
  }
  // The takeover of a lock is the first that such a run does.
  for (const calls of ['mkdir', 'unlink', 'rmdir'] as const) {
    for (let at = 1; at <= 2; at += 1) {
      const kill: Fault = { calls, at, is: 'kill' };
      attempt(() =>
        trials.try(`killed at ${calls} ${at}, over a dead lock`, { faults: [kill] }, { hasDeadLock: true }),
      );
    }
  }
  tell('kills in the takeover of a dead lock');
  // A disk that refuses one link and takes the next.
  attempt(() =>
    trials.try('the first link alone refused', { faults: [{ calls: 'symlink', at: 1, is: 'EPERM' }] }),
  );
  const noLinks: Fault = { calls: 'symlink', at: 1, is: 'EPERM', isLasting: true };
  for (let at = 1; at <= counts.rename; at += 1) {
    if (!isChosen()) continue;
    const faults = (is: Fault['is']): Fault[] => [noLinks, { calls: 'rename', at, is }];
    const linkless = { isLinkless: true };
    attempt(() => trials.try(`killed at rename ${at}, without links`, { faults: faults('kill') }, linkless));
    attempt(() => trials.try(`rename ${at} refused, without links`, { faults: faults('EPERM') }, linkless));
  }
  tell('kills and refusals at each rename on a disk without links');
  for (let index = 0; index < Math.ceil(count / 10); index += 1) {
    attempt(() => trials.tryCheck(random.unit() * ms));
    attempt(() => trials.tryGenerate(random.unit() * ms));
  }
  tell('kills of check and generate');
  return { tally: trials.tally, broken };
}

import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFileName } from '../../../electron/etl/output/output-lock.ts';
import { ownIdentity } from '../../../electron/etl/process-identity.ts';
import { type Break, countCalls, type Outcome, runBroken, type SystemCalls } from './broken-run.ts';
import { readNaively } from './read-naively.ts';

/** How often each end was seen. */
export type Tally = { killed: number; refused: number; done: number; old: number; new: number };

const [oldLog, newLog] = ['old.jsonl', 'new.jsonl'];

/**
 * Runs over an output folder that holds an earlier run, each broken somewhere. After each one, before anything heals it, the
 * folder has to read as wholly the earlier run or wholly the new one; then the next run has to succeed and leave nothing else.
 */
export class KillTrials {
  readonly tally: Tally = { killed: 0, refused: 0, done: 0, old: 0, new: 0 };
  readonly #folder: string;
  readonly #out: string;

  /** @param folder an empty one */
  constructor(folder: string) {
    this.#folder = folder;
    this.#out = join(folder, 'out');
    writeFileSync(join(folder, 'quiet.yaml'), 'monitoring: { log_file: null }\n');
    writeFileSync(
      join(folder, 'temp.yaml'),
      `monitoring: { log_file: null }\nresources: { temp_directory: ${join(folder, 'temp')} }\n`,
    );
    writeFileSync(join(folder, 'none.jsonl'), '\n'.padStart(1000, 'x\n'));
    mkdirSync(join(folder, 'temp'));
    // The earlier run has a quarantine, which has to go with the new one.
    this.#generate(oldLog, '0.05');
    this.#generate(newLog, '0');
    this.#mustSucceed(this.#run(oldLog, {}));
    cpSync(this.#out, join(folder, 'kept'), { recursive: true });
  }

  /** How many calls of each kind an unbroken run makes. */
  count(): Record<SystemCalls, number> {
    this.#reset(true);
    return countCalls(this.#folder, this.#commandOf(newLog, false));
  }

  /** How long an unbroken run takes, in ms. */
  measure(): number {
    this.#reset(true);
    return this.#mustSucceed(this.#run(newLog, {})).ms;
  }

  /**
   * @param hasEarlier whether there is an earlier run
   * @param hasDeadLock whether a killed run has left its lock, too
   * @returns whether the run was killed or refused anything at all
   * @throws Error saying what did not hold
   */
  try(
    name: string,
    broken: Break,
    { hasEarlier = true, isLinkless = false, hasTemp = false, hasDeadLock = false } = {},
  ): Outcome {
    try {
      this.#reset(hasEarlier);
      if (hasDeadLock) this.#leaveDeadLock();
      const earlier = hasEarlier ? oldLog : null;
      const outcome = this.#run(newLog, broken, hasTemp);
      if (!isLinkless) this.#judge(outcome, earlier, readNaively(this.#out));
      if (isLinkless) {
        // There the outputs are missing for a moment: whoever opens the folder next puts them back.
        const { code } = this.#run('none.jsonl', {});
        if (code !== 1) throw new Error(`a run that fails its checks ended with ${code}`);
        this.#judge(outcome, earlier, readNaively(this.#out));
        this.#assertTidy(hasEarlier || existsSync(this.#out));
      }
      this.#mustSucceed(this.#run(newLog, {}, hasTemp));
      if (readNaively(this.#out) !== newLog) throw new Error('the next run has not replaced it');
      this.#assertTidy(true);
      return outcome;
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  /** Kills `check` after a while; the next one has to remove what it left. @throws Error */
  tryCheck(killAfterMs: number): void {
    const check = (broken: Break) =>
      runBroken(this.#folder, ['check', '--input', newLog, '--config', 'quiet.yaml', '--quiet'], broken);
    check({ killAfterMs });
    this.#mustSucceed(check({}));
    this.#assertTidy(existsSync(this.#out));
  }

  /** Kills `generate` after a while: its file is the old or the new one, and the next one removes what it left. @throws Error */
  tryGenerate(killAfterMs: number): void {
    const made = join(this.#folder, 'made.jsonl');
    writeFileSync(made, 'old\n');
    const generate = (broken: Break) =>
      runBroken(
        this.#folder,
        [
          'generate',
          ...'--events 30000 --players 9 --days 3 --seed 2 --quiet --output made.jsonl'.split(' '),
        ],
        broken,
      );
    const { isKilled } = generate({ killAfterMs });
    const { size } = lstatSync(made);
    if (isKilled && size !== 4 && size < 1_000_000) throw new Error(`a killed generate left ${size} bytes`);
    this.#mustSucceed(generate({}));
    rmSync(made);
    this.#assertTidy(existsSync(this.#out));
  }

  #judge({ isKilled, code, stderr }: Outcome, earlier: string | null, found: string | null): void {
    if (found !== earlier && found !== newLog) throw new Error(`it reads as the run of ${found}`);
    if (!isKilled && code === 0 && found !== newLog)
      throw new Error('it succeeded, and reads as the earlier run');
    if (!isKilled && code !== 0 && found !== earlier)
      throw new Error(`it failed (${stderr.trim()}), and reads as the new run`);
    this.tally[isKilled ? 'killed' : code === 0 ? 'done' : 'refused'] += 1;
    this.tally[found === newLog ? 'new' : 'old'] += 1;
  }

  #reset(hasEarlier: boolean): void {
    rmSync(this.#out, { recursive: true, force: true });
    if (hasEarlier) cpSync(join(this.#folder, 'kept'), this.#out, { recursive: true });
  }

  /** The lock of an earlier life under our own process id. */
  #leaveDeadLock(): void {
    const owner = { ...ownIdentity(), start_time: '1', run_id: 'dead' };
    writeFileSync(join(this.#out, lockFileName), JSON.stringify(owner));
  }

  #run(input: string, broken: Break, hasTemp = false): Outcome {
    return runBroken(this.#folder, this.#commandOf(input, hasTemp), broken);
  }

  #commandOf(input: string, hasTemp: boolean): string[] {
    const config = hasTemp ? 'temp.yaml' : 'quiet.yaml';
    return ['run', '--input', input, '--output', 'out', '--config', config, '--quiet'];
  }

  #generate(name: string, malformed: string): void {
    const options = `--events 500 --players 20 --days 9 --seed 1 --malformed-share ${malformed} --quiet --output ${name}`;
    this.#mustSucceed(runBroken(this.#folder, ['generate', ...options.split(' ')], {}));
  }

  #mustSucceed(outcome: Outcome): Outcome {
    if (outcome.code !== 0)
      throw new Error(`an unbroken command ended with ${outcome.code}: ${outcome.stderr.trim()}`);
    return outcome;
  }

  /** Nothing of ours is left but outputs, and these are files. */
  #assertTidy(hasOut: boolean): void {
    const left = readdirSync(this.#folder).filter(
      (name) => name.startsWith('event-analytics') || name.startsWith('.event'),
    );
    const temp = readdirSync(join(this.#folder, 'temp'));
    const out = hasOut ? readdirSync(this.#out) : [];
    const wrong = out.filter(
      (name) =>
        name.startsWith('.') ||
        name.startsWith('event-analytics') ||
        !lstatSync(join(this.#out, name)).isFile(),
    );
    const all = [...left, ...temp, ...wrong];
    if (all.length > 0) throw new Error(`left behind: ${all.join(', ')}`);
  }
}

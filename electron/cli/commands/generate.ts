import type { Command } from 'commander';
import { formatCount } from '../../../shared/format/number.ts';
import { formatBytes } from '../../../shared/format/quantity.ts';
import { visibleLine } from '../../../shared/format/visible-text.ts';
import { cancellable } from '../cancellation.ts';
import { openConsole } from '../console.ts';
import { date, nonEmpty, requiredOption, share, wholeNumber } from '../options.ts';
import { printResult } from '../standard-streams.ts';

type GenerateFlags = {
  events: number;
  players: number;
  days: number;
  seed: number;
  output: string;
  startDate?: string;
  malformedShare?: number;
  duplicateShare?: number;
  futureShare?: number;
  quiet?: true;
};

/** `generate`: a made-up log of a game, the same for the same options. */
export function addGenerate(program: Command): void {
  program
    .command('generate')
    .description('Make an event log of an invented game, for trials and tests')
    .addOption(requiredOption('--events <n>', 'lines in all', wholeNumber))
    .addOption(requiredOption('--players <n>', 'players who install over the days', wholeNumber))
    .addOption(requiredOption('--days <n>', 'calendar days the log spans', wholeNumber))
    .addOption(requiredOption('--seed <n>', 'same seed and options, same file', wholeNumber))
    .addOption(
      requiredOption('--output <file>', 'the file to make or replace; .gz and .zst compress it', nonEmpty),
    )
    .option('--start-date <date>', 'the first day, YYYY-MM-DD (default: 2024-01-01)', date)
    .option('--malformed-share <share>', 'share of lines no reader may accept, 0 to 1', share)
    .option('--duplicate-share <share>', 'share of lines that repeat an earlier event, 0 to 1', share)
    .option('--future-share <share>', 'share of lines dated decades ahead, 0 to 1', share)
    .option('--quiet', 'print nothing but errors')
    .addHelpText(
      'after',
      `
Example:
  $ event-analytics generate --events 100000 --players 2000 --days 30 --seed 1 --output events.jsonl`,
    )
    .action(generate);
}

async function generate({ quiet, ...options }: GenerateFlags): Promise<void> {
  const { writeEvents } = await import('../../etl/generate/write-events.ts');
  const console = openConsole(!quiet);
  const startedAt = performance.now();
  const onProgress = ({ lines, total }: { lines: number; total: number }) => {
    const ratePerSecond = (lines * 1000) / (performance.now() - startedAt);
    const secondsLeft = (total - lines) / ratePerSecond;
    console.show({ label: 'Generating', unit: 'lines', done: lines, total, ratePerSecond, secondsLeft });
  };
  try {
    const written = await cancellable(
      (signal) => writeEvents({ ...options, signal, onProgress }),
      () => console.print('Cancelling; press Ctrl-C again to quit without tidying up.\n'),
    );
    console.stop();
    if (quiet) return;
    const size = formatBytes(written.sizeBytes);
    const output = visibleLine(options.output);
    printResult(
      `${output}: ${formatCount(written.lines, 'line')}, ${size}.\n`,
      `the log stands in ${output}`,
    );
  } finally {
    console.stop();
  }
}

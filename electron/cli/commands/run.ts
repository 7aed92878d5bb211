import type { Command } from 'commander';
import { visibleLine } from '../../../shared/format/visible-text.ts';
import { exitCodes } from '../exit-codes.ts';
import { addReadOptions, inputOption, nonEmpty, type ReadFlags, requiredOption } from '../options.ts';
import { checkCounts, paceText, reconciliationText, runText } from '../report-text.ts';
import { inSession } from '../session.ts';

type RunFlags = ReadFlags & { output: string };

/** `run`: the whole pipeline, its results in a folder. */
export function addRun(program: Command): void {
  const command = program
    .command('run')
    .description('Turn event logs into daily metrics and retention cohorts')
    .addOption(inputOption())
    .addOption(requiredOption('--output <dir>', 'the folder for the results; made if missing', nonEmpty));
  addReadOptions(command)
    .option('--json', 'print the manifest on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ event-analytics run --input events.jsonl --output data/processed
  $ event-analytics run --input 'logs/*.jsonl.gz' --output out --strict --json > manifest.json`,
    )
    .action(run);
}

function run(flags: RunFlags): Promise<void> {
  return inSession(flags, async (pipeline, options) => {
    const { manifest, report } = await pipeline.run({ ...options, outputDir: flags.output });
    return {
      json: manifest,
      text: runText(manifest, report, flags.output),
      summary: `Run ${manifest.run_id} done in ${paceText(manifest)}. Lines: ${reconciliationText(manifest)}. Checks: ${checkCounts(report)}. Results in ${flags.output}.`,
      exitCode: exitCodes.done,
      standing: `the results stand in ${visibleLine(flags.output)}`,
    };
  });
}

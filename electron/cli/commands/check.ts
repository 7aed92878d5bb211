import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { addReadOptions, inputOption, type ReadFlags } from '../options.ts';
import { checkCounts, checkText } from '../report-text.ts';
import { inSession } from '../session.ts';

/** `check`: the verdict on event logs, and nothing written. */
export function addCheck(program: Command): void {
  const command = program
    .command('check')
    .description('Judge the quality of event logs; writes nothing')
    .addOption(inputOption());
  addReadOptions(command)
    .option('--json', 'print the quality report on standard output')
    .addHelpText(
      'after',
      `
Example:
  $ event-analytics check --input logs/ --strict && echo "fit for a strict run"`,
    )
    .action(check);
}

function check(flags: ReadFlags): Promise<void> {
  return inSession(flags, async (pipeline, options) => {
    const report = await pipeline.check(options);
    return {
      json: report,
      text: checkText(report),
      summary: `Checked: ${checkCounts(report)}.`,
      exitCode: report.status === 'fail' ? exitCodes.qualityFailed : exitCodes.done,
    };
  });
}

import type { Command } from 'commander';
import { withoutSecrets } from '../../../shared/config/without-secrets.ts';
import { visibleJson, visibleLine } from '../../../shared/format/visible-text.ts';
import { silentLogger } from '../../../shared/run/logger.ts';
import { configOption } from '../options.ts';
import { printResult } from '../standard-streams.ts';

type ValidateFlags = { config?: string; json?: true };

/** `validate-config`: every fault of a config at once, or what it means. */
export function addValidateConfig(program: Command): void {
  program
    .command('validate-config')
    .description('Check a config file; names every fault with its line and column')
    .addOption(configOption())
    .option('--json', 'print the config in force, defaults filled in')
    .addHelpText(
      'after',
      `
Example:
  $ event-analytics validate-config --config config/etl_config.yaml`,
    )
    .action(validate);
}

async function validate(flags: ValidateFlags): Promise<void> {
  const { readConfig } = await import('../../etl/load-config.ts');
  let source = '';
  const logger = {
    ...silentLogger,
    info: (message: string) => {
      source = message;
    },
  };
  const { config, fromVariables } = await readConfig({ path: flags.config, logger });
  const text = flags.json ? visibleJson(withoutSecrets(config, fromVariables)) : visibleLine(`OK. ${source}`);
  printResult(`${text}\n`);
}

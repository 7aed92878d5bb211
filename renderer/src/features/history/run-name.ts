import { formatExactInstant } from '../../lib/format.ts';
import { baseName } from '../../lib/paths.ts';

/** What a run read, short: its first file, and how many more. */
export function inputsText(inputs: readonly string[]): string {
  const [first = 'no input'] = inputs;
  return inputs.length > 1 ? `${baseName(first)} +${inputs.length - 1}` : baseName(first);
}

/** A run, told from others: what it read, and when it began. */
export function runName({ inputs, startedAt }: { inputs: readonly string[]; startedAt: string }): string {
  return `${inputsText(inputs)}, ${formatExactInstant(startedAt)}`;
}

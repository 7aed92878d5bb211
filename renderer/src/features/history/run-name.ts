import { formatExactInstant } from '../../lib/format.ts';
import { baseName } from '../../lib/paths.ts';

/** What a run read, short: its first file, and how many more. */
export function inputsText(inputs: readonly string[]): string {
  const [first = 'Unknown input'] = inputs;
  return inputs.length > 1 ? `${baseName(first)} +${inputs.length - 1}` : baseName(first);
}

/** When a run began, where anything says so. */
export function startText(startedAt: string | null): string {
  return startedAt === null ? 'Start unknown' : formatExactInstant(startedAt);
}

type Named = { readonly inputs: readonly string[]; readonly startedAt: string | null };

/** A run, told from others: what it read, and when it began. */
export function runName({ inputs, startedAt }: Named): string {
  return `${inputsText(inputs)}, ${startText(startedAt)}`;
}

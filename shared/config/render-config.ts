import { configKeys, valueAt } from './config-keys.ts';
import type { EtlConfig } from './schema.ts';
import { renderLines } from './yaml-text.ts';

const preface = [
  '# Event Analytics Studio: the rules of a run. Every key may be left out; it then has its default.',
  `# \${NAME} in a value is taken from the environment; $\${ stands for a literal \${.`,
];

/** The whole configuration as YAML, each section and key under a comment that says what it is. */
export function renderConfig(config: EtlConfig): string {
  const lines = configKeys.flatMap(({ path, description, isSection }) => {
    const indent = '  '.repeat(path.length - 1);
    const name = path.at(-1) ?? '';
    const entry = isSection ? [`${name}:`] : renderLines([name], valueAt(config, path), indent, '');
    return [...(path.length === 1 ? [''] : []), `${indent}# ${description}`, ...entry];
  });
  return `${[...preface, ...lines].join('\n')}\n`;
}

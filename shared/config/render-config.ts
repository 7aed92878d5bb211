import { configKeys, valueAt } from './config-keys.ts';
import { isKnown, type StoredConfig } from './stored-config.ts';
import { renderLines, renderRemark } from './yaml-text.ts';

const preface = [
  '# Event Analytics Studio: the rules of a run. Every key may be left out; it then has its default.',
  `# \${NAME} in a value is taken from the environment; $\${ stands for a literal \${.`,
];

/**
 * A whole configuration as YAML, each section and key under a comment that says what it is. Of one that another version
 * stored, what this version does not know, and what is missing, is said in comments: the text is one of this version.
 */
export function renderConfig(config: StoredConfig): string {
  const lines = configKeys.flatMap((key, index) => {
    const { path, description, isSection } = key;
    const [section] = path;
    const indent = '  '.repeat(path.length - 1);
    const name = path.at(-1) ?? '';
    const value = valueAt(config, path);
    const entry = isSection
      ? [`${name}:`]
      : value === undefined
        ? [`${indent}# ${name}: not said by the version that made the run`]
        : isKnown(config, key)
          ? renderLines([name], value, indent, '')
          : [`${indent}# ${renderRemark(name, value)}, a form this version does not know`];
    const endsSection = path.length === 2 && configKeys[index + 1]?.path[0] !== section;
    return [
      ...(path.length === 1 ? [''] : []),
      `${indent}# ${description}`,
      ...entry,
      ...(endsSection ? unknownKeys(valueAt(config, [section]), [section], indent) : []),
    ];
  });
  const unknown = unknownKeys(config, [], '');
  return `${[...preface, ...lines, ...(unknown.length > 0 ? ['', ...unknown] : [])].join('\n')}\n`;
}

/** The keys of a section, or of the whole, that this version does not know. */
function unknownKeys(section: unknown, within: readonly string[], indent: string): string[] {
  if (typeof section !== 'object' || section === null) return [];
  const names = configKeys
    .filter(({ path }) => path.length === within.length + 1 && within.every((name) => path[0] === name))
    .map(({ path }) => path.at(-1));
  return Object.entries(section)
    .filter(([name]) => !names.includes(name))
    .map(([name, value]) => `${indent}# ${renderRemark(name, value)}, a key this version does not know`);
}

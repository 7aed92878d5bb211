import {
  type Document,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { type ConfigPath, formatPath } from './config-issue.ts';
import {
  type Environment,
  expandVariables,
  type FromVariables,
  isReference,
  referencesIn,
} from './variables.ts';
import type { Problem, YamlDocument } from './yaml-source.ts';

/** Far more than a configuration has use for, and too few to exhaust memory. */
const maxAliases = 100;

type Key = number | 'key' | 'value' | null;
type Ancestors = readonly (Document | Node | Pair)[];

/** The place of a node under its ancestors; `key` is its index where the last of them is a list. */
function pathTo(key: Key, ancestors: Ancestors): ConfigPath {
  return ancestors.flatMap((step, depth): (string | number)[] => {
    if (isPair(step)) return isScalar(step.key) ? [String(step.key.value)] : [];
    if (!isSeq(step)) return [];
    const next = ancestors[depth + 1];
    return [next ? step.items.indexOf(next) : Number(key)];
  });
}

/** What YAML takes plain text for: null, a boolean, a number, or text. */
function resolvePlain(text: string, document: YamlDocument): unknown {
  for (const tag of document.schema.tags) {
    if (tag.collection || tag.default !== true || !tag.test?.test(text)) continue;
    const value = tag.resolve(text, () => {}, document.options);
    return isScalar(value) ? value.value : value;
  }
  return text;
}

/**
 * Sets the scalar to its text with the variables expanded; in quotes it stays text, whatever it says. Returns the
 * references that have no value, with the offset of each.
 */
function expandScalar(
  scalar: Scalar,
  source: string,
  document: YamlDocument,
  env: Environment,
  fromVariables: FromVariables[],
) {
  if (typeof scalar.value !== 'string') return [];
  const { text, problems } = expandVariables(scalar.value, env);
  const [start = 0, end = start] = scalar.range ?? [];
  const isTyped = scalar.type === 'PLAIN' && isReference(scalar.value) && problems.length === 0;
  const names = referencesIn(scalar.value);
  if (names.length > 0 && text !== '') {
    const variables = Object.fromEntries(names.map((name) => [name, env[name] ?? '']));
    fromVariables.push({ text: scalar.value, value: text, variables });
  }
  scalar.value = isTyped ? resolvePlain(text, document) : text;
  return problems.map(({ reference, message }) => {
    const at = source.slice(start, end).indexOf(reference);
    return { offset: start + Math.max(0, at), message };
  });
}

/** The keys of a mapping that came before, each time they come again. */
function findRepeatedKeys(map: YAMLMap): Scalar[] {
  const seen = new Set<unknown>();
  return map.items
    .map((pair) => pair.key)
    .filter((key) => isScalar(key))
    .filter(({ value }) => {
      const isRepeated = seen.has(value);
      seen.add(value);
      return isRepeated;
    });
}

/**
 * Turns a document into a plain value, its variables expanded (the document's scalars are changed in place).
 * `fromVariables` are the texts that have a variable in them; `faulty` holds the nodes without a value, on which nothing more is to be said. `value` is `undefined` where
 * aliases cannot be expanded.
 */
export function readValues(document: YamlDocument, source: string, env: Environment) {
  const problems: Problem[] = [];
  const faulty = new Set<unknown>();
  const fromVariables: FromVariables[] = [];
  let aliases = 0;
  visit(document, {
    Map(key, map, ancestors) {
      for (const { value, range } of findRepeatedKeys(map)) {
        const name = String(value);
        const path = [...pathTo(key, ancestors), name];
        problems.push({ offset: range?.[0] ?? 0, path, message: `duplicate key ${JSON.stringify(name)}` });
      }
    },
    Scalar(key, scalar, ancestors) {
      if (key === 'key') return;
      for (const { offset, message } of expandScalar(scalar, source, document, env, fromVariables)) {
        const path = pathTo(key, ancestors);
        problems.push({ offset, path, message: `${formatPath(path)}: ${message}` });
        faulty.add(scalar);
      }
    },
    Alias(key, alias, ancestors) {
      aliases += 1;
      if (aliases > maxAliases) return visit.BREAK;
      if (alias.resolve(document)) return undefined;
      const message = `no anchor &${alias.source} stands before the alias *${alias.source}`;
      problems.push({ offset: alias.range?.[0] ?? 0, path: pathTo(key, ancestors), message });
      const nothing = new Scalar(null);
      faulty.add(nothing);
      return nothing;
    },
  });
  try {
    if (aliases > maxAliases) throw new RangeError();
    const value: unknown = document.toJS({ maxAliasCount: maxAliases }) ?? {};
    return { value, problems, faulty, fromVariables };
  } catch {
    const message = `the aliases (*name) of this file do not end, or there are more than ${maxAliases}`;
    problems.push({ offset: 0, path: [], message });
    return { value: undefined, problems, faulty, fromVariables };
  }
}

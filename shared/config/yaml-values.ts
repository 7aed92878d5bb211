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
import { type Environment, expandVariables, isReference } from './variables.ts';
import type { Problem, YamlDocument } from './yaml-source.ts';

/** Far more than a configuration has use for, and too few to exhaust memory. */
const maxAliases = 100;

type Ancestors = readonly (Document | Node | Pair)[];

function pathTo(node: Node, ancestors: Ancestors): ConfigPath {
  const chain = [...ancestors, node];
  return chain.flatMap((step, index): (string | number)[] => {
    if (isPair(step)) return isScalar(step.key) ? [String(step.key.value)] : [];
    return isSeq(step) && step !== node ? [step.items.indexOf(chain[index + 1])] : [];
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

/** Sets the scalar to its text with the variables expanded; in quotes it stays text, whatever it says. */
function expandScalar(
  scalar: Scalar,
  ancestors: Ancestors,
  source: string,
  document: YamlDocument,
  env: Environment,
) {
  if (typeof scalar.value !== 'string') return [];
  const { text, problems } = expandVariables(scalar.value, env);
  const [start = 0, end = start] = scalar.range ?? [];
  const path = pathTo(scalar, ancestors);
  const isTyped = scalar.type === 'PLAIN' && isReference(scalar.value) && problems.length === 0;
  scalar.value = isTyped ? resolvePlain(text, document) : text;
  return problems.map(({ reference, message }): Problem => {
    const at = source.slice(start, end).indexOf(reference);
    return { offset: start + Math.max(0, at), path, message: `${formatPath(path)}: ${message}` };
  });
}

function findRepeatedKeys(map: YAMLMap, ancestors: Ancestors): Problem[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }): Problem[] => {
    if (!isScalar(key)) return [];
    const name = String(key.value);
    const isNew = !seen.has(name);
    seen.add(name);
    const message = `duplicate key ${JSON.stringify(name)}`;
    return isNew ? [] : [{ offset: key.range?.[0] ?? 0, path: [...pathTo(map, ancestors), name], message }];
  });
}

/**
 * Turns a document into a plain value, its variables expanded (the document's scalars are changed in place).
 * `faulty` holds the nodes without a value, on which nothing more is to be said. `value` is `undefined` where
 * aliases cannot be expanded.
 */
export function readValues(document: YamlDocument, source: string, env: Environment) {
  const problems: Problem[] = [];
  const faulty = new Set<unknown>();
  let aliases = 0;
  visit(document, {
    Map(_, map, ancestors) {
      problems.push(...findRepeatedKeys(map, ancestors));
    },
    Scalar(key, scalar, ancestors) {
      if (key === 'key') return;
      const found = expandScalar(scalar, ancestors, source, document, env);
      problems.push(...found);
      if (found.length > 0) faulty.add(scalar);
    },
    Alias(_, alias, ancestors) {
      aliases += 1;
      if (aliases > maxAliases) return visit.BREAK;
      if (alias.resolve(document)) return undefined;
      const message = `no anchor &${alias.source} stands before the alias *${alias.source}`;
      problems.push({ offset: alias.range?.[0] ?? 0, path: pathTo(alias, ancestors), message });
      const nothing = new Scalar(null);
      faulty.add(nothing);
      return nothing;
    },
  });
  try {
    if (aliases > maxAliases) throw new RangeError();
    const value: unknown = document.toJS({ maxAliasCount: maxAliases }) ?? {};
    return { value, problems, faulty };
  } catch {
    const message = `the aliases (*name) of this file do not end, or there are more than ${maxAliases}`;
    problems.push({ offset: 0, path: [], message });
    return { value: undefined, problems, faulty };
  }
}

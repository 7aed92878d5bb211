import type { z } from 'zod';
import { type ConfigIssue, type ConfigPath, formatPath } from './config-issue.ts';
import { configSchema, type EtlConfig } from './schema.ts';
import { explainUnknownKey } from './unknown-key.ts';
import type { Environment, FromVariables } from './variables.ts';
import { keysAt, locate, sourceOf, valueOffset } from './yaml-path.ts';
import { type Problem, readYaml, type YamlDocument } from './yaml-source.ts';
import { readValues } from './yaml-values.ts';

export type ParsedConfig =
  | { readonly ok: true; readonly config: EtlConfig; readonly fromVariables: readonly FromVariables[] }
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] };

type ParseOptions = {
  /** The name of the file in issues; nothing is read from it. */
  file: string;
  /** Where `${VARIABLE}` is looked up. */
  env: Environment;
};

/** What the schema holds against a value, said of its place in the text. */
function explain(
  issue: z.core.$ZodIssue,
  document: YamlDocument,
  text: string,
  faulty: Set<unknown>,
): Problem[] {
  const path: ConfigPath = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    const section = formatPath(path);
    const keys = keysAt(document, path);
    return issue.keys.flatMap((name): Problem[] => {
      const key = keys.get(name);
      // A key that is no text is a fault of the syntax, told as such.
      if (!key) return [];
      const message = explainUnknownKey(name, section);
      return [{ offset: key.range?.[0] ?? 0, path: [...path, name], message }];
    });
  }
  const place = locate(document, path);
  if (faulty.has(place.value)) return [];
  const subject = formatPath(path) || 'the configuration';
  // An address with a password in it is not for a log.
  const isAddress = path.at(-1) === 'alert_webhook_url';
  const found = comparesKeys(issue) || isAddress ? '' : `; found ${sourceOf(place, text)}`;
  return [{ offset: valueOffset(place), path, message: `${subject} ${issue.message}${found}` }];
}

/** Whether an issue compares keys, some of which may stand where a broken text can no longer be read. */
function comparesKeys(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && Object.hasOwn(issue.params ?? {}, 'comparesKeys');
}

/**
 * Reads the text of a configuration file. Keys it leaves out have their defaults; an empty text is all defaults.
 * `issues` are all faults at once, in the order of the text: of the syntax, of keys, of values, of variables.
 * Messages quote the file, never the value of a variable.
 */
export function parseConfig(text: string, { file, env }: ParseOptions): ParsedConfig {
  const source = text.replace(/^\uFEFF/, '');
  const { document, lines, problems: syntaxProblems, brokenFrom } = readYaml(source);
  const { value, problems: valueProblems, faulty, fromVariables } = readValues(document, source, env);

  const result = value === undefined ? undefined : configSchema.safeParse(value);
  const schemaProblems = (result?.error?.issues ?? [])
    .filter((issue) => brokenFrom === undefined || !comparesKeys(issue))
    .flatMap((issue) => explain(issue, document, source, faulty));

  // From a fault of the syntax on, the text may mean anything.
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const readable = [...valueProblems, ...schemaProblems].filter(({ offset }) => {
    return brokenFrom === undefined || lineOf(offset) < lineOf(brokenFrom);
  });
  const problems = [...syntaxProblems, ...readable];
  if (result?.success && problems.length === 0) return { ok: true, config: result.data, fromVariables };

  const issues = problems
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ offset, path, message }): ConfigIssue => {
      const { line, col } = lines.linePos(offset);
      return { file, line, column: col, path, message };
    });
  return { ok: false, issues };
}

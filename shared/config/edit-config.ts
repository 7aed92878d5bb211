import { ArgumentError } from '../errors.ts';
import { ConfigError } from './config-error.ts';
import { formatPath } from './config-issue.ts';
import { valueAt } from './config-keys.ts';
import { editKey } from './edit-key.ts';
import { escapeVariables } from './variables.ts';
import { readYaml, type YamlDocument } from './yaml-source.ts';
import { applySplices } from './yaml-splice.ts';
import { renderValue } from './yaml-text.ts';

/** A key and its new value. A mapping as value changes the keys it names, and no others. */
export type ConfigChange = { readonly path: readonly string[]; readonly value: unknown };

type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One change a value. */
function split({ path, value }: ConfigChange): ConfigChange[] {
  if (isMapping(value)) {
    return Object.entries(value).flatMap(([key, inner]) => split({ path: [...path, key], value: inner }));
  }
  if (path.length === 0) throw new ArgumentError('A change of the configuration must name a key.');
  return [{ path, value }];
}

type Reading = { text: string; document: YamlDocument; plain: unknown };

/** What the text says, its variables left as they are written. */
function read(text: string): Reading {
  const { document, problems } = readYaml(text);
  const [problem] = problems;
  if (problem)
    throw new ConfigError(`The text is not valid YAML (${problem.message}): mend it before changing values.`);
  try {
    return { text, document, plain: document.toJS() };
  } catch (cause) {
    throw new ConfigError('The text has aliases (*name) that cannot be followed.', [], { cause });
  }
}

function setPlain(plain: unknown, [name = '', ...rest]: readonly string[], value: unknown): Mapping {
  const base = isMapping(plain) ? plain : {};
  return { ...base, [name]: rest.length === 0 ? value : setPlain(base[name], rest, value) };
}

/** The value as YAML holds it before variables are expanded. */
function asWritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asWritten);
  return typeof value === 'string' ? escapeVariables(value) : value;
}

/** The reading of a text that says what is expected; null where it says anything else. */
function readExpected(text: string, expected: Mapping): Reading | null {
  try {
    const reading = read(text);
    return JSON.stringify(reading.plain) === JSON.stringify(expected) ? reading : null;
  } catch {
    return null;
  }
}

function setValue(before: Reading, { path, value }: ConfigChange): Reading {
  const { text, document, plain } = before;
  const written = asWritten(value);
  if (JSON.stringify(valueAt(plain, path)) === JSON.stringify(written)) return before;

  const splices = editKey(text, document, path, value);
  const edited = readExpected(applySplices(text, splices ?? []), setPlain(plain, path, written));
  // Rather no change than another one: an anchor's value, for example, is its aliases' value too.
  if (edited !== null) return edited;
  throw new ConfigError(`${formatPath(path)} is written in a way that has to be changed in the text itself.`);
}

/**
 * Sets values in the text of a configuration file and leaves the rest as it is: comments, order, blank lines,
 * quotes, line ends. Missing sections and keys are added; a `${VARIABLE}` gives way to the value; a value already
 * there changes nothing. In a list with an entry a line, only the comment beside a removed entry goes with it.
 *
 * Values are text, finite numbers, booleans, null, lists of these; others throw `ArgumentError`. A text that is
 * no valid YAML, or whose anchors tie the value to others, throws `ConfigError`. Ranges are not checked here.
 */
export function editConfig(text: string, changes: readonly ConfigChange[]): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const each = changes.flatMap(split);
  if (each.length === 0) return text;
  for (const { value } of each) renderValue(value); // throws for what a configuration cannot hold
  return mark + each.reduce(setValue, read(text.slice(mark.length))).text;
}

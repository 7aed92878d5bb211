import { dirname, normalize, resolve } from 'node:path';
import { inspect } from 'node:util';
import type { EtlConfig } from '../../shared/config/schema.ts';
import { expandVariables, type FromVariables } from '../../shared/config/variables.ts';
import { visibleLine } from '../../shared/format/visible-text.ts';

/** A value, and what is said in its place. */
type Hidden = { value: string; text: string };

// Shorter ones are hidden only where they stand by themselves: a year or `data` is in every other line.
const leastWord = 5;
// From here on a value is hidden within words too.
const leastAnywhere = 8;

/**
 * Gives a function that says a text without what the free texts of a configuration have from variables: neither the
 * texts nor the variables in them, also where SQL, JSON or the file system write them in another form.
 */
export function hiding(config: EtlConfig, fromVariables: readonly FromVariables[]): (text: string) => string {
  const used = textsOf(config);
  const from = fromVariables.filter(({ value }) => used.has(value));
  // What says more of the file comes first; of equal values the first is told.
  const hidden = [...from, ...from.flatMap(variablesIn), ...from.flatMap(stepsIn), ...from.flatMap(pathsTo)];
  const texts = new Map<string, string>();
  for (const { value, text } of hidden)
    for (const form of formsOf(value)) if (!texts.has(form)) texts.set(form, text);
  if (texts.size === 0) return (text) => text;
  // A value that holds another goes first.
  const values = [...texts.keys()].toSorted((a, b) => b.length - a.length);
  const any = new RegExp(values.map(patternOf).join('|'), 'gu');
  return (text) => text.replace(any, (found) => texts.get(found) ?? found);
}

function textsOf({ quality_checks, aggregation, monitoring, resources }: EtlConfig): Set<string | null> {
  return new Set([
    ...quality_checks.required_event_types,
    ...aggregation.active_event_types,
    aggregation.purchase_event_type,
    aggregation.revenue_property,
    monitoring.alert_webhook_url,
    monitoring.log_file,
    resources.temp_directory,
  ]);
}

function variablesIn({ variables }: FromVariables): Hidden[] {
  return Object.entries(variables).map(([name, value]) => ({ value, text: `\${${name}}` }));
}

/** The steps of a path that a variable is in: `x${NAME}` of `/tmp/x${NAME}/y`. */
function stepsIn({ text, variables }: FromVariables): Hidden[] {
  return text
    .split(/[\\/]/)
    .map((step) => ({ text: step, value: expandVariables(step, variables).text }))
    .filter(({ text: step, value }) => step !== value);
}

/** The same path from the root; and, where a variable holds several steps, the folders above: one of them may be refused. */
function pathsTo({ text, value, variables }: FromVariables): Hidden[] {
  if (isOnlyDots(value)) return [];
  const whole = resolve(value);
  const hasSteps = Object.values(variables).some((one) => /[^\\/.][\\/]+[^\\/]/.test(one));
  const [literal = ''] = text.split('${');
  const known = [process.cwd(), ...(literal === '' ? [] : [resolve(literal)])];
  const above = hasSteps ? foldersAbove(whole) : [];
  const secret = above.filter((folder) => !known.some((path) => path.startsWith(folder)));
  return [whole, ...secret].map((path) => ({ value: path, text }));
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

function isOnlyDots(value: string): boolean {
  return /^[./\\]*$/.test(value);
}

/** A value as it stands in a path that was tidied, in SQL, in JSON, in a log; each form of each. */
function formsOf(value: string): Set<string> {
  if (isOnlyDots(value)) return new Set();
  const tidied = normalize(value)
    .replace(/^(?:\.{1,2}[\\/])+/, '')
    .replace(/(?<=.)[\\/]+$/, '');
  const forms = new Set([value, tidied]);
  for (const write of [quotedIn("'"), quotedIn('"'), inJson, inInspect, inLog, visibleLine])
    for (const form of [...forms]) forms.add(write(form));
  forms.delete('');
  return forms;
}

function quotedIn(quote: string) {
  return (value: string) => value.replaceAll(quote, quote + quote);
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function inInspect(value: string): string {
  return inspect(value).slice(1, -1);
}

/** Statements are logged on one line. */
function inLog(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}

function patternOf(value: string): string {
  const literal = value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  if (value.length >= leastAnywhere) return literal;
  if (value.length < leastWord) return `(?<=['"\`/\\\\])${literal}(?=['"\`/\\\\]|[:,;.]?(?:\\s|$))`;
  const before = /^[\p{L}\p{N}]/u.test(value) ? '(?<![\\p{L}\\p{N}])' : '';
  const after = /[\p{L}\p{N}]$/u.test(value) ? '(?![\\p{L}\\p{N}])' : '';
  return `${before}${literal}${after}`;
}

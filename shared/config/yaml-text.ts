import { parse } from 'yaml';
import { ArgumentError } from '../errors.ts';
import { escapeVariables } from './variables.ts';

/** Characters JSON leaves as they are, and YAML readers do not agree on. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff]/g;

/** Text YAML 1.1 readers take for a boolean. */
const oldBoolean = /^(y|n|yes|no|on|off)$/i;

function renderText(text: string): string {
  const isPlain =
    /^[\w./](?:[\w./-]|:(?=\/\/))*$/.test(text) && !oldBoolean.test(text) && parse(text) === text;
  if (isPlain) return text;
  return JSON.stringify(text).replace(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A value on one line of YAML, valid between brackets too: text, a finite number, a boolean, null, or a list of
 * them. A `${` in text is escaped: it means itself. Throws `ArgumentError` for any other value.
 */
export function renderValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(renderValue).join(', ')}]`;
  if (typeof value === 'string') return renderText(escapeVariables(value));
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  throw new ArgumentError(`A configuration cannot hold ${String(value)}.`);
}

/** Any key and value of JSON within a comment of one line. */
export function renderRemark(name: string, value: unknown): string {
  return escapeUnprintable(`${JSON.stringify(name)}: ${JSON.stringify(value)}`);
}

function escapeUnprintable(text: string): string {
  return text.replace(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A value under its keys between brackets: `a: { b: 5 }`. */
export function renderInline([name = '', ...rest]: readonly string[], value: unknown): string {
  const inner = rest.length === 0 ? renderValue(value) : `{ ${renderInline(rest, value)} }`;
  return `${renderText(name)}: ${inner}`;
}

/** A value under its keys, a line a key, each `step` deeper than the one before. */
export function renderLines(path: readonly string[], value: unknown, indent: string, step: string): string[] {
  return path.map((name, depth) => {
    const isLast = depth === path.length - 1;
    return `${indent}${step.repeat(depth)}${isLast ? renderInline([name], value) : `${renderText(name)}:`}`;
  });
}

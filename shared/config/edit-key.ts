import { isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import { replaceText, replaceValue } from './edit-value.ts';
import type { YamlDocument } from './yaml-source.ts';
import {
  colonEnd,
  contentEnd,
  indentOf,
  insertLines,
  isBlank,
  nextLine,
  type Splice,
} from './yaml-splice.ts';
import { renderInline, renderLines } from './yaml-text.ts';

/** How much deeper the text sets the keys of a section. */
function stepOf(text: string, contents: Node | null): string {
  const sections = isMap(contents) ? contents.items.map(({ value }) => value) : [];
  const [first] = sections.flatMap((section) => (isMap(section) && !section.flow ? section.items : []));
  return first ? indentOf(text, first) : '  ';
}

/** New top-level keys go last, before the mark `...` that may end a document. */
function documentEnd(text: string, contents: Node | null): number {
  const from = contents ? contentEnd(text, contents) : 0;
  const mark = text.slice(from).search(/^\.\.\.(?=\s|$)/m);
  return mark === -1 ? text.length : from + mark;
}

/** Adds a key to a mapping between brackets. */
function addInline(text: string, map: YAMLMap, path: readonly string[], value: unknown): Splice {
  const last = map.items.at(-1);
  const at = last ? contentEnd(text, last) : (map.range?.[0] ?? 0) + 1;
  const inline = renderInline(path, value);
  return { start: at, end: at, text: last ? `, ${inline}` : ` ${inline} ` };
}

/** Puts the first key under a section that has none. */
function openSection(
  text: string,
  pair: Pair,
  path: readonly string[],
  value: unknown,
  step: string,
): Splice[] {
  const colon = colonEnd(text, pair);
  const lines = renderLines(path, value, indentOf(text, pair) + step, step);
  return [
    { start: colon, end: contentEnd(text, pair), text: '' },
    insertLines(text, nextLine(text, colon), lines),
  ];
}

/**
 * What to change in the text so that `path` has the value; missing sections and keys are added. `undefined` where
 * something else stands in the way, such as an alias or a list for a section.
 */
export function editKey(
  text: string,
  { contents }: YamlDocument,
  path: readonly string[],
  value: unknown,
): Splice[] | undefined {
  const step = stepOf(text, contents);
  const top = documentEnd(text, contents);
  if (contents === null || isBlank(contents))
    return [insertLines(text, top, renderLines(path, value, '', step))];

  let map: unknown = contents;
  for (const [depth, name] of path.entries()) {
    if (!isMap(map)) return undefined;
    const pair: Pair | undefined = map.items.findLast(({ key }) => isScalar(key) && key.value === name);
    const [first] = map.items;
    if (!pair && (map.flow || !first)) return [addInline(text, map, path.slice(depth), value)];
    if (!pair) {
      const at = depth === 0 ? top : nextLine(text, contentEnd(text, map));
      const indent = first ? indentOf(text, first) : '';
      return [insertLines(text, at, renderLines(path.slice(depth), value, indent, step))];
    }
    const rest = path.slice(depth + 1);
    if (rest.length === 0) return replaceValue(text, pair, value);
    if (pair.value === null || (isScalar(pair.value) && pair.value.value === null)) {
      if (map.flow) return replaceText(text, pair, `{ ${renderInline(rest, value)} }`);
      return openSection(text, pair, rest, value, step);
    }
    map = pair.value;
  }
  return undefined;
}

import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { ConfigPath } from './config-issue.ts';
import type { YamlDocument } from './yaml-source.ts';
import { isBlank } from './yaml-splice.ts';

type Place = { key: Node | null; value: Node | null };

/** The key and the value at `path`; where the path leaves the document, the last ones on the way. */
export function locate(document: YamlDocument, path: ConfigPath): Place {
  let place: Place = { key: null, value: document.contents };
  for (const step of path) {
    const container = isAlias(place.value) ? place.value.resolve(document) : place.value;
    if (isMap(container)) {
      // Of a duplicate key, the last one counts.
      const pair = container.items.findLast(({ key }) => isScalar(key) && key.value === step);
      if (!pair) break;
      place = { key: isNode(pair.key) ? pair.key : null, value: isNode(pair.value) ? pair.value : null };
    } else if (isSeq(container)) {
      const item = container.items[Number(step)];
      if (!isNode(item)) break;
      place = { key: null, value: item };
    } else break;
  }
  return place;
}

/** The keys of the mapping at `path`, by name. */
export function keysAt(document: YamlDocument, path: ConfigPath): Map<unknown, Scalar> {
  const { value } = locate(document, path);
  const map = isAlias(value) ? value.resolve(document) : value;
  const keys = isMap(map) ? map.items.map((pair) => pair.key).filter((key) => isScalar(key)) : [];
  return new Map(keys.map((key) => [key.value, key]));
}

/** Where a value begins: at its key, where there is nothing after the colon. */
export function valueOffset({ key, value }: Place): number {
  const node = value && !isBlank(value) ? value : (key ?? value);
  return node?.range?.[0] ?? 0;
}

/** The value as the file has it, before variables are expanded; one line, shortened. */
export function sourceOf({ value }: Place, text: string): string {
  if (isMap(value)) return 'a mapping';
  if (isSeq(value)) return 'a list';
  const [start = 0, end = start] = value?.range ?? [];
  const [line = ''] = text.slice(start, end).trim().split(/\r?\n/);
  if (line === '') return 'nothing';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

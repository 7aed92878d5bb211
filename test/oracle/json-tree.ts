/**
 * A JSON value as it was written: keys in their order and repeated if they repeat, numbers as their text.
 * `JSON.parse` alone would hide all three (it also moves integer-like keys to the front).
 */
export type JsonNode =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly source: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] };

/** One `"key": value` of an object; the key with its escapes resolved. */
export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** Reads one JSON value; `undefined` where RFC 8259 does not allow the text. */
export function readJson(text: string): JsonNode | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  // From here on the grammar is known to hold, so the scanner below checks nothing.
  return readValue({ text, at: 0 });
}

/** The value as JSON without white space between tokens; numbers keep the text they came with. */
export function jsonText(node: JsonNode): string {
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(node.value);
    case 'number':
      return node.source;
    case 'string':
      return JSON.stringify(node.value);
    case 'array':
      return `[${node.items.map(jsonText).join(',')}]`;
    case 'object':
      return objectText(node.members);
  }
}

/** The members as the JSON text of one object. */
export function objectText(members: readonly JsonMember[]): string {
  return `{${members.map(({ key, value }) => `${JSON.stringify(key)}:${jsonText(value)}`).join(',')}}`;
}

/** Whether any string or key, at any depth, holds half of a surrogate pair. */
export function hasLoneSurrogate(node: JsonNode): boolean {
  switch (node.kind) {
    case 'string':
      return isLone(node.value);
    case 'array':
      return node.items.some(hasLoneSurrogate);
    case 'object':
      return node.members.some(({ key, value }) => isLone(key) || hasLoneSurrogate(value));
    default:
      return false;
  }
}

function isLone(text: string): boolean {
  // With the u flag a whole pair is one character, which is no surrogate.
  return /\p{Surrogate}/u.test(text);
}

function readValue(cursor: Cursor): JsonNode {
  skipWhiteSpace(cursor);
  switch (cursor.text[cursor.at]) {
    case '{':
      return { kind: 'object', members: readMembers(cursor) };
    case '[':
      return { kind: 'array', items: readItems(cursor) };
    case '"':
      return { kind: 'string', value: readString(cursor) };
    case 't':
      cursor.at += 'true'.length;
      return { kind: 'boolean', value: true };
    case 'f':
      cursor.at += 'false'.length;
      return { kind: 'boolean', value: false };
    case 'n':
      cursor.at += 'null'.length;
      return { kind: 'null' };
    default:
      return { kind: 'number', source: take(cursor, /[-+.eE0-9]*/y) };
  }
}

function readMembers(cursor: Cursor): JsonMember[] {
  const members: JsonMember[] = [];
  cursor.at += 1;
  while (nextUnless(cursor, '}')) {
    const key = readString(cursor);
    nextUnless(cursor, ':');
    members.push({ key, value: readValue(cursor) });
    nextUnless(cursor, ',');
  }
  return members;
}

function readItems(cursor: Cursor): JsonNode[] {
  const items: JsonNode[] = [];
  cursor.at += 1;
  while (nextUnless(cursor, ']')) {
    items.push(readValue(cursor));
    nextUnless(cursor, ',');
  }
  return items;
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at += 1;
  while (cursor.text[cursor.at] !== '"') {
    cursor.at += cursor.text[cursor.at] === '\\' ? 2 : 1;
  }
  cursor.at += 1;
  return String(JSON.parse(cursor.text.slice(start, cursor.at)));
}

/** Steps over white space and over `sign` if it stands there; true where something else does. */
function nextUnless(cursor: Cursor, sign: string): boolean {
  skipWhiteSpace(cursor);
  if (cursor.text[cursor.at] !== sign) {
    return true;
  }
  cursor.at += 1;
  skipWhiteSpace(cursor);
  return false;
}

function skipWhiteSpace(cursor: Cursor): void {
  take(cursor, /[ \t\r\n]*/y);
}

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? '';
  cursor.at += found.length;
  return found;
}

// Controls, half characters, and what turns, breaks or hides a text without being seen itself: marks and overrides of
// direction, line and paragraph separators, zero-width spaces, byte-order marks. Joiners stay: scripts and emoji need them.
const unseen = /[\p{Cc}\p{Surrogate}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/**
 * A text with what cannot be seen made visible, so that data can neither steer a terminal nor pass for something else:
 * controls as their pictures (U+0001 as `␁`), half characters as the replacement character, the rest by name (`<U+202E>`).
 * Tabs and line feeds stay.
 */
export function visibleText(text: string): string {
  return text.replace(unseen, (found) => (found === '\t' || found === '\n' ? found : visibleFormOf(found)));
}

/** The same for what has one line and no more, such as an entry of a log: a line feed in it is data, and shows as `␊`. */
export function visibleLine(text: string): string {
  return text.replace(unseen, visibleFormOf);
}

/** A value as JSON in which the same characters are escaped: it means the same, and does nothing to a terminal. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(unseen, (found) =>
    found === '\n' ? found : escapeOf(found),
  );
}

function visibleFormOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return code >= 0xd800 && code < 0xe000 ? '\uFFFD' : `<U+${hexOf(code).toUpperCase()}>`;
}

function escapeOf(character: string): string {
  return `\\u${hexOf(character.charCodeAt(0))}`;
}

function hexOf(code: number): string {
  return code.toString(16).padStart(4, '0');
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleJson, visibleLine, visibleText } from './visible-text.ts';

/** All that may steer a terminal, break a line or turn a text around. */
const dangerous =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;

const anyText = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom('\u001b[31m', '\n', '\t', '\r', '\u202e', '\u2028', '\ufeff', '\u009b', 'a', '😀'),
  ),
});

describe('a text made visible', () => {
  it.each([
    ['a\u001b[31mb\u0007\r\u007f', 'a␛[31mb␇␍␡'],
    ['\u009b1m\u0085', '<U+009B>1m<U+0085>'],
    ['exe.\u202efdp\u2066\u2069', 'exe.<U+202E>fdp<U+2066><U+2069>'],
    ['a\u2028b\u2029\ufeff', 'a<U+2028>b<U+2029><U+FEFF>'],
    ['half \ud800', 'half \uFFFD'],
    ['naïve 日本 👨‍👩‍👧 می‌خواهم', 'naïve 日本 👨‍👩‍👧 می‌خواهم'],
  ])('%j is %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
    expect(visibleLine(text)).toBe(shown);
  });

  it('keeps its lines, and a line is one', () => {
    expect(visibleText('a\tb\n')).toBe('a\tb\n');
    expect(visibleLine('a\tb\nERROR c')).toBe('a␉b␊ERROR c');
  });

  it('holds nothing that steers, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(visibleText(text)).not.toMatch(dangerous);
        expect(visibleLine(text)).not.toMatch(dangerous);
        expect(visibleLine(text)).not.toMatch(/[\n\t]/);
        const json = visibleJson({ [text]: text });
        expect(json).not.toMatch(dangerous);
        expect(JSON.parse(json)).toEqual({ [text]: text });
      }),
      { numRuns: 2000 },
    );
  });
});

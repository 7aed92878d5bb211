// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax under test
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../errors.ts';
import { ConfigError } from './config-error.ts';
import { editConfig } from './edit-config.ts';

function set(text: string, path: string, value: unknown): string {
  const changes = [{ path: path.split('.'), value }];
  const edited = editConfig(text, changes);
  expect(editConfig(edited, changes)).toBe(edited);
  return edited;
}

describe('a value that is there', () => {
  it('changes, and nothing else does', () => {
    const text = '# top\na:\n    b:   1   # one\n\n\n    # two\n    "c" : x\n\nd: 5 # five\n# end';
    expect(set(text, 'a.b', 20)).toBe(text.replace('1   #', '20   #'));
    expect(set(text, 'a.c', 'z')).toBe(text.replace('x', 'z'));
    expect(set(text, 'd', null)).toBe(text.replace('5', 'null'));
  });

  it.each([
    ['a: 0x10 # c', 16],
    ['a: "x"', 'x'],
    ["a:\n- 'x'\n- y", ['x', 'y']],
    ['a: ~', null],
    ['b: &b 5\na: *b', 5],
  ])('that is the same already leaves %j alone', (text, value) => {
    expect(set(text, 'a', value)).toBe(text);
  });

  it.each([
    ['a:', 5, 'a: 5'],
    ['a: # c\nb: 1', 5, 'a: 5 # c\nb: 1'],
    ['a:\n  # c\n  # d\nb: 1', 5, 'a: 5\n  # c\n  # d\nb: 1'],
    ['a: ${VAR} # c', 5, 'a: 5 # c'],
    ['a: "${VAR}"', '${VAR}', 'a: "$${VAR}"'],
    ['a: |  # c\n  text\n\nb: 1', 'x', 'a: x # c\n\nb: 1'],
    ['{ a: 1, b: 2 }', 3, '{ a: 3, b: 2 }'],
    ['{a}', 3, '{a: 3}'],
    ['a: 1\na: 2', 3, 'a: 1\na: 3'],
    ['b: &b 5\na: *b', 6, 'b: &b 5\na: 6'],
    ['\uFEFFa: 1\r\n', 2, '\uFEFFa: 2\r\n'],
    ['a: 1', 'yes', 'a: "yes"'],
    ['a: 1', 'C:\\tmp # x', 'a: "C:\\\\tmp # x"'],
    ['a: 1', '5', 'a: "5"'],
    ['a: 1', 'https://example.org/x', 'a: https://example.org/x'],
  ])('%j set to %j', (text, value, expected) => {
    expect(set(text, 'a', value)).toBe(expected);
  });
});

describe('a list', () => {
  const text = 'l:\n  # top\n  - x # the x\n  # middle\n  - "y"   # the y\n  # end\nm: 1\n';

  it.each([
    [['x', 'y', 'z'], 'l:\n  # top\n  - x # the x\n  # middle\n  - "y"   # the y\n  - z\n  # end\nm: 1\n'],
    [['z', 'x', 'y'], 'l:\n  # top\n  - z\n  - x # the x\n  # middle\n  - "y"   # the y\n  # end\nm: 1\n'],
    [['y', 'x'], 'l:\n  # top\n  - "y"   # the y\n  - x # the x\n  # middle\n  # end\nm: 1\n'],
    [['y'], 'l:\n  # top\n  # middle\n  - "y"   # the y\n  # end\nm: 1\n'],
    [[], 'l: []\n  # top\n  # middle\n  # end\nm: 1\n'],
  ])('with an entry a line keeps its lines: %j', (value, expected) => {
    expect(set(text, 'l', value)).toBe(expected);
  });

  it('with an entry a line may end the text', () => {
    expect(set('l:\n- x', 'l', ['x', 'z'])).toBe('l:\n- x\n- z\n');
  });

  it('between brackets is written anew, its comments below', () => {
    const brackets = 'a:\n  l: [ # one\n    x, "y # no" # two\n  ] # three\n  m: 1\n';
    expect(set(brackets, 'a.l', ['z'])).toBe('a:\n  l: [z] # three\n  # one\n  # two\n  m: 1\n');
    expect(set('l: [x]', 'l', [])).toBe('l: []');
  });
});

describe('what is missing is added', () => {
  it.each([
    ['', 'a.b', 'a:\n  b: 5\n'],
    ['# c', 'a.b', '# c\na:\n  b: 5'],
    ['---\n# c\n', 'a', '---\n# c\na: 5\n'],
    ['x: 1\n...\n', 'a', 'x: 1\na: 5\n...\n'],
    ['x: 1 # c\n# end\n', 'a.b', 'x: 1 # c\n# end\na:\n  b: 5\n'],
    ['a:\n    x: 1 # c\n    # d\n\ny: 1\n', 'a.b', 'a:\n    x: 1 # c\n    b: 5\n    # d\n\ny: 1\n'],
    ['x:\n    y: 1\n', 'a.b', 'x:\n    y: 1\na:\n    b: 5\n'],
    ['a: # c\n  # d\nx: 1\n', 'a.b', 'a: # c\n  b: 5\n  # d\nx: 1\n'],
    ['a: ~ # c\n', 'a.b', 'a: # c\n  b: 5\n'],
    ['a:\r\n  x:\r\n    - 1\r\n', 'a.b', 'a:\r\n  x:\r\n    - 1\r\n  b: 5\r\n'],
    ['a: {}', 'a.b', 'a: { b: 5 }'],
    ['a: { x: [1] } # c', 'a.b', 'a: { x: [1], b: 5 } # c'],
    ['{ a: }', 'a.b', '{ a: { b: 5 } }'],
  ])('%j gets %s', (text, path, expected) => {
    expect(set(text, path, 5)).toBe(expected);
  });
});

describe('several changes', () => {
  it('are made in order, mappings key by key', () => {
    const changes = [
      { path: ['a'], value: { b: 1, c: [true] } },
      { path: ['a', 'b'], value: 2 },
      { path: [], value: { d: null } },
    ];
    expect(editConfig('# c\n', changes)).toBe('# c\na:\n  b: 2\n  c: [true]\nd: null\n');
  });

  it('may be none', () => {
    expect(editConfig('a: [', [])).toBe('a: [');
  });
});

describe('what cannot be done without harm is refused', () => {
  it.each([
    ['a value its alias would share', 'a: &x 5\nb: *x', 'a', 6],
    ['a value for a section', 'a:\n  b: 1', 'a', 6],
    ['a key under a value', 'a: 5', 'a.b', 6],
    ['a key under an alias', 'x: &x {}\na: *x', 'a.b', 6],
    ['a text that is no YAML', 'a: [', 'a', 6],
    ['an alias without an anchor', 'a: *x', 'a', 6],
  ])('%s', (_, text, path, value) => {
    expect(() => set(text, path, value)).toThrow(ConfigError);
  });

  it.each([Number.NaN, undefined, Symbol('s'), [[() => 1]], 10n])('a value that is none', (value) => {
    expect(() => set('a: 1', 'a', value)).toThrow(ArgumentError);
  });

  it('a change that names no key', () => {
    expect(() => editConfig('a: 1', [{ path: [], value: 5 }])).toThrow(ArgumentError);
  });
});

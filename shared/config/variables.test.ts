// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax under test
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderConfig } from './render-config.ts';
import { defaultConfig } from './schema.ts';
import { escapeVariables, expandVariables, referencesIn, referencesInYaml } from './variables.ts';

const env = { HOST: 'h', EMPTY: '', UNSET: undefined, NESTED: '${HOST}', _x1: 'y' };

describe('expandVariables', () => {
  it.each([
    ['no variables', 'no variables'],
    ['${HOST}', 'h'],
    ['https://${HOST}/${_x1}?a=${HOST}', 'https://h/y?a=h'],
    ['[${EMPTY}]', '[]'],
    ['$${HOST}', '${HOST}'],
    ['$$${HOST}', '$${HOST}'],
    ['$HOST {HOST} $', '$HOST {HOST} $'],
    ['${NESTED}', '${HOST}'],
  ])('%s -> %s', (text, expanded) => {
    expect(expandVariables(text, env)).toEqual({ text: expanded, problems: [] });
  });

  it.each(['${MISSING}', '${UNSET}', '${toString}', '${constructor}'])('names %s as not set', (text) => {
    const { problems } = expandVariables(`a ${text}`, env);
    expect(problems).toEqual([
      { reference: text, message: `the environment variable ${text.slice(2, -1)} is not set` },
    ]);
  });

  it('tells of one that is not read what to do, be it set or not', () => {
    const { text, problems } = expandVariables('a ${SECRET}', { SECRET: null });
    expect(text).toBe('a ${SECRET}');
    expect(problems).toEqual([
      { reference: '${SECRET}', message: expect.stringContaining('SECRET is not read') },
    ]);
  });

  it.each(['${}', '${A B}', '${1A}', '${HOST:-x}', '${HOST'])('explains the malformed %s', (text) => {
    const { problems } = expandVariables(text, env);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('written ${NAME}');
  });
});

it('an escaped text expands to itself', () => {
  const text = fc.string({ unit: fc.constantFrom('$', '{', '}', 'A', ' ') });
  fc.assert(
    fc.property(text, (literal) => {
      expect(expandVariables(escapeVariables(literal), {})).toEqual({ text: literal, problems: [] });
    }),
  );
});

describe('referencesIn', () => {
  it('names each variable once, and neither escapes nor what is no name', () => {
    expect(referencesIn('a: ${HOST}/${_x1}\nb: ${HOST} $${NOT} ${1x} ${open')).toEqual(['HOST', '_x1']);
  });

  it('misses none behind a brace that never ends', () => {
    expect(referencesIn('# a literal ${ is written so\na: ${HOST}')).toEqual(['HOST']);
  });
});

describe('referencesInYaml', () => {
  it('names what values refer to, and not what a comment says', () => {
    expect(referencesInYaml('# ${NAME} is taken\na: x${HOST} # ${NOT}\nb: ["${_x1}", "#${IN}"]')).toEqual([
      'HOST',
      '_x1',
      'IN',
    ]);
  });

  it('names all that looks like one where the text is no YAML', () => {
    expect(referencesInYaml('a: [${HOST} # ${_x1}')).toEqual(['HOST', '_x1']);
  });

  it('asks for no variable in the rules as they come', () => {
    expect(referencesInYaml(renderConfig(defaultConfig))).toEqual([]);
  });
});

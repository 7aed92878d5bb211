import { describe, expect, it } from 'vitest';
import { type Weighed, weighCall } from './payload.ts';

const mebibyte = 2 ** 20;

function codeOf({ failure }: Weighed): string | null {
  return failure?.code ?? null;
}

describe('weighCall', () => {
  it('takes what calls carry', () => {
    const paths = Array.from({ length: 10_000 }, (_, index) => `/logs/${'folder/'.repeat(40)}${index}.jsonl`);
    const config = { name: 'etl_config.yaml', text: 'x'.repeat(mebibyte) };
    expect(codeOf(weighCall('run:start', { inputs: paths, config }))).toBeNull();
    expect(codeOf(weighCall('run:list', undefined))).toBeNull();
    expect(codeOf(weighCall('settings:set', Object.assign(Object.create(null), { theme: null })))).toBeNull();
    const content = new Uint8Array(30 * mebibyte);
    expect(codeOf(weighCall('dialog:saveFile', { name: 'x', kind: 'png', content }))).toBeNull();
  });

  const endless: unknown[] = [];
  endless.push(endless);
  // Each holds the one before twice: small to store, and endless to walk through.
  const laughing = Array.from({ length: 64 }).reduce<unknown>((inner) => [inner, inner], 'ha');
  it.each<[string, unknown]>([
    ['a long text', 'x'.repeat(9 * mebibyte)],
    ['a text far inside', { a: [{ b: ['x'.repeat(9 * mebibyte)] }] }],
    ['a long name', { ['x'.repeat(9 * mebibyte)]: 1 }],
    ['many bytes', new Uint8Array(9 * mebibyte)],
    ['many values', new Array(200_000).fill(0)],
    ['a list without end', new Array(2 ** 32 - 1)],
    ['a list that holds itself', endless],
    ['lists that hold each other twice', laughing],
  ])('refuses %s as too big', (_, value) => {
    expect(codeOf(weighCall('run:start', value))).toBe('TOO_BIG');
  });

  it('walks as deep as a value goes', () => {
    const deep = Array.from({ length: 50_000 }).reduce<unknown>((inner) => [inner], 0);
    expect(codeOf(weighCall('run:start', deep))).toBeNull();
  });

  it.each<[string, unknown]>([
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map([[1, 'x'.repeat(9 * mebibyte)]])],
    ['a big integer', 1n],
    ['a symbol', Symbol('x')],
    ['other bytes', new Float64Array(1)],
    ['an object of a class', new (class Odd {})()],
  ])('refuses %s as no data', (_, value) => {
    expect(codeOf(weighCall('run:start', [value]))).toBe('INVALID_ARGUMENT');
  });
});

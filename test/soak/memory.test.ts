import { describe, expect, it } from 'vitest';
import { brokenPromise, measure } from './memory/measure.ts';
import { shapes } from './memory/shapes.ts';

describe('a run holds at most its memory limit and the constant, or says early which setting stops it', () => {
  it.each(shapes)('$name', { timeout: 600_000 }, (shape) => {
    const measured = measure(shape, 1);
    expect(brokenPromise(shape, measured), measured.stderr).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { constantMb, measure } from './memory/measure.ts';
import { shapes } from './memory/shapes.ts';

describe('a run holds at most its memory limit and the constant, or says early which setting stops it', () => {
  it.each(shapes)('$name', { timeout: 600_000 }, (shape) => {
    const { code, stderr, peakMb } = measure(shape, 1);
    expect(peakMb).toBeLessThanOrEqual(shape.limitMb + constantMb);
    if (code === 0) return;
    expect(code, stderr).toBe(2);
    expect(stderr).toMatch(shape.mayStopAt ?? /^$/);
  });
});

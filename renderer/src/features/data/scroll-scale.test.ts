import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowHeight, scrollScale, scrollTopAt, topAt, topShowing } from './scroll-scale.ts';

const rows = fc.integer({ min: 0, max: 4_000_000_000 });
const viewport = fc.integer({ min: 100, max: 2000 });

test('the ends of the scrollbar are the first and the last row, however many there are', () => {
  fc.assert(
    fc.property(rows, viewport, (count, height) => {
      const scale = scrollScale(count, height);
      expect(scale.height).toBeLessThan(33_000_000);
      expect(topAt(scale, 0)).toBe(0);
      const end = topAt(scale, scale.lastScrollTop);
      expect(end).toBe(Math.max(0, count * rowHeight - height));
      expect(scrollTopAt(scale, end)).toBe(scale.lastScrollTop);
    }),
  );
});

test('any row can be brought on screen, with the least move', () => {
  fc.assert(
    fc.property(rows, viewport, fc.nat(), fc.nat(), (count, height, from, to) => {
      fc.pre(count > 0);
      const scale = scrollScale(count, height);
      const row = to % count;
      const before = Math.min((from % count) * rowHeight, scale.lastTop);
      const top = topShowing(scale, before, row, height);
      expect(row * rowHeight).toBeGreaterThanOrEqual(top);
      expect((row + 1) * rowHeight).toBeLessThanOrEqual(top + height);
      expect(topShowing(scale, top, row, height)).toBe(top);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  budgetBytes,
  type Elastic,
  type Lease,
  MemoryBudget,
  sizeText,
  type WorkKind,
} from './memory-budget.ts';

const GiB = 1024 ** 3;

/** Views that cannot give back what is in use. */
class Views implements Elastic {
  inUse = 0;
  held = 0;

  async keepWithin(bytes: number): Promise<number> {
    this.held = Math.max(bytes, Math.min(this.inUse, this.held));
    return this.held;
  }
}

test('a budget is a size, or three quarters of what this process may use', () => {
  expect(budgetBytes('4GiB')).toBe(4 * GiB);
  expect(budgetBytes('auto')).toBeGreaterThan(0);
  expect(sizeText(budgetBytes('500MB'))).toBe('488281KiB');
});

test('whatever comes, goes and grows, no more is handed out than there is; each kind of work gets its part', async () => {
  const kind = fc.constantFrom<WorkKind>('run', 'export', 'save', 'look', 'plan');
  const step = fc.oneof(
    fc.record({ take: kind, wanted: fc.option(fc.integer({ min: 1, max: 8 * GiB })) }),
    fc.record({ release: fc.nat() }),
    fc.record({ inUse: fc.integer({ min: 0, max: GiB }) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2 ** 20, max: 64 * GiB }),
      fc.array(step, { maxLength: 40 }),
      async (total, steps) => {
        const budget = new MemoryBudget(total);
        const views = new Views();
        await budget.attach(views);
        const leases: { kind: WorkKind; lease: Lease }[] = [];
        for (const one of steps) {
          if ('inUse' in one) views.inUse = one.inUse;
          else if ('release' in one)
            leases.splice(one.release % Math.max(1, leases.length), 1)[0]?.lease.release();
          else if (!leases.some(({ kind }) => kind === one.take)) {
            const lease = await budget.take(one.take, one.wanted);
            leases.push({ kind: one.take, lease });
            expect(lease.bytes).toBeGreaterThanOrEqual(Math.min(one.wanted ?? total, Math.floor(total / 32)));
          }
          const { leased, views: held } = budget.state;
          expect(leased).toBe(leases.reduce((sum, { lease }) => sum + lease.bytes, 0));
          expect(held).toBe(views.held);
          expect(leased + held).toBeLessThanOrEqual(total);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('a run alone has most of it; views grow back after it', async () => {
  const budget = new MemoryBudget(16 * GiB);
  const views = new Views();
  await budget.attach(views);
  expect(views.held).toBe(6.5 * GiB);
  const lease = await budget.take('run');
  expect([lease.bytes, views.held]).toEqual([8.5 * GiB, 2 * GiB]);
  lease.release();
  lease.release();
  await budget.setTotal(8 * GiB);
  expect(views.held).toBe(3.25 * GiB);
});

test('views that fail to give back stop no work, and are taken to hold what they had', async () => {
  const budget = new MemoryBudget(16 * GiB);
  const views = new Views();
  await budget.attach(views);
  views.keepWithin = () => Promise.reject(new Error('EBUSY'));
  for (let times = 0; times < 3; times += 1) {
    const lease = await budget.take('run');
    expect(lease.bytes).toBe(4 * GiB);
    expect(budget.state.views).toBe(6.5 * GiB);
    lease.release();
  }
  await budget.setTotal(17 * GiB);
});

test('of a kind, one waits for the other', async () => {
  const budget = new MemoryBudget(GiB);
  const first = await budget.take('save');
  let isSecond = false;
  const second = budget.take('save').then((lease) => {
    isSecond = true;
    return lease;
  });
  await budget.take('export');
  expect(isSecond).toBe(false);
  first.release();
  (await second).release();
  (await budget.take('save')).release();
});

import { describe, expect, it } from 'vitest';
import { engineFailure } from './engine-end.ts';

describe('the end of the engine', () => {
  it('is told by its reason: no memory, ended from outside, crashed, not started', () => {
    expect(engineFailure('oom', 1).message).toMatch(/^The engine ran out of memory/);
    expect(engineFailure('memory-eviction', 1).message).toMatch(/^The engine ran out of memory/);
    expect(engineFailure('killed', 9).message).toMatch(/^The engine was ended from outside \(signal 9\)/);
    expect(engineFailure('crashed', 11).message).toMatch(/^The engine crashed \(exit code 11\)/);
    expect(engineFailure(null, 3).message).toMatch(/^The engine crashed \(exit code 3\)/);
    expect(engineFailure('launch-failed', 5).message).toMatch(/cannot be started \(launch-failed, code 5\)/);
  });

  it('says that nothing was written', () => {
    expect(engineFailure('crashed', 6)).toMatchObject({
      code: 'ENGINE_STOPPED',
      message: expect.stringMatching(/ Nothing was written\.$/),
    });
  });
});

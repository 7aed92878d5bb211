import { afterEach, expect, it, vi } from 'vitest';
import { installMissing } from './install-missing.ts';

afterEach(() => void vi.unstubAllEnvs());

it('where nothing is missing nothing is done', () => {
  expect(installMissing([{ what: 'sh', packages: ['dash'] }])).toBeNull();
});

it.runIf(process.platform === 'linux')(
  'where nothing can be installed, it says what is missing, why, and in which packages it is',
  () => {
    vi.stubEnv('PATH', '');
    const needs = [
      { what: 'no-such-program', packages: ['new-name', 'old-name'] },
      { what: 'libnone.so.9', packages: ['libnone9'] },
    ];
    const told = installMissing(needs);
    // Debian keeps apt-get where an empty path does not lead.
    expect(told).toMatch(/^The tests need no-such-program, libnone\.so\.9: there is no apt-get/);
    expect(told).toContain('it is in old-name libnone9.');
  },
);

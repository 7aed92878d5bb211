import { expect, it } from 'vitest';
import {
  CancelledError,
  InputError,
  InternalError,
  OutputLockedError,
  TooManyFailedLines,
} from '../../shared/errors.ts';
import { exitCodeOf } from './exit-codes.ts';
import { failureText, isExpected } from './failure-text.ts';

it('lets expected failures speak for themselves', () => {
  expect(failureText(new InputError('x.jsonl: missing.'), 'x.log')).toBe('x.jsonl: missing.');
});

it.each([new InternalError('Sums differ.'), new Error('Sums differ.'), 'Sums differ'])(
  'says of a defect what to do: %o',
  (error) => {
    expect(isExpected(error)).toBe(false);
    expect(failureText(error, 'logs/x.log')).toBe(
      'Internal error: Sums differ. Please report it; details are in logs/x.log.',
    );
    expect(failureText(error)).toBe('Internal error: Sums differ. Please report it.');
    expect(exitCodeOf(error)).toBe(3);
  },
);

it('maps failures to exit codes', () => {
  expect(exitCodeOf(new TooManyFailedLines('x'))).toBe(1);
  expect(exitCodeOf(new OutputLockedError('x'))).toBe(2);
  expect(exitCodeOf(new CancelledError())).toBe(130);
});

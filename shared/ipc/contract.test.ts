import { expect, test } from 'vitest';
import { callNames, codesOf, events, isEngineAnswered } from './contract.ts';
import { engineContract } from './engine.ts';
import { codesOfEngine, failureSchema } from './reply.ts';

test('a name is a domain and an action, and no declaration takes the place of another', () => {
  expect(callNames).toHaveLength(new Set(callNames).size);
  for (const name of [...callNames, ...Object.keys(events)]) expect(name).toMatch(/^[a-z]+:[a-zA-Z]+$/);
});

test('what the engine answers as it stands is in its contract, and may fail as the engine may', () => {
  const answered = callNames.filter(isEngineAnswered);
  expect(answered).toContain('daily:metrics');
  for (const name of answered) {
    expect(Object.keys(engineContract)).toContain(name);
    expect([...codesOf(name)]).toEqual(expect.arrayContaining([...codesOfEngine]));
  }
});

test('a call that only the app answers is none of the engine', () => {
  expect(Object.keys(engineContract)).not.toContain('settings:get');
});

test('each code is a known one, without repeats', () => {
  for (const name of callNames) {
    const codes = [...codesOf(name)];
    for (const code of codes) expect(failureSchema.shape.code.options).toContain(code);
  }
});

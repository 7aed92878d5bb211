import { expect, test } from 'vitest';
import { eventColumns } from '../../../../shared/events/columns.ts';
import { eventJson } from './event-json.ts';

test('an event as JSON keeps digits, quotes and the difference between null and empty', () => {
  const property = (key: string, type: string) => ({
    key,
    column: `prop_${key}`,
    type,
    events: 1,
    renamed: false,
  });
  const columns = eventColumns({
    properties: [property('n', 'BIGINT'), property('a"b', 'VARCHAR'), property('x', 'DOUBLE')],
    rest_keys: 1,
  }).filter(({ name }) => name.startsWith('prop_') || name === 'session_id');
  const cells = [null, '9007199254740993', '', '0.1', '{"k":[1]}'];
  expect(eventJson(columns, cells, true)).toBe(
    '{\n  "session_id": null,\n  "prop_n": 9007199254740993,\n  "prop_a\\"b": "",\n  "prop_x": 0.1,\n  "prop__rest": {"k":[1]}\n}',
  );
  expect(eventJson(columns, cells, false)).not.toContain('session_id');
});

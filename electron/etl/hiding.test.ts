// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax under test
import { dirname, join, normalize, resolve } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { parseConfig } from '../../shared/config/parse-config.ts';
import { quoteText } from '../../shared/sql/quote.ts';
import { hiding } from './hiding.ts';

/** Hides what these rules have from variables. */
function hide(rules: string, env: Record<string, string>): (text: string) => string {
  const result = parseConfig(rules, { file: 'c.yaml', env });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return hiding(result.config, result.fromVariables);
}

test('texts are told as the file says them; a time zone is no secret', () => {
  const said = hide(
    [
      'aggregation: { timezone: "${TZ}", active_event_types: ["${A}"], purchase_event_type: "x-${A}" }',
      'monitoring: { log_file: "${DIR}/run.log" }',
      'resources: { temp_directory: "${DIR}" }',
    ].join('\n'),
    { A: 'secret-a', TZ: 'Asia/Tokyo', DIR: '/secret' },
  );
  expect(
    said("WHERE type = 'secret-a' OR type = 'x-secret-a'; /secret/run.log; in /secret; Asia/Tokyo, 7"),
  ).toBe("WHERE type = '${A}' OR type = 'x-${A}'; ${DIR}/run.log; in ${DIR}; Asia/Tokyo, 7");
});

test('a part of a path is told by its variable, glued to a name or holding several steps', () => {
  const named = hide('resources: { temp_directory: "/proc/${S}/x" }', { S: 'hunter2xyz' });
  expect(named("mkdir '/proc/hunter2xyz'")).toBe("mkdir '/proc/${S}'");
  const glued = hide('resources: { temp_directory: "/proc/a${S}b/x" }', { S: 'hunter2' });
  expect(glued("mkdir '/proc/ahunter2b'")).toBe("mkdir '/proc/a${S}b'");
  const steps = hide('resources: { temp_directory: "/proc/${S}/x" }', { S: 'hunter2/inner' });
  expect(steps("mkdir '/proc/hunter2'; mkdir '/proc/hunter2/inner'; '/proc'")).not.toContain('hunter2');
  expect(steps("open '/proc'")).toBe("open '/proc'");
});

test.each(['./hunter2dir', '../a/../hunter2dir/', 'hunter2dir//x/../', '/a/./hunter2dir/.'])(
  'a path is told in no form: %s',
  (S) => {
    const said = hide('resources: { temp_directory: "${S}" }', { S });
    for (const path of [join(S, '.work', 'lines.parquet'), resolve(S), normalize(S), dirname(join(S, 'x'))])
      expect(said(`open '${path}'`)).toMatch(/^open '[^']*\$\{S\}(?!.*hunter2dir)/);
  },
);

test.each(["hun'ter2xyz", 'hun"ter2xyz', 'hun\\ter2xyz', 'hun\tter2  xyz', 'hun\'"ter2xyz'])(
  'a name is told in no form: %j',
  (S) => {
    const said = hide('aggregation: { purchase_event_type: "${S}" }', { S });
    const written = [S, quoteText(S), JSON.stringify(S), inspect({ S }), quoteText(JSON.stringify(S))];
    for (const text of [...written, quoteText(S).replace(/\s+/g, ' ')]) {
      expect(said(text)).toContain('${S}');
      expect(said(text)).not.toContain('ter2');
    }
  },
);

test('a short value is hidden only where it stands by itself, and a longer one tears no word', () => {
  const short = hide('monitoring: { log_file: "logs/${Y}/${N}/run.log" }', { Y: '2024', N: '1' });
  expect(short('2024-01-15: 1 file, 12 events of 2024')).toBe('2024-01-15: 1 file, 12 events of 2024');
  expect(short("mkdir 'logs/2024/1'")).toBe("mkdir 'logs/${Y}/${N}'");
  const word = hide('resources: { temp_directory: "/tmp/${ENV}" }', { ENV: 'level' });
  expect(word("levels; '/tmp/level/x'; level.log")).toBe("levels; '/tmp/${ENV}/x'; ${ENV}.log");
  const nothing = hide('resources: { temp_directory: "${D}" }', { D: './' });
  expect(nothing(`${process.cwd()}/a.jsonl: ./b..`)).toBe(`${process.cwd()}/a.jsonl: ./b..`);
});

test('what is said in place of a value is not hidden again', () => {
  const said = hide('aggregation: { purchase_event_type: "${SECRET}", revenue_property: "${B}" }', {
    SECRET: 'hunter2xyz',
    B: 'SECRET',
  });
  expect(said("'hunter2xyz', 'SECRET'")).toBe("'${SECRET}', '${B}'");
});

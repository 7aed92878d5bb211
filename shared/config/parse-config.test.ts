// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax under test
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIssue } from './config-issue.ts';
import { parseConfig } from './parse-config.ts';
import { defaultConfig, type EtlConfig } from './schema.ts';

const env = {
  N: '5',
  NULL: '',
  YES: 'true',
  URL: 'https://example.org/hook',
  SECRET: 'hunter2',
  TEXT: 'a: b # c',
};

function config(text: string): EtlConfig {
  const result = parseConfig(text, { file: 'f', env });
  if (!result.ok) throw new Error(result.issues.map(formatIssue).join('\n'));
  return result.config;
}

function issues(text: string): string[] {
  const result = parseConfig(text, { file: 'f', env });
  return result.ok ? [] : result.issues.map(formatIssue);
}

describe('what a file may leave out', () => {
  it.each([
    '',
    '\n\n',
    '# a comment\n',
    '---\n',
    '~',
    'null\n',
    '\uFEFF',
    '{}',
    'quality_checks:\nmonitoring: ~\n',
  ])('%j is all defaults', (text) => {
    expect(config(text)).toEqual(defaultConfig);
  });

  it('reads what is there and fills the rest', () => {
    const { ingest, ...rest } = config('ingest:\n  max_failed_lines: 7\n');
    expect(ingest).toEqual({ ...defaultConfig.ingest, max_failed_lines: 7 });
    expect(rest).toEqual({ ...rest, strict_mode: false });
  });

  it('reads CRLF, a byte-order mark and brackets', () => {
    const text =
      '\uFEFFaggregation: { min_dau: 3,\r\n  active_event_types: [a, "b"] } # c\r\nstrict_mode: true\r\n';
    expect(config(text)).toMatchObject({
      aggregation: { min_dau: 3, active_event_types: ['a', 'b'] },
      strict_mode: true,
    });
  });

  it('follows aliases', () => {
    const text =
      'quality_checks:\n  required_event_types: &t [a, b]\naggregation:\n  active_event_types: *t\n';
    expect(config(text).aggregation.active_event_types).toEqual(['a', 'b']);
  });
});

describe('faults, each at its line and column', () => {
  it.each(['!!binary abcd', 'strict_mode: !!binary abcd', '!!omap [strict_mode: true]', 'ingest: !!set {a}'])(
    '%j has a tag for what no configuration holds',
    (text) => {
      expect(issues(text)[0]).toMatch(/^f:1:[0-9]+: Unresolved tag: tag:yaml\.org,2002:(binary|omap|set)$/);
    },
  );

  it('are paths with a NUL', () => {
    expect(issues('monitoring: { log_file: "a\\0" }\nresources: { temp_directory: "a\\0b" }')).toEqual([
      'f:1:25: monitoring.log_file must be the path of a file, or null, without a NUL character; found "a\\0"',
      'f:2:30: resources.temp_directory must be the path of a folder, or null, without a NUL character; found "a\\0b"',
    ]);
  });

  it('are told all at once, in the order of the text', () => {
    const text = [
      'quality_checks:',
      '  min_event: 5',
      '  max_null_percentage: 10',
      '  required_event_types:',
      '    - a',
      '    - 5',
      '    - a',
      'aggregation:',
      '  min_dau:    "1"   # one',
      '  timezone:',
      '  min_dau: 2',
      'resources:',
      '  threads: ${MISSING}',
      'ingest: 5',
      'min_dau: 1',
      '',
    ].join('\n');
    expect(issues(text)).toEqual([
      'f:2:3: unknown key "min_event", did you mean "min_events"?',
      'f:3:24: quality_checks.max_null_percentage must be a share from 0 to 1, not a percentage: 10 percent is 0.1; found 10',
      'f:6:7: quality_checks.required_event_types[1] must be text, one character or more (a number in quotes); found 5',
      'f:7:7: quality_checks.required_event_types[2] must not repeat an event type; found a',
      'f:10:3: aggregation.timezone must be the name of a time zone, such as Europe/Berlin; found nothing',
      'f:11:3: duplicate key "min_dau"',
      'f:13:12: resources.threads: the environment variable MISSING is not set',
      'f:14:9: ingest must be a mapping of keys to values; found 5',
      'f:15:1: unknown key "min_dau": it belongs under aggregation',
    ]);
  });

  it('carry file, place and path', () => {
    const result = parseConfig('\uFEFFingest:\r\n  max_failed_lines: x\r\n', { file: 'a/b.yaml', env });
    expect(result).toEqual({
      ok: false,
      issues: [
        {
          file: 'a/b.yaml',
          line: 2,
          column: 21,
          path: ['ingest', 'max_failed_lines'],
          message: 'ingest.max_failed_lines must be a whole number, 0 or more; found x',
        },
      ],
    });
  });

  it.each([
    ['monitoring:\n  enable_alerts: true\n  log_level: x', 2],
    ['monitoring: { enable_alerts: true, alert_webhook_url: "${NULL}" }', 1],
    ['monitoring:\n  enable_alerts: true\n  alert_webhook_url: ${NULL}', 1],
  ])('alerts without an address: %j', (text, count) => {
    expect(issues(text)).toHaveLength(count);
  });

  it.each([
    ['5', 'f:1:1: the configuration must be a mapping of keys to values; found 5'],
    ['# c\n- a', 'f:2:1: the configuration must be a mapping of keys to values; found a list'],
    ['strict_mode: yes', 'f:1:14: strict_mode must be true or false; found yes'],
    [
      'monitoring:\n  log_file: ""',
      'f:2:13: monitoring.log_file must be the path of a file, or null; found ""',
    ],
    [`strict_mode: ${'x'.repeat(99)}`, `f:1:14: strict_mode must be true or false; found ${'x'.repeat(59)}…`],
  ])('%j', (text, issue) => {
    expect(issues(text)).toEqual([issue]);
  });
});

describe('faults of the syntax', () => {
  it.each([
    ['ingest:\n\tmax_failed_lines: 5\n', 'f:2:1: a tab cannot indent a line: use spaces'],
    ['strict_mode: true\n---\nstrict_mode: false\n', 'f:2:1: a second document begins here: keep one'],
    [
      'ingest:\n  max_failed_lines 5\n  max_line_bytes: 2048\n',
      'f:2:3: expected "key: value" on one line; is a colon missing?',
    ],
    [
      'strict_mode: a: b\n',
      'f:1:14: a key cannot stand here: check the indentation, or put the text in quotes',
    ],
    ['resources: { threads: ${N} }', 'f:1:24: between [ ] or { } put ${NAME} in quotes'],
    ['? [a]\n: b', 'f:1:3: a key must be plain text'],
    [
      '<<: { strict_mode: true }',
      'f:1:1: unknown key "<<": merge keys are not supported, write the keys out',
    ],
  ])('%j', (text, issue) => {
    expect(issues(text)).toEqual([issue]);
  });

  it('hide no fault above them, and breed none below', () => {
    const text = 'ingest:\n  max_failed_lines: -1\nmonitoring:\n  enable_alerts: true\n\tx: 1\n  bad: 1\n';
    expect(issues(text)).toEqual([
      'f:2:21: ingest.max_failed_lines must be a whole number, 0 or more; found -1',
      'f:5:1: a tab cannot indent a line: use spaces',
    ]);
  });

  it.each([
    ['unknown alias', 'aggregation: *x', /no anchor &x stands before/],
    ['alias within its own anchor', 'quality_checks: &a [*a]', /must be a mapping/],
    [
      'aliases of aliases',
      Array.from({ length: 9 }, (_, i) => `a${i}: &a${i} [${i ? `*a${i - 1},`.repeat(9) : 'x'}]`).join('\n'),
      /aliases/,
    ],
    ['many aliases', `a: &a x\nb: [${'*a, '.repeat(200)}]`, /more than 100/],
    ['deep nesting', '- '.repeat(20_000), /nested too deeply/],
    ['deep brackets', '['.repeat(20_000), /nested too deeply/],
  ])('%s does no harm', (_, text, message) => {
    expect(issues(text).join('\n')).toMatch(message);
  });

  it.each([
    ['unknown keys', (line: number) => `key_${line}: 1\n`],
    ['duplicate keys', () => 'ingest: 1\n'],
    ['unset variables', () => '- ${A}\n'],
  ])('a file that is nothing but %s is read in its time', (_, line) => {
    const text = Array.from({ length: 50_000 }, (_, index) => line(index)).join('');
    expect(issues(text).length).toBeGreaterThanOrEqual(50_000);
  });

  it('never throws, whatever the text', () => {
    const pieces = [
      'a',
      ':',
      ' ',
      '\n',
      '  ',
      '-',
      '[',
      ']',
      '{',
      '}',
      '&a',
      '*a',
      '"',
      '#',
      '${',
      '$${',
      '\t',
      '|',
      '!',
    ];
    const known = ['ingest:', 'max_line_bytes', 'strict_mode: ', '? ', '<<', '---', '...', '%'];
    const text = fc.string({ unit: fc.constantFrom(...pieces, ...known), maxLength: 40 });
    fc.assert(
      fc.property(text, (source) => {
        const result = parseConfig(source, { file: 'f', env: {} });
        if (result.ok) return;
        expect(result.issues.length).toBeGreaterThan(0);
        const lines = source.split('\n');
        for (const { line, column } of result.issues) {
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('unknown keys', () => {
  it.each([
    ['minEvents: 1', 'unknown key "minEvents", did you mean "quality_checks.min_events"?'],
    ['ingest:\n  max-failed-line: 1', 'unknown key "max-failed-line", did you mean "max_failed_lines"?'],
    ['ingest:\n  strict_mode: true', 'unknown key "strict_mode": it belongs at the top level'],
    [
      'ingest:\n  colour: 1',
      'unknown key "colour"; the keys here are max_failed_lines, max_line_bytes, max_expansion_ratio, max_property_columns',
    ],
    [
      'ingest:\n  __proto__: 1',
      'unknown key "__proto__"; the keys here are max_failed_lines, max_line_bytes, max_expansion_ratio, max_property_columns',
    ],
  ])('%j', (text, message) => {
    expect(issues(text)).toEqual([expect.stringContaining(`: ${message}`)]);
  });
});

describe('variables', () => {
  it('stand for numbers, null and text where the text is plain', () => {
    const text = [
      'resources:',
      '  threads: ${N}',
      '  temp_directory: /tmp/${N}/$${N}/${TEXT}',
      'monitoring:',
      '  alert_webhook_url: ${URL}',
      '  log_file: ${NULL}',
      'strict_mode: ${YES}',
      'quality_checks:',
      '  required_event_types: ["${N}", "x${YES}"]',
      'aggregation:',
      '  active_event_types:',
      '    - ${TEXT} # not ${MISSING}',
    ].join('\n');
    expect(config(text)).toMatchObject({
      resources: { threads: 5, temp_directory: '/tmp/5/${N}/a: b # c' },
      monitoring: { alert_webhook_url: 'https://example.org/hook', log_file: null },
      strict_mode: true,
      quality_checks: { required_event_types: ['5', 'xtrue'] },
      aggregation: { active_event_types: ['a: b # c'] },
    });
  });

  it('stay text in quotes', () => {
    expect(issues('resources:\n  threads: "${N}"')).toEqual([
      'f:2:12: resources.threads must be auto or a whole number from 1 to 1024; found "${N}"',
    ]);
  });

  it('are never quoted by value', () => {
    const keys = ['timezone', 'min_dau', 'active_event_types', 'revenue_property', 'bad'];
    const text = `aggregation:\n${keys.map((key) => `  ${key}: \${SECRET}\n`).join('')}strict_mode: "a\${SECRET}"\n`;
    const found = issues(text);
    expect(found).toHaveLength(5);
    expect(found.join('\n')).not.toContain('hunter2');
    expect(found[0]).toContain('found ${SECRET}');
  });

  it('that are unset are told once each, at their place', () => {
    expect(issues('monitoring:\n  log_file: "a/${A}/${N}/${B}"\n')).toEqual([
      'f:2:16: monitoring.log_file: the environment variable A is not set',
      'f:2:26: monitoring.log_file: the environment variable B is not set',
    ]);
  });
});

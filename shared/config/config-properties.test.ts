// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax under test
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIssue } from './config-issue.ts';
import { configKeys, valueAt } from './config-keys.ts';
import { editConfig } from './edit-config.ts';
import { parseConfig } from './parse-config.ts';
import { renderConfig } from './render-config.ts';
import { configSchema, defaultConfig, type EtlConfig } from './schema.ts';

/** Text that is hard on YAML. */
const text = fc.oneof(
  fc.constantFrom(
    'session_start',
    'null',
    'true',
    '5',
    '0x1',
    '1e3',
    '~',
    'yes',
    '---',
    '...',
    '- a',
    '${N}',
    '$${',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
  fc.string({
    unit: fc.constantFrom(...' #:-$\'"{}[],&*!|>%@`\\\n\r\tax5é\u2028\u0085\ufeff'),
    minLength: 1,
    maxLength: 6,
  }),
);
const path = text.filter((value) => !value.includes('\0'));
const count = fc.nat();
const fraction = (max: number) => fc.double({ min: 0, max, noNaN: true }).map((value) => value + 0);
const types = fc.uniqueArray(text, { maxLength: 4 });
const address = fc.webUrl();

/** What is left out has its default: the kinds of values are all there. */
function withDefaults<Section extends object>(of: Section, some: fc.Arbitrary<Partial<Section>>) {
  return some.map((section) => ({ ...of, ...section }));
}

const settings: fc.Arbitrary<EtlConfig> = fc.record({
  quality_checks: withDefaults(
    defaultConfig.quality_checks,
    fc.record({
      min_events: count,
      max_null_percentage: fraction(1),
      null_scope: fc.constantFrom('all_rows', 'by_event_type'),
      required_event_types: types,
      max_future_days: fraction(1e6),
      check_duplicates: fc.boolean(),
      check_future_timestamps: fc.boolean(),
    }),
  ),
  aggregation: withDefaults(
    defaultConfig.aggregation,
    fc.record({
      min_dau: count,
      max_revenue_per_event: fraction(Number.MAX_VALUE),
      timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'Etc/GMT+5'),
      active_event_types: types,
      purchase_event_type: text,
      revenue_property: text,
      max_calendar_rows: count,
    }),
  ),
  ingest: withDefaults(
    defaultConfig.ingest,
    fc.record({
      max_failed_lines: count,
      max_line_bytes: fc.integer({ min: 1024, max: 2 ** 30 }),
      max_expansion_ratio: fc.integer({ min: 1, max: 1_000_000 }),
      max_property_columns: fc.integer({ min: 0, max: 10_000 }),
    }),
  ),
  monitoring: fc.oneof(
    fc.record({
      enable_alerts: fc.boolean(),
      alert_webhook_url: address,
      log_level: fc.constantFrom('DEBUG', 'INFO', 'WARNING', 'ERROR'),
      log_file: fc.option(path),
    }),
    fc.constant(defaultConfig.monitoring),
  ),
  resources: fc.record({
    memory_limit: fc.constantFrom('auto', '500MB', '1.5 GiB'),
    threads: fc.oneof(fc.constant('auto' as const), fc.integer({ min: 1, max: 1024 })),
    temp_directory: fc.option(path),
  }),
  strict_mode: fc.boolean(),
});

function parse(source: string): EtlConfig {
  const result = parseConfig(source, { file: 'f', env: {} });
  if (!result.ok) throw new Error(`${result.issues.map(formatIssue).join('\n')}\nin:\n${source}`);
  return result.config;
}

type Style = { tape: readonly number[]; eol: string; indent: string };
type Written = { source: string; comments: string[] };

/** A configuration as people write them: some keys left out, lists both ways, comments and gaps anywhere. */
function write(config: EtlConfig, { tape, eol, indent }: Style): Written {
  const comments: string[] = [];
  let reads = 0;
  const chance = (oneIn: number) => (tape[reads++ % tape.length] ?? 0) % oneIn === 0;
  const comment = () => {
    const mark = `# c${comments.length}.`;
    comments.push(mark);
    return mark;
  };
  const maybe = (before: string, make: () => string, after = '') =>
    chance(3) ? before + make() + after : '';
  const scalar = (value: unknown) => {
    return typeof value === 'string' ? JSON.stringify(value.replaceAll('${', () => '$${')) : String(value);
  };
  const entry = (key: string, value: unknown, lead: string): string => {
    const above = maybe(lead, comment, eol) + maybe('', () => eol);
    if (!Array.isArray(value)) return `${above}${lead}${key}: ${scalar(value)}${maybe('  ', comment)}${eol}`;
    if (value.length > 0 && chance(2)) {
      const items = value.map(
        (item) => `${lead}${indent}- ${scalar(item)}${eol}${maybe(lead, comment, eol)}`,
      );
      return `${above}${lead}${key}:${maybe(' ', comment)}${eol}${items.join('')}`;
    }
    const items = value.map((item) => `${scalar(item)}${maybe(' ', comment, eol + lead + indent)}`);
    return `${above}${lead}${key}: [${items.join(`, `)}]${maybe(' ', comment)}${eol}`;
  };
  const sections = Object.entries(config).map(([name, section]) => {
    if (chance(5)) return '';
    if (typeof section !== 'object') return entry(name, section, '');
    const keys = Object.entries(section).map(([key, value]) => (chance(4) ? '' : entry(key, value, indent)));
    return `${maybe('', comment, eol)}${name}:${maybe(' ', comment)}${eol}${keys.join('')}`;
  });
  return { source: sections.join('') + maybe('', comment), comments };
}

const style = fc.record({
  tape: fc.array(fc.nat(59), { minLength: 20, maxLength: 120 }),
  eol: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('  ', '    ', ' '),
});

const valueKeys = configKeys.filter(({ isSection }) => !isSection);

/** Alerts may need an address the text leaves out: such a text is no subject of these properties. */
function withoutAlerts(config: EtlConfig): EtlConfig {
  return { ...config, monitoring: { ...config.monitoring, enable_alerts: false } };
}

describe('renderConfig', () => {
  it('is read back as the same configuration', () => {
    fc.assert(
      fc.property(settings, (config) => {
        expect(configSchema.parse(config)).toEqual(config);
        expect(parse(renderConfig(config))).toEqual(config);
      }),
      { numRuns: 300 },
    );
  });

  it('makes config/etl_config.yaml, each key under its description', () => {
    const file = readFileSync('config/etl_config.yaml', 'utf8');
    expect(file).toBe(renderConfig(defaultConfig));
    const lines = file.split('\n').map((line) => line.trim());
    for (const { path, description } of configKeys) {
      const at = lines.indexOf(`# ${description}`);
      expect(lines[at + 1], path.join('.')).toMatch(new RegExp(`^${path.at(-1)}:`));
    }
    expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(configKeys.length + 2);
  });
});

describe('editConfig', () => {
  it('turns one rendered configuration into another, comments and order kept', () => {
    fc.assert(
      fc.property(settings, settings, (from, to) => {
        expect(editConfig(renderConfig(from), [{ path: [], value: to }])).toBe(renderConfig(to));
      }),
      { numRuns: 200 },
    );
  });

  it('changes what it is told to, keeps every comment, and comes to rest', () => {
    fc.assert(
      fc.property(settings, settings, style, fc.subarray(valueKeys), (from, to, look, keys) => {
        const { source, comments } = write(withoutAlerts(from), look);
        const changes = keys.map(({ path }) => ({ path, value: valueAt(withoutAlerts(to), path) }));
        const edited = editConfig(source, changes);

        const before = parse(source);
        const after = parse(edited);
        for (const key of valueKeys) {
          const expected = valueAt(keys.includes(key) ? to : before, key.path);
          if (key.path[1] !== 'enable_alerts')
            expect(valueAt(after, key.path), key.path.join('.')).toEqual(expected);
        }
        for (const comment of comments) expect(edited.split(comment), comment).toHaveLength(2);
        expect(editConfig(edited, changes)).toBe(edited);
      }),
      { numRuns: 500 },
    );
  });

  it('touches only the line of the value', () => {
    fc.assert(
      fc.property(settings, style, fc.nat(), (config, look, events) => {
        const { source } = write(withoutAlerts(config), look);
        const edited = editConfig(source, [{ path: ['ingest', 'max_failed_lines'], value: events }]);
        const added = edited.split(look.eol);
        const kept = source.split(look.eol).filter((line) => !/^ *max_failed_lines:/.test(line));
        // What is left of the old text is there in its order.
        let next = 0;
        for (const line of added) if (line === kept[next]) next += 1;
        expect(next).toBe(kept.length);
      }),
      { numRuns: 300 },
    );
  });
});

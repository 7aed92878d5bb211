import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configSchema, defaultConfig } from '../config/schema.ts';
import { escapeHtml, html } from '../format/html.ts';
import type { Manifest } from '../run/manifest.ts';
import { currentFormat } from '../run/migrations/migrations.ts';
import { evaluateChecks } from './evaluate-checks.ts';
import type { JudgedRun } from './judged-run.ts';
import type { Measured } from './measured.ts';
import { overallStatus } from './quality-report.ts';
import { reportHtml } from './report-html.ts';
import { reportJson } from './report-json.ts';
import { reportStyle } from './report-style.ts';

const hostile = `<script>alert("x")</script><img src=x onerror='y'>&amp;\u0000\u202e\ud800`;
const sample = { file: `/data/${hostile}.jsonl`, line: 7, event_id: hostile, detail: hostile };

const measured: Measured = {
  events: 90,
  event_types: [{ event_type: hostile, events: 90 }],
  event_types_complete: true,
  missing_event_types: [],
  columns: [
    {
      column: 'session_id',
      nulls_all_rows: 45,
      rows_all: 90,
      nulls_by_event_type: 5,
      rows_by_event_type: 50,
      samples: [],
    },
    {
      column: `prop_${hostile}`,
      nulls_all_rows: 90,
      rows_all: 90,
      nulls_by_event_type: 0,
      rows_by_event_type: 0,
      samples: [sample],
    },
  ],
  duplicates: { count: 4, samples: [sample] },
  future: {
    seconds_ahead: { values: [{ value: 90_000, count: 2 }], total: 2, complete: true },
    samples: [sample],
  },
  revenue: { amounts: null, samples: [] },
  daily_active: { values: [], total: 0, complete: true },
  rejected: { count: 6, samples: [sample] },
};

const manifest: Manifest = {
  format_version: currentFormat,
  run_id: '00000000-0000-4000-8000-000000000000',
  app_version: '0.1.0',
  engine_version: 'v1.5.6',
  started_at: '2024-02-01T00:00:00.000Z',
  finished_at: '2024-02-01T00:00:02.000Z',
  as_of: '2024-02-01T00:00:00.000Z',
  config: configSchema.parse({ monitoring: { alert_webhook_url: 'https://example.org/secret' } }),
  inputs: [
    {
      path: sample.file,
      size_bytes: 1500,
      modified_at: '2024-01-31T00:00:00.000Z',
      compression: 'none',
      lines: 101,
    },
  ],
  reconciliation: {
    lines: 101,
    events_cleaned: 90,
    events_rejected: 6,
    duplicates_removed: 4,
    blank_lines: 1,
  },
  metrics: {
    events_loaded: 100,
    events_cleaned: 90,
    events_failed: 10,
    processing_time_seconds: 2,
    throughput: 50,
  },
  quarantined: { malformed_json: 6, duplicate_event_id: 4 },
  calendar: null,
  properties: [{ key: 'price_usd', column: 'prop_price_usd', type: 'VARCHAR', events: 1, renamed: false }],
  rest_keys: 0,
  outputs: [],
};

function judged(
  config = manifest.config,
  of: Partial<Measured> = {},
  by: JudgedRun['judgedBy'] = 'rules',
): JudgedRun {
  const checks = evaluateChecks({ ...measured, ...of }, config);
  return {
    manifest,
    measured: { ...measured, ...of },
    judgedBy: by,
    config,
    status: overallStatus(checks),
    checks,
  };
}

const voidElements = ['meta', 'br', 'img'];

/** Reads a page strictly: every tag known to close, every `<` a tag. @returns elements with their attributes, and the text */
function readPage(page: string) {
  const elements: { name: string; attributes: string }[] = [];
  const open: string[] = [];
  let text = '';
  expect(page.startsWith('<!doctype html>\n')).toBe(true);
  const rest = page.slice('<!doctype html>'.length).replace(/<style>[^<]*<\/style>/, '');
  for (const [, close, name = '', attributes = '', plain = ''] of rest.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>|([^<]+|<)/g,
  )) {
    if (name === '') text += plain;
    else if (close === '/') expect(open.pop()).toBe(name);
    else {
      elements.push({ name, attributes });
      if (!voidElements.includes(name)) open.push(name);
    }
  }
  expect(open).toEqual([]);
  expect(text).not.toContain('<');
  return { elements, text };
}

describe('the report as HTML', () => {
  const page = reportHtml(judged());
  const { elements, text } = readPage(page);

  it('has every section', () => {
    const ids = elements
      .map(({ attributes }) => /id="([^"]*)"/.exec(attributes)?.[1])
      .filter((id) => id !== undefined);
    expect(ids).toEqual([
      'reconciliation',
      'checks',
      'null-shares',
      'quarantine',
      'samples',
      'inputs',
      'thresholds',
      'definitions',
    ]);
  });

  it('keeps what comes from the data as text', () => {
    const names = new Set(elements.map(({ name }) => name));
    expect(names).not.toContain('script');
    expect(names).not.toContain('img');
    expect(elements.filter(({ attributes }) => / on[a-z]+=/.test(attributes))).toEqual([]);
    expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(text).toContain('&amp;amp;\u2400');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may stand in a page
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    expect(new TextDecoder().decode(new TextEncoder().encode(page))).toBe(page);
  });

  it('needs nothing from elsewhere', () => {
    const names = ['script', 'link', 'iframe', 'object', 'img', 'base'];
    expect(elements.filter(({ name }) => names.includes(name))).toEqual([]);
    const attributes = elements.map((element) => element.attributes).join('');
    expect(attributes).not.toMatch(/ (src|href|srcset|action|background)=|https?:|url\(/);
    expect(reportStyle).not.toMatch(/url\(|@import|https?:/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).toContain('prefers-color-scheme: dark');
  });

  it('tells the numbers, the verdicts and the thresholds', () => {
    for (const told of [
      '101',
      '90',
      '= cleaned',
      '50%',
      '(45 of 90)',
      '10%',
      '(5 of 50)',
      'no value in any event',
    ])
      expect(text).toContain(told);
    expect(text).toContain('90 events; at least 1,000 expected.');
    expect(text).toContain('4 events removed because an earlier one has the same event_id.');
    expect(text).toContain('by rules set after the run');
    expect(text).toContain('1.5 KB');
    expect(text).not.toContain('example.org');
  });

  it('says who judged, and where nothing was found', () => {
    const clean = { ...judged(defaultConfig, {}, 'run') };
    const quiet: JudgedRun = {
      ...clean,
      manifest: { ...manifest, quarantined: {} },
      checks: clean.checks.map((check) => ({ ...check, samples: [] })),
    };
    const { text: told } = readPage(reportHtml(quiet));
    expect(told).toContain('as the run judged');
    expect(told).toContain('Nothing was put aside');
    expect(told).toContain('No check has a row to show.');
  });
});

describe('the report as JSON', () => {
  it('holds the verdict with its thresholds, what was measured and the run', () => {
    const strict = configSchema.parse({ strict_mode: true, quality_checks: { min_events: 90 } });
    const parsed = z.record(z.string(), z.unknown()).parse(JSON.parse(reportJson(judged(strict))));
    expect(parsed).toMatchObject({
      run: { run_id: manifest.run_id },
      judged_by: 'rules',
      status: 'fail',
      thresholds: { strict_mode: true, quality_checks: { min_events: 90 } },
      reconciliation: manifest.reconciliation,
      quarantined: { malformed_json: 6 },
    });
    expect(parsed['measured']).toEqual(JSON.parse(JSON.stringify(measured)));
    expect(parsed['checks']).toContainEqual(expect.objectContaining({ id: 'min_events', status: 'pass' }));
    expect(JSON.stringify(parsed)).not.toContain('example.org');
  });
});

describe('a template of HTML', () => {
  it('escapes what is put in, and keeps markup that a template made', () => {
    expect(html`<p title="${'"'}">${'<b>'}${html`<i>${'&'}</i>`}${[html`1`, html`2`]}${3}</p>`.text).toBe(
      '<p title="&quot;">&lt;b&gt;<i>&amp;</i>123</p>',
    );
  });

  it('shows controls and half characters, which no page can hold', () => {
    expect(escapeHtml('a\u0000\u001f\u0085\t\n\ud800b😀')).toBe('a\u2400\u241f&lt;U+0085&gt;\t\n\uFFFDb😀');
  });
});

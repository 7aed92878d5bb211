import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runReference } from '../test/oracle/reference.ts';
import { defaultReferenceConfig } from '../test/oracle/reference-config.ts';
import { sampleFile } from './make-sample.ts';

const bytes = readFileSync(new URL('../resources/sample_events.jsonl', import.meta.url));
const run = runReference({
  files: [{ path: 'sample_events.jsonl', bytes }],
  config: defaultReferenceConfig,
  now: new Date('2024-03-01T00:00:00Z'),
});

describe('the sample', () => {
  it('is what the script makes (else run `node scripts/make-sample.ts`)', () => {
    expect(bytes.equals(sampleFile())).toBe(true);
    expect(bytes.length).toBeLessThan(1_500_000);
  });

  it('adds up, with few enough rejected lines for the default limit', () => {
    expect(run.reconciliation).toEqual({
      lines: 5_012,
      events_cleaned: 4_985,
      events_rejected: 15,
      duplicates_removed: 10,
      blank_lines: 2,
    });
  });

  it('holds a few of every fault', () => {
    expect(new Set(run.rejected.map((line) => line.reason))).toEqual(
      new Set([
        'malformed_json',
        'not_an_object',
        'invalid_utf8',
        'missing_field',
        'invalid_field',
        'invalid_timestamp',
      ]),
    );
    const text = bytes.toString();
    expect(text.startsWith('\u{FEFF}{')).toBe(true);
    expect(text.match(/\r\n/g)).toHaveLength(1);
    expect(text.match(/"timestamp":"2099-/g)).toHaveLength(3);
    expect(text.match(/"event_id":\d/g)).toHaveLength(1);
    expect(text.match(/"referral_code"/g)).toHaveLength(1);
    expect(text.match(/"price_usd":4999\.99/g)).toHaveLength(1);
  });

  it('spans three weeks with players who pay', () => {
    expect(run.daily).toHaveLength(21);
    expect(run.daily.filter((day) => day.paying_users > 0).length).toBeGreaterThan(10);
  });
});

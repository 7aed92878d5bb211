import v8 from 'node:v8';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { generateEvents } from './generate-events.ts';
import type { GenerateOptions } from './options.ts';

type Event = {
  event_id: string;
  player_id: string;
  session_id: string;
  event_type: string;
  timestamp: string;
  properties: Record<string, string | number | boolean>;
};

function linesOf(options: Partial<GenerateOptions> = {}): string[] {
  const batches = generateEvents({ events: 20_000, players: 500, days: 20, seed: 5, ...options });
  return [...batches].flat();
}

function eventsOf(options: Partial<GenerateOptions> = {}): Event[] {
  return linesOf(options).map((line): Event => JSON.parse(line));
}

function distinct<T>(values: Iterable<T>): number {
  return new Set(values).size;
}

const day = (event: Event) => Date.parse(event.timestamp.slice(0, 10)) / 86_400_000;

describe('generateEvents', () => {
  it('makes the same lines of the same options, others of another seed', () => {
    const faults = { malformedShare: 0.01, duplicateShare: 0.01, futureShare: 0.01 };
    expect(linesOf(faults)).toEqual(linesOf(faults));
    expect(linesOf({ ...faults, seed: 6 })).not.toEqual(linesOf(faults));
  });

  it.each([
    [1, 1, 1],
    [2, 5, 3],
    [7, 100, 30],
    [100, 10, 7],
    [3_000, 1, 2],
    [5_000, 20_000, 10],
    [50_000, 3, 365],
  ])('makes exactly %i lines of %i players and %i days', (events, players, days) => {
    const made = eventsOf({ events, players, days });
    expect(made).toHaveLength(events);
    expect(distinct(made.map((event) => event.player_id))).toBeLessThanOrEqual(players);
    const firstDay = Date.parse('2024-01-01') / 86_400_000;
    expect(made.every((event) => day(event) >= firstDay && day(event) < firstDay + days)).toBe(true);
  });

  it('lets every player appear and fills every day where the events suffice', () => {
    const events = eventsOf();
    expect(distinct(events.map((event) => event.player_id))).toBe(500);
    expect(distinct(events.map(day))).toBe(20);
  });

  it('follows the input rules: fields, types, unique ids, time order', () => {
    const events = eventsOf();
    let previous = '';
    for (const event of events) {
      expect(event.event_id).toMatch(/^evt_\d+$/);
      expect(event.player_id).toMatch(/^player_\d+$/);
      expect(event.session_id).toMatch(/^session_\d+$/);
      expect(event.timestamp).toMatch(/^2024-01-\d\dT\d\d:\d\d:\d\d$/);
      expect(Number.isNaN(Date.parse(event.timestamp))).toBe(false);
      expect(event.timestamp >= previous).toBe(true);
      previous = event.timestamp;
      const common = ['country', 'device_type', 'platform', 'app_version'];
      expect(common.filter((key) => typeof event.properties[key] !== 'string')).toEqual([]);
    }
    expect(distinct(events.map((event) => event.event_id))).toBe(events.length);
    expect([...new Set(events.map((event) => event.event_type))].sort()).toEqual(
      [
        'achievement',
        'ad_view',
        'level_complete',
        'level_start',
        'purchase',
        'session_end',
        'session_start',
      ].sort(),
    );
  });

  it('starts on the given day', () => {
    expect(linesOf({ startDate: '2023-12-31', days: 2 })[0]).toContain('"timestamp":"2023-12-31T');
  });

  it('opens every session before it ends it, and reports its duration and levels', () => {
    const sessions = new Map<string, { player: string; start: number; levels: number; ended: boolean }>();
    for (const { session_id, player_id, event_type, timestamp, properties } of eventsOf()) {
      const at = Date.parse(`${timestamp}Z`) / 1_000;
      if (event_type === 'session_start') {
        expect(sessions.has(session_id)).toBe(false);
        sessions.set(session_id, { player: player_id, start: at, levels: 0, ended: false });
        continue;
      }
      const session = sessions.get(session_id);
      if (!session) throw new Error(`${session_id} has no start`);
      expect(session).toMatchObject({ player: player_id, ended: false });
      if (event_type === 'level_complete') session.levels++;
      if (event_type !== 'session_end') continue;
      session.ended = true;
      expect(properties).toMatchObject({
        session_duration: at - session.start,
        levels_played: session.levels,
      });
    }
    expect([...sessions.values()].every((session) => session.ended)).toBe(true);
  });

  it('has retention that decays', () => {
    const activeDays = new Map<string, Set<number>>();
    for (const event of eventsOf({ events: 60_000, players: 2_000 })) {
      const days = activeDays.get(event.player_id) ?? new Set();
      activeDays.set(event.player_id, days.add(day(event)));
    }
    const lastDay = Date.parse('2024-01-20') / 86_400_000;
    const retention = (age: number) => {
      const cohorts = [...activeDays.values()].filter((days) => Math.min(...days) + age <= lastDay);
      return cohorts.filter((days) => days.has(Math.min(...days) + age)).length / cohorts.length;
    };
    expect(retention(1)).toBeGreaterThan(0.3);
    expect(retention(1)).toBeLessThan(0.5);
    expect(retention(7)).toBeLessThan(0.7 * retention(1));
    expect(retention(14)).toBeLessThan(retention(7));
    expect(retention(14)).toBeGreaterThan(0.02);
  });

  it('has new players every day, and players who pay beside many who do not', () => {
    const seen = new Set<string>();
    const daysWithNewPlayers = new Set<number>();
    const payers = new Set<string>();
    for (const event of eventsOf({ events: 100_000 })) {
      if (!seen.has(event.player_id)) daysWithNewPlayers.add(day(event));
      seen.add(event.player_id);
      if (event.event_type !== 'purchase') continue;
      payers.add(event.player_id);
      const { price_usd } = event.properties;
      expect(String(price_usd)).toMatch(/^\d\d?\.99$/);
    }
    expect(daysWithNewPlayers.size).toBe(20);
    expect(payers.size).toBeGreaterThan(0.02 * seen.size);
    expect(payers.size).toBeLessThan(0.2 * seen.size);
  });

  it('is livelier in the evening than at night', () => {
    const inHour = (hour: string) => linesOf().filter((line) => line.includes(`T${hour}:`)).length;
    expect(inHour('20')).toBeGreaterThan(4 * inHour('04'));
  });

  it('rolls out new versions over time', () => {
    const versions = eventsOf({ days: 60 }).map(({ properties: { app_version } }) => app_version);
    expect(new Set(versions.slice(0, 300))).toEqual(new Set(['2.0.0', '2.1.0']));
    expect(['2.5.0', '2.6.0', '2.7.0']).toContain(versions.at(-1));
  });

  it('holds no line it has yielded: the heap does not grow with the events', () => {
    v8.setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = vm.runInNewContext('gc');
    const heapAfter: number[] = [];
    let lines = 0;
    for (const batch of generateEvents({ events: 300_000, players: 2_000, days: 3, seed: 1 })) {
      lines += batch.length;
      if (lines < 100_000 * (heapAfter.length + 1)) continue;
      collectGarbage();
      heapAfter.push(process.memoryUsage().heapUsed);
    }
    const [at100K, , at300K] = heapAfter;
    if (at100K === undefined || at300K === undefined) throw new Error('too few events');
    // 200,000 lines are 50 MB.
    expect(at300K - at100K).toBeLessThan(10_000_000);
  });
});

import { z } from 'zod';
import { type Ask, type Asked, type Tail, tailLimit } from '../../../shared/quality/measurement.ts';
import { count, type Database } from '../duckdb/database.ts';
import { sampleRows } from './sample-rows.ts';

/** The answers to what a check asks, each in the place of its question. */
export async function answer(database: Database, asked: Asked): Promise<unknown> {
  if (asked === null || Array.isArray(asked)) return asked;
  if (isAsk(asked)) return answerOne(database, asked);
  const answers: [string, unknown][] = [];
  for (const [name, part] of Object.entries(asked)) answers.push([name, await answer(database, part)]);
  return Object.fromEntries(answers);
}

function isAsk(asked: object): asked is Ask {
  return 'ask' in asked && typeof asked.ask === 'string';
}

async function answerOne(database: Database, asked: Ask): Promise<unknown> {
  switch (asked.ask) {
    case 'count': {
      const row = await database.queryOne(z.object({ count }), `SELECT count(*) AS count FROM ${asked.from}`);
      return row.count;
    }
    case 'tail':
      return measureTail(database, asked);
    case 'samples':
      return sampleRows(database, asked.condition, asked.detail);
  }
}

async function measureTail(
  database: Database,
  { value, from, order }: Extract<Ask, { ask: 'tail' }>,
): Promise<Tail> {
  const rows = await database.query(
    z.object({ value: z.number(), events: count, total: count }),
    `SELECT value, events, (sum(events) OVER ())::HUGEINT AS total
     FROM (SELECT ${value} AS value, count(*) AS events FROM ${from} GROUP BY 1)
     ORDER BY value ${order} LIMIT ${tailLimit + 1}`,
  );
  return {
    values: rows.slice(0, tailLimit).map(({ value: of, events }) => ({ value: of, count: events })),
    total: rows[0]?.total ?? 0,
    complete: rows.length <= tailLimit,
  };
}

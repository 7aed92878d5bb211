import { z } from 'zod';
import type { Distribution } from '../../../shared/ipc/dataset.ts';
import { quoteText } from '../../../shared/sql/quote.ts';
import { count, type Database } from '../duckdb/database.ts';

const maxBuckets = 12;
const maxDayBuckets = 60;
const topValues = 5;
const maxValueChars = 60;

/**
 * Numbers of the view `cleaned` in buckets of equal width. Those of a BIGINT column are whole: a bucket that held two of
 * them beside one that holds one would draw a wave that is not there.
 */
export async function describeNumbers(
  database: Database,
  name: string,
  type: 'BIGINT' | 'DOUBLE',
): Promise<Distribution> {
  const { min, max } = await database.queryOne(
    z.object({ min: z.number().nullable(), max: z.number().nullable() }),
    `SELECT min(${name})::DOUBLE AS min, max(${name})::DOUBLE AS max FROM cleaned`,
  );
  if (min === null || max === null) return { kind: 'none' };
  const range = type === 'BIGINT' ? max - min + 1 : max - min;
  const width = (type === 'BIGINT' ? Math.ceil(range / maxBuckets) : range / maxBuckets) || 1;
  // From the least to the largest DOUBLE is further than a DOUBLE can say.
  if (!Number.isFinite(width)) return { kind: 'none' };
  const buckets = Math.max(1, Math.min(maxBuckets, Math.ceil(range / width)));
  const bucket = `least(greatest(floor((${name}::DOUBLE - $min) / $width), 0), ${buckets - 1})`;
  const counts = await countBuckets(database, bucket, name, buckets, { min, width });
  return { kind: 'numbers', min, max, bucketWidth: width, counts };
}

/** Times of the view `cleaned` per day of the reporting time zone, several days a bucket where there are many. */
export async function describeDays(
  database: Database,
  name: string,
  timezone: string,
): Promise<Distribution> {
  const day = `timezone(${quoteText(timezone)}, ${name})::DATE`;
  const { first, days } = await database.queryOne(
    z.object({ first: z.string().nullable(), days: count.nullable() }),
    `SELECT min(${day})::VARCHAR AS first, max(${day}) - min(${day}) + 1 AS days FROM cleaned`,
  );
  if (first === null || days === null) return { kind: 'none' };
  const daysPerBucket = Math.ceil(days / maxDayBuckets);
  const buckets = Math.ceil(days / daysPerBucket);
  const bucket = `(${day} - $first::DATE) // ${daysPerBucket}`;
  const counts = await countBuckets(database, bucket, name, buckets, { first });
  return { kind: 'days', firstDay: first, daysPerBucket, counts };
}

/** The most frequent values of a column of the view `cleaned`, and how many different ones there are. */
export async function describeValues(
  database: Database,
  name: string,
): Promise<{ distinct: number; distribution: Distribution }> {
  const rows = await database.query(
    z.object({ value: z.string(), events: count, distinct: count, all: count }),
    `SELECT left(value::VARCHAR, ${maxValueChars}) AS value, events, count(*) OVER () AS distinct, sum(events) OVER () AS all
     FROM (SELECT ${name} AS value, count(*) AS events FROM cleaned WHERE ${name} IS NOT NULL GROUP BY 1)
     ORDER BY events DESC, value LIMIT ${topValues}`,
  );
  const [first] = rows;
  if (first === undefined) return { distinct: 0, distribution: { kind: 'none' } };
  const values = rows.map(({ value, events }) => ({ value, events }));
  const others = first.all - values.reduce((sum, { events }) => sum + events, 0);
  return { distinct: first.distinct, distribution: { kind: 'values', values, others } };
}

async function countBuckets(
  database: Database,
  bucket: string,
  name: string,
  buckets: number,
  params: Record<string, number | string>,
): Promise<number[]> {
  const rows = await database.query(
    z.object({ bucket: z.bigint().transform(Number), events: count }),
    `SELECT (${bucket})::BIGINT AS bucket, count(*) AS events FROM cleaned WHERE ${name} IS NOT NULL GROUP BY 1`,
    { params },
  );
  const counts = Array.from({ length: buckets }, () => 0);
  for (const row of rows) counts[row.bucket] = row.events;
  return counts;
}

import { z } from 'zod';
import { ArgumentError } from '../../../../shared/errors.ts';
import type { Breakdown, BreakdownRequest } from '../../../../shared/ipc/daily.ts';
import { breakdowns } from '../../../../shared/metrics/breakdowns.ts';
import type { OpenRun } from '../open-run.ts';
import { breakdownCount, breakdownSql } from './breakdown-sql.ts';
import { countParts } from './count-parts.ts';
import type { Parts } from './parts.ts';
import { sumParts } from './sum-parts.ts';
import { codedColumns } from './value-codes.ts';

/**
 * A daily figure broken down by the event type or a property: definitions.md, "Breakdown".
 * @throws ArgumentError where the run has no such column
 */
export async function readBreakdown(run: OpenRun, request: BreakdownRequest): Promise<Breakdown> {
  const { metric, by } = request;
  if (by !== 'event_type' && !run.columns.properties.some(({ column }) => column === by))
    throw new ArgumentError(`The run has no property column ${by} to break down by: choose another.`);
  const { parts, values } = await readParts(run, request);
  const dates = await datesWithin(run, request);
  const series = parts.map(({ kind, value, figures, total }) => ({
    kind,
    value,
    figures: dates.map((date) => figures.get(date) ?? 0),
    total: breakdowns[metric].isAdditive ? total : null,
  }));
  const topValues = series.flatMap(({ value }) => value ?? []);
  return { dates, series, values, sql: breakdownSql(breakdownCount(run, metric), request, topValues) };
}

async function readParts(run: OpenRun, { metric, ...request }: BreakdownRequest): Promise<Parts> {
  switch (metric) {
    case 'purchases':
    case 'revenue':
      return sumParts(run, { ...request, metric });
    case 'events':
      // The sooner answer: what is summed needs no codes.
      if (!(await codedColumns(run)).has(request.by)) return sumParts(run, { ...request, metric });
  }
  return countParts(run, { ...request, metric });
}

async function datesWithin({ database }: OpenRun, { from, to }: BreakdownRequest): Promise<string[]> {
  const days = await database.query(
    z.object({ date: z.string() }),
    'SELECT event_date::VARCHAR AS date FROM daily WHERE event_date BETWEEN $from::DATE AND $to::DATE ORDER BY ALL',
    { params: { from, to } },
  );
  return days.map(({ date }) => date);
}

import { z } from 'zod';
import { readCohortBreakdown } from '../electron/etl/queries/cohorts/read-breakdown.ts';
import { readCohortMatrix } from '../electron/etl/queries/cohorts/read-matrix.ts';
import { readBreakdown } from '../electron/etl/queries/daily/read-breakdown.ts';
import { readDaily } from '../electron/etl/queries/daily/read-daily.ts';
import { readPlayersInRange } from '../electron/etl/queries/daily/read-players-in-range.ts';
import { readPage } from '../electron/etl/queries/data/read-page.ts';
import { rowOrders } from '../electron/etl/queries/data/row-orders.ts';
import type { OpenRun } from '../electron/etl/queries/open-run.ts';
import { readDistributions } from '../electron/etl/queries/quality/read-distributions.ts';
import { readQuarantinePage } from '../electron/etl/queries/quality/read-quarantine.ts';
import { eventColumns } from '../shared/events/columns.ts';
import type { DataPageRequest } from '../shared/ipc/data.ts';
import type { BreakdownMetric } from '../shared/metrics/breakdowns.ts';
import { periods } from '../shared/metrics/periods.ts';
import { quoteIdentifier } from '../shared/sql/quote.ts';

type Ask = (run: OpenRun) => Promise<unknown>;

/** What a user asks of a run: once, and then the like of it with other ranges, places or choices. */
export type Question = {
  name: string;
  /** In milliseconds; null where there is none. */
  goal: number | null;
  first: Ask;
  /** Each is asked once, in order. */
  next: readonly Ask[];
};

/** Questions asked one after the other of a run that is opened for them. */
export type Visit = { title: string; questions: readonly Question[] };

const chartGoal = 200;
const pageGoal = 150;
const breakdownGoal = 1000;
const pageRows = 50;
const breakdownMetrics: readonly BreakdownMetric[] = ['events', 'revenue', 'players', 'dau', 'sessions'];

/** Every question, in visits. */
export async function viewVisits(run: OpenRun): Promise<Visit[]> {
  const bys = await breakdownColumns(run);
  const { dates, days } = await daysOf(run);
  const spans = [0, 1, 2, 3, 4].map((cut) => ({
    from: dates[Math.min(cut, days - 1)] ?? '',
    to: dates[Math.max(0, days - 1 - cut)] ?? '',
  }));
  const visits: Visit[] = [
    {
      title: 'Daily',
      questions: [
        ask(
          'daily metrics',
          chartGoal,
          repeat(4, () => readDaily),
        ),
      ],
    },
    {
      title: 'Daily',
      questions: [
        ask(
          'players in a range, another range',
          chartGoal,
          spans.map(
            ({ from, to }) =>
              (opened: OpenRun) =>
                readPlayersInRange(opened, from, to),
          ),
        ),
      ],
    },
    ...breakdownMetrics.map((metric) => ({
      title: `Daily, ${metric} broken down`,
      questions: Object.entries(bys).map(([kind, by]) =>
        ask(
          `by ${by} (${kind}), another range`,
          chartGoal,
          spans.map(
            (span) => (opened: OpenRun) =>
              readBreakdown(opened, { runId: opened.manifest.run_id, metric, by, top: 6, ...span }),
          ),
        ),
      ),
    })),
    ...periods.map((period) => ({
      title: 'Cohorts',
      questions: [
        ask(
          `heatmap by ${period}`,
          chartGoal,
          repeat(4, () => (opened) => readCohortMatrix(opened, period)),
        ),
      ],
    })),
    {
      title: 'Cohorts',
      questions: [
        ask(
          'weekly, broken down; by another property',
          breakdownGoal,
          Object.values(bys)
            .slice(1)
            .concat(run.columns.properties.map(({ column }) => column).slice(0, 5))
            .map((column) => (opened: OpenRun) => readCohortBreakdown(opened, { period: 'week', column })),
        ),
      ],
    },
    {
      title: 'Quality',
      questions: [
        ask(
          'distributions',
          chartGoal,
          repeat(4, () => readDistributions),
        ),
      ],
    },
    {
      title: 'Quality',
      questions: [
        ask(
          'quarantine, other pages',
          pageGoal,
          repeat(5, (page) => (opened) => {
            const offset = page * pageRows;
            return readQuarantinePage(opened, {
              reason: null,
              file: null,
              search: '',
              offset,
              limit: pageRows,
            });
          }),
        ),
      ],
    },
    ...dataVisits(run),
  ];
  return visits;
}

function dataVisits(run: OpenRun): Visit[] {
  const rows = run.manifest.reconciliation.events_cleaned;
  const columns = eventColumns(run.manifest)
    .slice(0, 40)
    .map(({ name }) => name);
  const request: DataPageRequest = {
    runId: run.manifest.run_id,
    filters: [],
    sort: null,
    offset: 0,
    limit: pageRows,
    columns,
  };
  const purchases = {
    filters: [
      {
        column: 'event_type',
        operator: 'equals' as const,
        value: run.manifest.config.aggregation.purchase_event_type,
      },
    ],
  };
  const pages = (view: Partial<DataPageRequest>, shares: readonly number[], among = rows) =>
    shares.map((share) => {
      const offset = Math.max(0, Math.floor((share * among) / pageRows) * pageRows - pageRows);
      return (opened: OpenRun) => readPage(opened, { ...request, ...view, offset });
    });
  const prepared = (view: Pick<Partial<DataPageRequest>, 'filters' | 'sort'>) => async (opened: OpenRun) =>
    (await rowOrders(opened)).table({ filters: view.filters ?? [], sort: view.sort ?? null }, opened.signal);
  const sortedBy = (column: string): Visit => {
    const view = { sort: { column, direction: 'ascending' as const } };
    return {
      title: `Data, sorted by ${column}`,
      questions: [
        ask('first page', null, pages(view, [0])),
        ask('whole order prepared', null, [prepared(view)]),
        ask('a page at the start', pageGoal, pages(view, [0.001, 0.02, 0.03, 0.04, 0.05])),
        ask('a page in the middle', pageGoal, pages(view, [0.5, 0.45, 0.55, 0.6, 0.4])),
        ask('a page at the end', pageGoal, pages(view, [1, 0.99, 0.98, 0.97, 0.96])),
      ],
    };
  };
  return [
    {
      title: 'Data, in input order',
      questions: [
        ask('a page at the start', pageGoal, pages({}, [0, 0.01, 0.02, 0.03, 0.04])),
        ask('a page in the middle', pageGoal, pages({}, [0.5, 0.45, 0.55, 0.6, 0.4])),
        ask('a page at the end', pageGoal, pages({}, [1, 0.99, 0.98, 0.97, 0.96])),
      ],
    },
    {
      title: 'Data, only purchases',
      questions: [
        ask('filter prepared', null, [prepared(purchases)]),
        ask('a page', pageGoal, pages(purchases, [0, 0.5, 0.7, 0.9, 0.3], rows / 300)),
      ],
    },
    sortedBy('timestamp'),
    sortedBy('player_id'),
  ];
}

function ask(name: string, goal: number | null, [first, ...next]: readonly Ask[]): Question {
  return { name, goal, first: first ?? (async () => null), next };
}

function repeat(times: number, make: (index: number) => Ask): Ask[] {
  return Array.from({ length: times }, (_, index) => make(index));
}

/** `event_type`, and the properties with the fewest and the most values: more than one, and in many events. */
async function breakdownColumns({ database, columns, manifest }: OpenRun): Promise<Record<string, string>> {
  const common = columns.properties.filter((_, index) => {
    const events = manifest.properties[index]?.events ?? 0;
    return events * 20 > manifest.reconciliation.events_cleaned;
  });
  if (common.length === 0) return { 'the event type': 'event_type' };
  const counts = common.map(({ column }) => `approx_count_distinct(${quoteIdentifier(column)})::DOUBLE`);
  const { values } = await database.queryOne(
    z.object({ values: z.array(z.number()) }),
    `SELECT [${counts.join(', ')}] AS values FROM events`,
  );
  const byCount = common
    .map(({ column }, index) => ({ column, count: values[index] ?? 0 }))
    .filter(({ count }) => count > 1)
    .toSorted((a, b) => a.count - b.count);
  const [few, many] = [byCount[0], byCount.at(-1)];
  return {
    'the event type': 'event_type',
    ...(few && { [`${few.count} values`]: few.column }),
    ...(many && many !== few && { [`about ${many.count} values`]: many.column }),
  };
}

async function daysOf(run: OpenRun) {
  const dates = (await readDaily(run)).map(({ event_date }) => event_date);
  return { dates, days: dates.length };
}

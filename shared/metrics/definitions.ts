import type { FigureDefinition } from './figure-definition.ts';

/** What a number counts: how it is written on screen and in reports. */
export type Unit =
  | 'date'
  | 'days'
  | 'flag'
  | 'players'
  | 'events'
  | 'sessions'
  | 'seconds'
  | 'levels'
  | 'purchases'
  | 'money'
  | 'share'
  | 'ratio';

/** What a column of a metric file holds, as DuckDB calls it. */
type ColumnType = 'DATE' | 'BOOLEAN' | 'BIGINT' | 'DOUBLE';

/** What a metric column means, how it is written, and its type. */
export type Metric = FigureDefinition & {
  readonly unit: Unit;
  readonly type: ColumnType;
};

/** The same with the name of its column. */
export type MetricDefinition = Metric & { readonly column: string };

/** Definitions by column as a list, in the order of the file. */
export function listColumns<Column extends string>(
  metrics: Readonly<Record<Column, Metric>>,
): readonly (MetricDefinition & { readonly column: Column })[] {
  return columnsOf(metrics).map((column) => {
    const { label, unit, type, meaning, formula } = metrics[column];
    return { column, label, unit, type, meaning, formula };
  });
}

function columnsOf<Column extends string>(metrics: Readonly<Record<Column, Metric>>): Column[] {
  return Object.keys(metrics).filter((name): name is Column => name in metrics);
}

import { html, Markup } from '../format/html.ts';
import { formatNumber, formatShare } from '../format/number.ts';
import { formatBytes, formatSeconds } from '../format/quantity.ts';
import { round } from '../format/round.ts';
import { checkDefinition, qualityDefinitions } from './check-definitions.ts';
import type { CheckResult, CheckStatus } from './check-result.ts';
import { checkSql } from './check-sql.ts';
import { type JudgedRun, thresholdsOf } from './judged-run.ts';
import { reportStyle } from './report-style.ts';

const statusText: Record<CheckStatus, string> = {
  pass: '✓ Pass',
  warn: '! Warning',
  fail: '✕ Fail',
  error: '✕ Error',
  skipped: '– Skipped',
};

/**
 * The quality report of a run as one HTML page that needs nothing else: no script, nothing remote, both themes. Every text
 * is escaped, for names, ids and details come from the data.
 */
export function reportHtml(judged: JudgedRun): string {
  const { manifest } = judged;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Quality report, ${manifest.finished_at}</title>
<style>${new Markup(reportStyle)}</style>
</head>
<body>
${heading(judged)}
${reconciliation(judged)}
${checks(judged)}
${nullShares(judged)}
${quarantine(judged)}
${samples(judged)}
${inputs(judged)}
${thresholds(judged)}
${definitions(judged)}
</body>
</html>
`;
  return page.text;
}

function heading({ manifest, status, judgedBy, config }: JudgedRun): Markup {
  const judge = judgedBy === 'run' ? 'as the run judged' : 'by rules set after the run';
  return html`<header>
<h1>Quality report</h1>
<p>${statusMark(status)} <span>${judge}${config.strict_mode ? ', in strict mode' : ''}</span></p>
<p class="soft">Run <code>${manifest.run_id}</code>, ${manifest.started_at} to ${manifest.finished_at}
(${formatSeconds(manifest.metrics.processing_time_seconds)}), now taken as ${manifest.as_of}.
Event Analytics Studio ${manifest.app_version}, DuckDB ${manifest.engine_version}.</p>
</header>`;
}

function reconciliation({ manifest: { reconciliation: numbers } }: JudgedRun): Markup {
  const terms: [string, number][] = [
    ['lines', numbers.lines],
    ['= cleaned', numbers.events_cleaned],
    ['+ rejected', numbers.events_rejected],
    ['+ duplicates', numbers.duplicates_removed],
    ['+ blank', numbers.blank_lines],
  ];
  return html`<section id="reconciliation">
<h2>Every line accounted for</h2>
<div class="five">${terms.map(([name, value]) => html`<div><b>${formatNumber(value)}</b>${name}</div>`)}</div>
</section>`;
}

function checks({ checks: results }: JudgedRun): Markup {
  const rows = results.filter(({ id }) => !checkDefinition(id).isByColumn).map(checkRow);
  const columns = results.filter(({ id, status }) => checkDefinition(id).isByColumn && status !== 'pass');
  return html`<section id="checks">
<h2>Checks</h2>
<table>
<thead><tr><th>Status</th><th>Check</th><th class="number">Measured</th><th class="number">Threshold</th><th>Finding</th></tr></thead>
<tbody>${rows}${columns.map(checkRow)}</tbody>
</table>
<p class="soft">Columns whose null share passes stand below alone.</p>
</section>`;
}

function checkRow({ id, column, status, measured, threshold, unit, message }: CheckResult): Markup {
  const value = (number: number | null) =>
    number === null ? '–' : unit === 'share' ? formatShare(number) : formatNumber(number);
  return html`<tr><td>${statusMark(status)}</td><td>${checkDefinition(id).label}${column === null ? '' : `: ${column}`}</td>
<td class="number">${value(measured)}</td><td class="number">${value(threshold)}</td><td>${message}</td></tr>`;
}

function nullShares({ measured, checks: results, config }: JudgedRun): Markup {
  const limit = config.quality_checks.max_null_percentage;
  const scope = config.quality_checks.null_scope;
  const statuses = new Map(results.map(({ column, status }) => [column, status]));
  const cell = (nulls: number, rows: number) =>
    rows === 0
      ? html`<td>no value in any event</td>`
      : html`<td>${formatShare(nulls / rows)} <span class="soft">(${formatNumber(nulls)} of ${formatNumber(rows)})</span>${bar(nulls / rows, limit)}</td>`;
  const rows = measured.columns.map(
    (
      of,
    ) => html`<tr><td>${statusMark(statuses.get(of.column) ?? 'skipped')}</td><td><code>${of.column}</code></td>
${cell(of.nulls_all_rows, of.rows_all)}${cell(of.nulls_by_event_type, of.rows_by_event_type)}</tr>`,
  );
  return html`<section id="null-shares">
<h2>${qualityDefinitions.nullShares.label}</h2>
<p class="soft">${qualityDefinitions.nullShares.meaning} The mark is the limit, ${formatShare(limit)};
judged ${scope === 'all_rows' ? 'over all events' : 'by event type'}.</p>
<table>
<thead><tr><th>Status</th><th>Column</th><th>All events</th><th>By event type</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>`;
}

function quarantine({ manifest: { quarantined } }: JudgedRun): Markup {
  const reasons = Object.entries(quarantined).sort(([, a], [, b]) => b - a);
  const most = reasons[0]?.[1] ?? 1;
  return html`<section id="quarantine">
<h2>${qualityDefinitions.quarantine.label}</h2>
${
  reasons.length === 0
    ? html`<p>Nothing was put aside: every line is an event, once, or blank.</p>`
    : html`<p class="soft">${qualityDefinitions.quarantine.meaning} They stand in <code>rejected_events.jsonl</code>.</p>
<table>
<thead><tr><th>Reason</th><th class="number">Lines</th><th></th></tr></thead>
<tbody>${reasons.map(
        ([reason, lines]) =>
          html`<tr><td><code>${reason}</code></td><td class="number">${formatNumber(lines)}</td><td>${bar(lines / most, null)}</td></tr>`,
      )}</tbody>
</table>`
}
</section>`;
}

function samples({ checks: results }: JudgedRun): Markup {
  const found = results.filter((result) => result.samples.length > 0);
  return html`<section id="samples">
<h2>Sample rows</h2>
${found.length === 0 ? html`<p>No check has a row to show.</p>` : ''}
${found.map(
  ({
    id,
    column,
    samples: rows,
  }) => html`<h3>${checkDefinition(id).label}${column === null ? '' : `: ${column}`}</h3>
<table>
<thead><tr><th>File</th><th class="number">Line</th><th>Event</th><th>Detail</th></tr></thead>
<tbody>${rows.map(
    ({ file, line, event_id, detail }) =>
      html`<tr><td>${file}</td><td class="number">${formatNumber(line)}</td><td><code>${event_id ?? ''}</code></td><td>${detail}</td></tr>`,
  )}</tbody>
</table>`,
)}
</section>`;
}

function inputs({ manifest }: JudgedRun): Markup {
  const rows = manifest.inputs.map(
    ({ path, size_bytes, modified_at, compression, lines }) =>
      html`<tr><td>${path}</td><td class="number">${formatNumber(lines)}</td><td class="number">${formatBytes(size_bytes)}</td><td>${compression}</td><td>${modified_at}</td></tr>`,
  );
  return html`<section id="inputs">
<h2>Inputs</h2>
<table>
<thead><tr><th>File</th><th class="number">Lines</th><th class="number">Size</th><th>Compression</th><th>Modified</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>`;
}

function thresholds({ config }: JudgedRun): Markup {
  return html`<section id="thresholds">
<h2>Thresholds</h2>
<pre>${JSON.stringify(thresholdsOf(config), null, 2)}</pre>
</section>`;
}

function definitions({ manifest, config, checks: results }: JudgedRun): Markup {
  const worst = results
    .filter(({ id }) => id === 'max_null_percentage')
    .toSorted((a, b) => (b.measured ?? 0) - (a.measured ?? 0))[0];
  const ids = [...new Set(results.map(({ id }) => id))];
  return html`<section id="definitions">
<h2>Definitions</h2>
${ids.map((id) => {
  const { label, meaning, formula } = checkDefinition(id);
  const sql = checkSql(id, { manifest, config }, worst?.column ?? undefined);
  return html`<h3>${label}</h3>
<p>${meaning}</p>
<pre>${formula}</pre>${
    sql === undefined
      ? ''
      : html`
<pre>${sql}</pre>`
  }`;
})}
</section>`;
}

function statusMark(status: CheckStatus): Markup {
  return html`<span class="status ${status}">${statusText[status]}</span>`;
}

/** A share as a bar, with a mark at its limit. The figure stands beside it. */
function bar(share: number, limit: number | null): Markup {
  const mark = limit === null ? '' : html`<b style="left: ${percent(limit)}"></b>`;
  return html`<div class="bar" aria-hidden="true"><i style="width: ${percent(share)}"></i>${mark}</div>`;
}

function percent(share: number): string {
  return `${round(Math.min(Math.max(share, 0), 1) * 100, 2)}%`;
}

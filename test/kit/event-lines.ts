/** One event as a JSON line without its LF; fields given as undefined are left out. */
export function eventLine(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    event_id: 'e1',
    player_id: 'p1',
    event_type: 'session_start',
    timestamp: '2024-01-15T14:30:00Z',
    ...fields,
  });
}

/** Lines as a file holds them: each with its LF. */
export function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** Events `e1` ... as a file holds them. */
export function eventLines(count: number): string {
  return linesOf(Array.from({ length: count }, (_, index) => eventLine({ event_id: `e${index + 1}` })));
}

/** An event for each set of properties, given as JSON text: JavaScript would lose digits. */
export function eventsWith(properties: readonly string[]): string {
  return linesOf(
    properties.map(
      (json, index) => `${eventLine({ event_id: `e${index}` }).slice(0, -1)},"properties":${json}}`,
    ),
  );
}

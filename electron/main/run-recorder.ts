import type { RunRecord } from '../../shared/ipc/history.ts';
import type { RunEvent } from '../../shared/ipc/run.ts';
import { currentFormat } from '../../shared/run/migrations/migrations.ts';
import type { RunRecords } from './run-records.ts';

/** Keeps the record of the run under way up to date: with what it was started, how far it came, how it ended. */
export class RunRecorder {
  readonly #records: RunRecords;
  #record: RunRecord | null = null;

  constructor(records: RunRecords) {
    this.#records = records;
  }

  /** @param start what the run was started with */
  hear(event: RunEvent, { inputs, config }: Pick<RunRecord, 'inputs' | 'config'>): void {
    if (event.type === 'started') {
      const { jobId: id, atMs } = event;
      const ends = { endedAt: null, stage: null, outcome: 'running', failure: null } as const;
      this.#keep({
        format_version: currentFormat,
        id,
        startedAt: iso(atMs),
        inputs: [...inputs],
        config,
        ...ends,
      });
      return;
    }
    const record = this.#record;
    if (record === null || record.id !== event.jobId || record.outcome !== 'running') return;
    if (event.type === 'progress' && event.progress.stage !== record.stage)
      this.#keep({ ...record, stage: event.progress.stage });
    else if (event.type === 'finished')
      this.#keep({ ...record, endedAt: iso(event.atMs), outcome: 'finished' });
    else if (event.type === 'failed') {
      const { code, message } = event.error;
      const outcome = code === 'CANCELLED' ? 'cancelled' : 'failed';
      this.#keep({ ...record, endedAt: iso(event.atMs), outcome, failure: { code, message } });
    }
  }

  #keep(record: RunRecord): void {
    this.#record = record;
    void this.#records.put(record);
  }
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

import { mkdirSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { ArgumentError, CancelledError } from '../../../shared/errors.ts';
import { failureOf } from '../../../shared/failure-of.ts';
import {
  type EngineCall,
  type EngineSchemas,
  engineContract,
  engineRequestSchema,
} from '../../../shared/ipc/engine.ts';
import { Jobs } from '../jobs/jobs.ts';
import type { Folders } from '../jobs/work.ts';
import { budgetBytes, MemoryBudget } from '../memory-budget.ts';
import { OpenRuns } from '../queries/open-runs.ts';
import { preparationsOf } from '../queries/preparations.ts';
import { queryResources } from '../queries/query-resources.ts';
import { cancelled } from '../until-aborted.ts';
import { type EngineCalls, engineCalls } from './calls.ts';
import type { Port } from './port.ts';

const schemas: EngineSchemas = engineContract;

/** Answers the app's requests for as long as the process lives; each is validated again on this side of the line. */
export function serveEngine(port: Port, folders: Folders): void {
  sweep(folders.work);
  const budget = new MemoryBudget(budgetBytes('auto'));
  const runs: OpenRuns = new OpenRuns({
    folder: folders.runs,
    resources: queryResources,
    workFolder: folders.work,
    preparations: preparationsOf,
    isBusy: () => jobs.isBusy('run'),
  });
  void budget.attach(runs);
  const behind = { folders, budget, runs };
  const jobs = new Jobs(behind, (kind, event) => port.send({ type: 'job', kind, event }));
  const calls = engineCalls(jobs, behind);
  const asked = new Map<number, AbortController>();
  port.listen(async (message) => {
    const { data: request } = engineRequestSchema.safeParse(message);
    if (request === undefined) {
      refuse(port, message);
    } else if ('memoryLimit' in request) {
      await budget.setTotal(budgetBytes(request.memoryLimit));
    } else if ('abandoned' in request) {
      asked.get(request.abandoned)?.abort(new CancelledError('question'));
    } else {
      const { id, call, value } = request;
      const controller = new AbortController();
      asked.set(id, controller);
      try {
        const given = await answer(calls, call, value, controller.signal);
        if (controller.signal.aborted) throw cancelled(controller.signal);
        port.send({ type: 'answer', id, value: given });
      } catch (error) {
        port.send({ type: 'failure', id, error: failureOf(error) });
      } finally {
        if (asked.get(id) === controller) asked.delete(id);
      }
    }
  });
}

/** Tells whoever sent what is no request, where it can be told; what nobody waits for is nothing. */
function refuse(port: Port, message: unknown): void {
  const { data } = z.object({ id: z.number().int() }).safeParse(message);
  if (data === undefined) return;
  const error = new ArgumentError('The engine was asked for something that it does not know.');
  port.send({ type: 'failure', id: data.id, error: failureOf(error) });
}

/** Removes what an engine that was ended left behind, and makes the folder that all its temporary ones share. */
function sweep(workFolder: string): void {
  try {
    rmSync(workFolder, { recursive: true, force: true });
    mkdirSync(workFolder, { recursive: true, mode: 0o700 });
  } catch {
    // What cannot be removed is in nobody's way: all that is put there has a folder of its own.
  }
}

async function answer<Name extends EngineCall>(
  calls: EngineCalls,
  name: Name,
  value: unknown,
  signal: AbortSignal,
) {
  const taken = schemas[name].takes.safeParse(value);
  if (!taken.success) throw new ArgumentError(`${name}: ${taken.error.message}`);
  return calls[name](taken.data, signal);
}

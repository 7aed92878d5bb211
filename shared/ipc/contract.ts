import type { z } from 'zod';
import { appCalls } from './app.ts';
import { cohortsCalls } from './cohorts.ts';
import { dailyCalls } from './daily.ts';
import { dataCalls } from './data.ts';
import { datasetCalls } from './dataset.ts';
import { dialogCalls } from './dialogs.ts';
import { exportCalls, exportEvents } from './export.ts';
import { foldersCalls } from './folders.ts';
import { historyCalls, historyEvents } from './history.ts';
import { lookCalls, lookEvents } from './look.ts';
import { menuCalls, menuEvents } from './menu.ts';
import { qualityCalls } from './quality.ts';
import { codesOfAnyCall, type FailureCode, type Reply } from './reply.ts';
import { runCalls, runEvents } from './run.ts';
import { saveCalls, saveEvents } from './save.ts';
import { settingsCalls } from './settings.ts';

/** Every call that the window can make, `domain:action`; each is declared in the file of its domain. */
export const contract = {
  ...appCalls,
  ...settingsCalls,
  ...foldersCalls,
  ...menuCalls,
  ...dialogCalls,
  ...datasetCalls,
  ...lookCalls,
  ...runCalls,
  ...exportCalls,
  ...saveCalls,
  ...historyCalls,
  ...dailyCalls,
  ...cohortsCalls,
  ...qualityCalls,
  ...dataCalls,
};

/** What the app tells the window of its own accord, with what it carries. */
export const events = {
  ...menuEvents,
  ...lookEvents,
  ...runEvents,
  ...exportEvents,
  ...saveEvents,
  ...historyEvents,
};

type Contract = typeof contract;
export type CallName = keyof Contract;
export type EventName = keyof typeof events;

export type Takes<Name extends CallName> = z.infer<Contract[Name]['takes']>;
export type Gives<Name extends CallName> = z.infer<Contract[Name]['gives']>;
export type Carries<Name extends EventName> = z.infer<(typeof events)[Name]>;
/** The codes that a call may fail with. */
type Codes<Name extends CallName> = Contract[Name]['errors'][number] | (typeof codesOfAnyCall)[number];

/** The calls that one of the two answers. */
export type AnsweredBy<Who extends Contract[CallName]['answeredBy']> = {
  [Name in CallName]: Contract[Name]['answeredBy'] extends Who ? Name : never;
}[CallName];

export const callNames = Object.keys(contract).filter(isCallName);

function isCallName(name: string): name is CallName {
  return Object.hasOwn(contract, name);
}

/** Whether the host of long jobs answers a call. */
export function isAnsweredByJobs(name: CallName): name is AnsweredBy<'jobs'> {
  return contract[name].answeredBy === 'jobs';
}

/** Whether the engine answers a call as it stands. */
export function isEngineAnswered(name: CallName): name is AnsweredBy<'engine'> {
  return contract[name].answeredBy === 'engine';
}

/** The codes that a call may fail with. */
export function codesOf(name: CallName): ReadonlySet<FailureCode> {
  return new Set<FailureCode>([...contract[name].errors, ...codesOfAnyCall]);
}

type Domain<Name extends string> = Name extends `${infer First}:${string}` ? First : never;
type Action<Name extends string> = Name extends `${string}:${infer Rest}` ? Rest : never;
type Arguments<Value> = [Value] extends [undefined] ? [] : [value: Value, askId?: string];

/**
 * `window.api`: each call as `api.domain.action`, each event as `api.on(name, listener)`. A call that takes something may
 * be given an id besides, by which it can be abandoned.
 */
export type Api = {
  readonly [D in Domain<CallName>]: {
    readonly [A in Action<Extract<CallName, `${D}:${string}`>>]: `${D}:${A}` extends infer Name extends
      CallName
      ? (...value: Arguments<Takes<Name>>) => Promise<Reply<Gives<Name>, Codes<Name>>>
      : never;
  };
} & {
  /** @returns a function that ends the listening */
  on<Name extends EventName>(name: Name, listener: (value: Carries<Name>) => void): () => void;
  /** The path of a dropped file, which may be read from then on; empty where it has none. */
  pathOf(file: File): Promise<string>;
};

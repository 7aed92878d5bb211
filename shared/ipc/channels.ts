/** The calls the window can make: `domain:action`. What each takes and gives stands in contract.ts. */
export const callNames = [
  'ask:abandon',
  'app:info',
  'app:ready',
  'settings:get',
  'settings:set',
  'folders:get',
  'folders:choose',
  'folders:reset',
  'menu:screens',
  'dialog:openInputs',
  'dialog:openConfig',
  'dialog:saveConfig',
  'dialog:chooseFolder',
  'dialog:saveFile',
  'config:variables',
  'shell:showItem',
  'dataset:inspect',
  'dataset:preview',
  'dataset:profile',
  'dataset:cancel',
  'run:start',
  'run:cancel',
  'run:current',
  'run:list',
  'run:get',
  'daily:metrics',
  'daily:breakdown',
  'daily:players',
  'export:lastFolder',
  'export:plan',
  'export:target',
  'export:start',
  'export:cancel',
  'export:current',
  'run:delete',
  'history:list',
  'history:trends',
  'history:record',
  'history:compare',
  'quality:quarantine',
  'quality:quarantinedLine',
  'quality:quarantineCounts',
  'quality:distributions',
  'quality:saveQuarantine',
  'cohorts:matrix',
  'cohorts:breakdown',
  'data:page',
  'data:count',
  'data:row',
  'data:progress',
  'data:save',
  'save:cancel',
  'save:current',
] as const;
export type CallName = (typeof callNames)[number];

/** What the app tells the window of its own accord. */
export const eventNames = [
  'run:events',
  'menu:command',
  'dataset:progress',
  'export:events',
  'history:removed',
  'history:interrupted',
  'save:changed',
] as const;
export type EventName = (typeof eventNames)[number];

/**
 * How the preload tells the app the path of a dropped file. It is no call: the page holds the file itself, which it cannot
 * make up, and reaches no channel.
 */
export const droppedChannel = 'preload:dropped';

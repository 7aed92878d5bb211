/** The calls the window can make: `domain:action`. What each takes and gives stands in contract.ts. */
export const callNames = [
  'app:info',
  'settings:get',
  'settings:set',
  'dialog:openInputs',
  'dialog:openConfig',
  'dialog:saveConfig',
  'dialog:chooseFolder',
  'dialog:saveFile',
  'config:variables',
  'shell:showItem',
  'dataset:inspect',
  'run:start',
  'run:cancel',
  'run:current',
  'run:list',
  'run:get',
  'daily:metrics',
  'data:page',
  'data:count',
  'data:row',
  'data:progress',
] as const;
export type CallName = (typeof callNames)[number];

/** What the app tells the window of its own accord. */
export const eventNames = ['run:events', 'menu:command'] as const;
export type EventName = (typeof eventNames)[number];

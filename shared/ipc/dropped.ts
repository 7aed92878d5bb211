/**
 * How the preload tells the app the path of a dropped file. It is no call: the page holds the file itself, which it cannot
 * make up, and reaches no channel.
 */
export const droppedChannel = 'preload:dropped';

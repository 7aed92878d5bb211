import type { WebContents } from 'electron';

type Ask = { askId: string | undefined; controller: AbortController };

/** The calls that pages wait for. One ends by its id, and all of a page once it is gone or loaded anew. */
export class Asks {
  readonly #pages = new WeakMap<WebContents, Set<Ask>>();

  /** Answers a call of a page. @param answer is given a signal that fires once nobody waits for it any more */
  async during<T>(
    page: WebContents,
    askId: string | undefined,
    answer: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const ask = { askId, controller: new AbortController() };
    const asks = this.#asksOf(page);
    asks.add(ask);
    try {
      return await answer(ask.controller.signal);
    } finally {
      asks.delete(ask);
    }
  }

  /** Nobody waits any more for what was asked under an id. */
  abandon(page: WebContents, askId: string): void {
    for (const ask of this.#asksOf(page)) if (ask.askId === askId) ask.controller.abort();
  }

  #asksOf(page: WebContents): Set<Ask> {
    const known = this.#pages.get(page);
    if (known !== undefined) return known;
    const asks = new Set<Ask>();
    const abandonAll = () => {
      for (const { controller } of asks) controller.abort();
    };
    page.on('did-navigate', abandonAll);
    page.on('render-process-gone', abandonAll);
    page.on('destroyed', abandonAll);
    this.#pages.set(page, asks);
    return asks;
  }
}

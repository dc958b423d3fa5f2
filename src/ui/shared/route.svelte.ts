/** The URL fragment is the truth for what is shared: `#/stage?server=sni&step=4`. It is never sent to a server. */

export const views = ['stage', 'inspect', 'compare', 'make', 'learn'] as const;
export type View = (typeof views)[number];

type Location = { view: View; query: string };

function parse(hash: string): Location {
  const [path = '', ...rest] = hash.replace(/^#\/?/, '').split('?');
  const view = views.find((name) => name === path) ?? 'stage';
  return { view, query: rest.join('?') };
}

class Route {
  #location = $state.raw<Location>(parse(window.location.hash));

  constructor() {
    window.addEventListener('hashchange', () => {
      this.#location = parse(window.location.hash);
    });
  }

  get view(): View {
    return this.#location.view;
  }

  get query(): string {
    return this.#location.query;
  }

  href(view: View, query = ''): string {
    return `#/${view}${query ? `?${query}` : ''}`;
  }

  /** Opens a view as a new entry of the history. */
  open(view: View, query = ''): void {
    const href = this.href(view, query);
    if (href === window.location.hash) return;
    window.history.pushState(null, '', href);
    this.#location = { view, query };
  }

  /** Says where the page now is without a new entry in the history. */
  replace(view: View, query = ''): void {
    const href = this.href(view, query);
    if (href === window.location.hash) return;
    window.history.replaceState(null, '', href);
    this.#location = { view, query };
  }
}

export const route = new Route();

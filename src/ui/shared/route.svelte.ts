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
  /** What stood in the address bar when the page last looked, or wrote there. */
  #seen = window.location.hash;

  constructor() {
    window.addEventListener('hashchange', () => {
      this.#seen = window.location.hash;
      this.#location = parse(this.#seen);
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
    this.#write('pushState', { view, query });
  }

  /**
   * Says where the page now is without a new entry in the history. Not where somebody went back or on meanwhile, which
   * the page is about to hear: it would be written over that entry.
   */
  replace(view: View, query = ''): void {
    if (window.location.hash === this.#seen) this.#write('replaceState', { view, query });
  }

  /** Where a link of the page was followed: the browser says nothing when the address bar had that address before. */
  followed(view: View): void {
    if (window.location.hash === this.href(view)) this.#show({ view, query: '' });
  }

  #write(how: 'pushState' | 'replaceState', location: Location): void {
    const href = this.href(location.view, location.query);
    if (href !== window.location.hash) rewrite(how, href);
    this.#seen = window.location.hash;
    this.#show(location);
  }

  #show(location: Location): void {
    const isSame = location.view === this.view && location.query === this.query;
    if (!isSame) this.#location = location;
  }
}

/**
 * Where the browser does not let the page write its address, the page goes on without: some refuse it in a sandboxed
 * frame, and all after some hundred times in half a minute (`SecurityError`).
 */
function rewrite(how: 'pushState' | 'replaceState', href: string): void {
  try {
    window.history[how](null, '', href);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

export const route = new Route();

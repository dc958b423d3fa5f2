import firstScene from 'virtual:first-scene';
import type { Problem } from '../../decision.ts';
import { outlineAtHand } from '../../sim/atHand.ts';
import type { KeyRing } from '../../sim/keyRing.ts';
import { mayHoldKey } from '../../sim/mayHoldKey.ts';
import { presetScenario } from '../../sim/scenarioLink.ts';
import type { Scenario } from '../../sim/scenario.ts';
import type { Step, Trace } from '../../sim/trace.ts';
import type { Mark } from '../../draw/marks.ts';
import { attempt } from '../shared/fault.ts';
import { whenForgotten } from '../shared/forgetting.ts';
import { route } from '../shared/route.svelte.ts';
import { wanted } from '../shared/wanted.ts';
import { marksOf, sentencesFor, stagedTrace } from './staged.ts';
import { StageAddress, type LinkFault, type Sharing } from './stageAddress.svelte.ts';
import { loadOnce } from '../shared/loadOnce.ts';
import { cleaned, hasToWait, inTurn } from './keyCleaner.ts';

/** The instant the page was opened: the scenario's `now` until it is edited. Whole seconds keep links short. */
const opened = new Date().toISOString().replace(/\.\d+Z$/, 'Z');

const loadGuard = loadOnce(() => import('./guard.ts'));

/** `superseded`: something newer was chosen meanwhile. */
type Shown = 'shown' | 'failed' | 'superseded';

/** The stage: a scenario, its trace, and an index into the trace. The address bar leads to all three. */
class Stage {
  #scenario = $state.raw<Scenario>(presetScenario('sni', opened));
  #trace = $state.raw<Trace | null>(null);
  #index = $state(0);
  #marks = $derived<ReadonlyMap<string, Mark>>(this.#trace ? marksOf(this.#trace) : new Map());
  #turn = 0;
  /** Counts links followed and servers chosen: what was typed before belongs to another scene. */
  #scenes = 0;
  /** The query of the link that is being read; what is on the stage is not what it says yet. */
  #following: string | null = null;
  readonly #address = new StageAddress();
  /** A changed scenario is being played; the trace is still the one before. */
  busy = $state(true);
  /** Private keys that the user opened: in memory only, never in a scenario, a link or storage. */
  keys = $state.raw<KeyRing>(new Map());
  /** How often a private key was cut out of what was typed: the fields are then made anew, without it. */
  cuts = $state(0);
  /** The trace is the outline that came with the page: its bytes are still to come. */
  outlined = $state(false);
  /** The address leads to nothing: what was on the stage stays, or the usual scenario is shown. */
  linkFault = $state.raw<LinkFault | null>(null);
  /** What kept a scenario from being played, and how to try again; what was on the stage is still there. */
  fault = $state.raw<{ problem: Problem; again: () => void } | null>(null);
  /** A link that was being read when the page stopped last time: it is not run by itself. */
  offered = $state.raw<string | null>(null);

  get scenario(): Scenario {
    return this.#scenario;
  }
  get trace(): Trace | null {
    return this.#trace;
  }
  get index(): number {
    return this.#index;
  }
  get steps(): readonly Step[] {
    return this.#trace?.steps ?? [];
  }
  get step(): Step | null {
    return this.steps[this.#index] ?? null;
  }
  get last(): number {
    return Math.max(0, this.steps.length - 1);
  }
  /** Letter and colour of each certificate file of the server. */
  get marks(): ReadonlyMap<string, Mark> {
    return this.#marks;
  }
  /** Everything that happened so far, the current step included. */
  get past(): readonly Step[] {
    return this.steps.slice(0, this.#index + 1);
  }

  /** The query for the address bar. A configuration that nobody shared is in it by a short name of this tab's own. */
  get link(): string {
    return this.#address.of(this.#scenario, this.#index);
  }

  /** Puts all of the scenario into the address bar, if it is not too long for that. */
  async share(): Promise<Sharing> {
    const sharing = await this.#address.share(this.#scenario, this.#index);
    this.#writeUrl();
    return sharing;
  }

  /** Shows what the address bar says; an empty query keeps what was last on the stage. */
  async show(query: string): Promise<void> {
    if (query === '') {
      if (this.#turn === 0) await this.#begin(this.#scenario, 0);
      if (this.#following === null) this.#writeUrl();
      return;
    }
    if (this.#turn > 0 && query === (this.#following ?? this.link)) {
      if (this.#following === null) this.linkFault = null;
      return;
    }
    const turn = ++this.#turn; // what is still being played is not what the address says
    this.#scenes++;
    this.#following = query;
    const guarded = await attempt('', async () =>
      (await loadGuard()).guard(query, () => this.#follow(query, turn)),
    );
    if (this.#following !== query) return;
    this.#following = null;
    if ('problem' in guarded) this.#fail(guarded.problem, () => this.show(query));
    else if (!guarded.value) this.offered = query;
    if (turn === this.#turn) await this.#goOn();
    await this.#usual();
  }

  /** Runs the link that was offered. */
  async readOffered(): Promise<void> {
    const query = this.offered;
    if (query === null) return;
    this.offered = null;
    const allowed = await attempt('', async () => (await loadGuard()).allow(query));
    if ('problem' in allowed) this.#fail(allowed.problem, () => this.show(query));
    else await this.show(query);
  }

  async #follow(query: string, turn: number): Promise<void> {
    const { scene, fault, keysIn, arrive } = await this.#address.follow(query, opened);
    if (turn !== this.#turn) return;
    arrive();
    this.#following = null;
    this.offered = null;
    this.linkFault = fault;
    if (!scene) await this.#goOn();
    else if ((await this.#begin(scene.scenario, scene.step)) === 'superseded') return;
    await this.#usual();
    if (keysIn.length > 0 || route.query !== query) this.#writeUrl(); // what it says now has no key in it
  }

  /** What was being played when a link came that leads to nothing. */
  async #goOn(): Promise<void> {
    if (this.busy || this.outlined) await this.#begin(this.#scenario, this.#index);
  }

  /** The stage is never empty. */
  async #usual(): Promise<void> {
    if (!this.#trace && !this.busy) await this.#begin(presetScenario('sni', opened), 0);
  }

  #fail(problem: Problem, again: () => Promise<unknown>): void {
    this.busy = false;
    const tryAgain = () => {
      this.fault = null;
      void again();
    };
    this.fault = { problem, again: tryAgain };
  }

  /** Another server: its own address comes with it, the client stays. */
  async choosePreset(id: string): Promise<void> {
    const usual = presetScenario(id, this.#scenario.now);
    this.#scenes++;
    await this.#change({ ...this.#scenario, server: usual.server, url: usual.url, dns: {} }, 'push');
  }

  /**
   * Changes part of the scenario. `typing`: keystrokes are not entries of the history. `keysIn`: where private keys stood
   * in the change; they are cut out of it first.
   */
  async edit(change: Partial<Scenario>, history: 'push' | 'typing' = 'push'): Promise<{ keysIn: string[] }> {
    const mayHold = mayHoldKey(change, this.#scenario);
    if (hasToWait(mayHold)) {
      const scene = this.#scenes;
      await inTurn();
      if (scene !== this.#scenes) return { keysIn: [] }; // it belonged to what was on the stage before
    }
    const { change: clean, keysIn } = mayHold ? cleaned(change, this.#scenario) : { change, keysIn: [] };
    await this.#change({ ...this.#scenario, ...clean }, history);
    if (keysIn.length > 0) this.cuts += 1;
    return { keysIn };
  }

  /** Plays on without the private keys that the user opened; their octets are overwritten. */
  async forgetKeys(): Promise<void> {
    if (this.keys.size === 0) return;
    for (const key of this.keys.values()) key.fill(0);
    this.keys = new Map();
    await this.#change(this.#scenario, 'typing');
  }

  goTo(index: number): void {
    this.#index = Math.min(Math.max(0, index), this.last);
    this.#writeUrl();
  }

  async #change(scenario: Scenario, history: 'push' | 'typing'): Promise<void> {
    const isKept = this.#address.take(scenario, history);
    this.offered = null;
    this.#following = null;
    const otherwise = history === 'typing' ? 'keep' : 'restore';
    const played = this.#run(scenario, (trace) => this.#samePlace(trace), otherwise);
    this.linkFault = null;
    // In view, an entry of the history at once: the next choice may come before this one is played. From another
    // view the stage is opened when there is something on it.
    const isInView = route.view === 'stage';
    if (isKept && isInView) route.open('stage', this.link);
    if ((await played) !== 'shown') return;
    if (history === 'push' && !isInView) route.open('stage', this.link);
    else this.#writeUrl();
  }

  /** Shows a scenario from the address bar. That of the first scene is drawn at once, and played when it is wanted. */
  async #begin(scenario: Scenario, index: number): Promise<Shown> {
    const outline = this.#trace ? null : outlineAtHand(scenario, firstScene);
    if (!outline) return this.#run(scenario, () => index);
    const turn = ++this.#turn;
    this.#scenario = scenario;
    const unsaid = await sentencesFor(scenario);
    if (turn !== this.#turn) return 'superseded';
    if (unsaid) {
      this.#fail(unsaid, () => this.#begin(scenario, index));
      return 'failed';
    }
    this.#put(outline, index);
    this.outlined = true;
    void this.#playOutlined(scenario, turn);
    return 'shown';
  }

  /** The outline on the stage becomes the whole trace: the same picture, with its bytes. */
  async #playOutlined(scenario: Scenario, turn: number): Promise<void> {
    await wanted;
    if (turn !== this.#turn) return;
    const played = await stagedTrace(scenario, this.keys);
    if (turn !== this.#turn || !played) return;
    if ('problem' in played) {
      this.#fail(played.problem, () => this.#playOutlined(scenario, turn));
      return;
    }
    this.#trace = played.value;
    this.outlined = false;
  }

  #put(trace: Trace, index: number): void {
    this.busy = false;
    this.outlined = false;
    this.#index = Math.max(0, Math.min(index, trace.steps.length - 1));
    this.#trace = trace;
  }

  /** The end stays the end; otherwise the same step, where the new trace has it. */
  #samePlace(trace: Trace): number {
    const old = this.step;
    if (!old || this.#index === this.last) return this.#index === 0 ? 0 : trace.steps.length - 1;
    const same = trace.steps.findIndex(({ id }) => id === old.id);
    return same >= 0 ? same : Math.min(this.#index, trace.steps.length - 1);
  }

  /** `otherwise`: when it cannot be played, the fields keep what was typed, or say again what is on the stage. */
  async #run(
    scenario: Scenario,
    place: (trace: Trace) => number,
    otherwise: 'keep' | 'restore' = 'restore',
  ): Promise<Shown> {
    const turn = ++this.#turn;
    this.#scenario = scenario; // the fields show at once what was typed
    this.busy = true;
    this.fault = null;
    const staged = await stagedTrace(scenario, this.keys);
    if (turn !== this.#turn) return 'superseded';
    if (staged && 'value' in staged) {
      this.#put(staged.value, place(staged.value));
      return 'shown';
    }
    this.busy = false;
    if (this.#trace && otherwise === 'restore') {
      this.#scenario = this.#trace.scenario;
      this.#address.take(this.#scenario, 'push');
      this.#writeUrl();
    }
    if (staged) this.#fail(staged.problem, () => this.#runAgain(scenario, place));
    return 'failed';
  }

  async #runAgain(scenario: Scenario, place: (trace: Trace) => number): Promise<void> {
    if ((await this.#run(scenario, place)) === 'shown') this.#writeUrl();
  }

  #writeUrl(): void {
    if (route.view === 'stage') route.replace('stage', this.link);
  }
}

export const stage = new Stage();
whenForgotten(() => void stage.forgetKeys());

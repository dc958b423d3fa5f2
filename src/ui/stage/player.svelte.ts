import { cubicInOut } from 'svelte/easing';
import { prefersReducedMotion, Tween } from 'svelte/motion';
import { stage } from './stage.svelte.ts';

export const speeds = [0.5, 1, 2] as const;
const travelTime = 900;
const restTime = 1500;

/** Plays the trace step by step and lets the current card travel. Nothing in the logic waits for it. */
class Player {
  playing = $state(false);
  speed = $state<number>(1);
  /** How often somebody, or Play, went along the trace. */
  moves = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #travel = new Tween(1, { easing: cubicInOut });

  /** How far the current card has travelled, 0 to 1. */
  get progress(): number {
    return this.#travel.current;
  }

  next(): void {
    this.#move(stage.index + 1);
    this.#send();
  }
  previous(): void {
    this.#rest();
    this.#move(stage.index - 1);
  }
  goTo(index: number): void {
    this.#rest();
    this.#move(index);
  }
  restart(): void {
    this.pause();
    this.goTo(0);
  }
  finish(): void {
    this.goTo(stage.last);
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.#play();
  }
  pause(): void {
    this.playing = false;
    clearTimeout(this.#timer);
  }

  #move(index: number): void {
    this.moves += 1;
    stage.goTo(index);
  }

  #play(): void {
    this.playing = true;
    if (stage.index >= stage.last) this.goTo(0);
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        if (!this.playing) return;
        this.next();
        if (stage.index >= stage.last) this.pause();
        else this.#schedule();
      },
      (travelTime + restTime) / this.speed,
    );
  }

  #send(): void {
    if (prefersReducedMotion.current || stage.step?.to == null) {
      this.#rest();
      return;
    }
    void this.#travel.set(0, { duration: 0 });
    void this.#travel.set(1, { duration: travelTime / this.speed });
  }

  #rest(): void {
    void this.#travel.set(1, { duration: 0 });
  }
}

export const player = new Player();

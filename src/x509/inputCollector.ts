import type { InputItem, InputProblem } from './inputReport.ts';

/** Items and problems while they are collected. */
export class InputCollector {
  readonly items: InputItem[] = [];
  readonly problems: InputProblem[] = [];

  add(item: InputItem): number {
    return this.items.push(item) - 1;
  }

  report(code: InputProblem['code'], more: Partial<Omit<InputProblem, 'code'>> = {}): void {
    const place = null; // told at the end, for all in one pass
    this.problems.push({ code, severity: 'error', params: {}, range: null, place, item: null, ...more });
  }
}

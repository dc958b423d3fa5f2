/** Where the steps stand on the timeline. */
import type { Phase, Step } from '../sim/trace.ts';

export type Stop = { index: number; x: number; shape: 'circle' | 'diamond' };
export type PhaseSpan = { phase: Phase; x: number; width: number };
export type TimelineLayout = { stops: Stop[]; phases: PhaseSpan[] };

const margin = 14;

/** Messages are circles, decisions diamonds; a phase spans the stops of its steps. */
export function timelineLayout(steps: readonly Step[], width: number): TimelineLayout {
  const room = Math.max(0, width - 2 * margin);
  const gap = room / Math.max(1, steps.length - 1);
  const first = steps.length === 1 ? margin + room / 2 : margin;
  const stops = steps.map((step, index) => ({
    index,
    x: first + index * gap,
    shape: step.to === null && step.decision ? ('diamond' as const) : ('circle' as const),
  }));
  const phases = [...new Set(steps.map((step) => step.phase))].map((phase) => {
    const own = stops.filter((stop) => steps[stop.index]?.phase === phase);
    const x = own[0]?.x ?? margin;
    return { phase, x, width: (own[own.length - 1]?.x ?? x) - x };
  });
  return { stops, phases };
}

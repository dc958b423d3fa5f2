/** How a flight grows with the names in a certificate, as a plot: names across on a logarithmic scale, bytes up. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import type { Growth, GrowthLine } from '../sim/certificateGrowth.ts';

type Tick = { at: number; value: number };
/** `path`: of the line; `end`: where its label goes. `fits`: where it crosses what goes out at once, or null. */
export type PlotLine = {
  line: GrowthLine;
  path: string;
  end: { x: number; y: number };
  fits: { x: number; y: number } | null;
};
export type GrowthPlot = {
  xTicks: Tick[];
  yTicks: Tick[];
  /** The area in which lines are drawn. */
  area: { x: number; y: number; width: number; height: number };
  lines: PlotLine[];
  /** Height of what goes out at once. */
  windowY: number;
  now: { x: number; y: number };
};

/** Between two ticks, so that their numbers have room. */
const leastSpace = 30;
const margin = { top: 14, right: 92, bottom: 40, left: 56 };

export function growthPlot({ lines, window, now }: Growth, width: number, height: number): GrowthPlot {
  const area = {
    x: margin.left,
    y: margin.top,
    width: Math.max(0, width - margin.left - margin.right),
    height: Math.max(0, height - margin.top - margin.bottom),
  };
  const names = lines.flatMap(({ points }) => points.map((point) => point.names));
  const bytes = [window, now.bytes, ...lines.flatMap(({ points }) => points.map((point) => point.bytes))];
  const x = scaleLog([1, Math.max(...names, 2)], [area.x, area.x + area.width]).clamp(true);
  const y = scaleLinear([0, Math.max(...bytes)], [area.y + area.height, area.y]).nice();
  const drawn = line<{ names: number; bytes: number }>(
    (point) => x(point.names),
    (point) => y(point.bytes),
  );
  return {
    area,
    xTicks: spaced([...new Set(names)].map((value) => ({ at: x(value), value }))),
    yTicks: y.ticks(5).map((value) => ({ at: y(value), value })),
    lines: lines.map((each) => {
      const last = each.points.at(-1) ?? { names: 1, bytes: 0 };
      return {
        line: each,
        path: drawn(curve(each)) ?? '',
        end: { x: x(last.names), y: y(last.bytes) },
        fits: each.fits > 0 ? { x: x(each.fits), y: y(window) } : null,
      };
    }),
    windowY: y(window),
    now: { x: x(Math.max(1, now.names)), y: y(now.bytes) },
  };
}

/** The ticks whose numbers do not run into each other; the last one stays. */
function spaced(ticks: readonly Tick[]): Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks.toReversed())
    if (kept.every(({ at }) => at - tick.at >= leastSpace)) kept.unshift(tick);
  return kept;
}

/** Between two counts bytes grow evenly with the names, which is no straight line on a logarithmic scale. */
function curve({ points }: GrowthLine): { names: number; bytes: number }[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    if (!next) return [point];
    const steps = 8;
    return Array.from({ length: steps }, (_, step) => {
      const names = point.names * (next.names / point.names) ** (step / steps);
      const share = (names - point.names) / (next.names - point.names);
      return { names, bytes: point.bytes + share * (next.bytes - point.bytes) };
    });
  });
}

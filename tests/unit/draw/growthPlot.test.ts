import { describe, expect, it } from 'vitest';
import { growthPlot } from '../../../src/draw/growthPlot.ts';

const growth = {
  lines: [
    {
      intermediates: 0,
      points: [1, 10, 50, 100, 1000].map((names) => ({ names, bytes: 800 + 20 * names })),
      fits: 690,
    },
  ],
  window: 14_600,
  now: { names: 1, bytes: 820, intermediates: 0 },
};

describe('growthPlot', () => {
  const plot = growthPlot(growth, 600, 300);

  it('a tenfold of names is the same way each time', () => {
    const at = (value: number) => plot.xTicks.find((tick) => tick.value === value)?.at ?? 0;
    expect(at(10) - at(1)).toBeCloseTo(at(100) - at(10));
    expect(at(1000) - at(100)).toBeCloseTo(at(100) - at(10));
  });

  it('more bytes are higher, and the window is where the line passes its mark', () => {
    expect(plot.now.y).toBeGreaterThan(plot.windowY);
    const [line] = plot.lines;
    expect(line?.fits?.y).toBe(plot.windowY);
    expect(line?.end.y).toBeLessThan(plot.windowY);
    expect(line?.path.startsWith('M56,')).toBe(true);
  });

  it('on a phone numbers that would run into each other are left out, never the last', () => {
    const values = growthPlot(growth, 320, 300).xTicks.map(({ value }) => value);
    expect(values).toEqual([1, 10, 100, 1000]);
  });

  it('nothing is negative where there is no room', () => {
    const { area } = growthPlot(growth, 40, 30);
    expect([area.width, area.height]).toEqual([0, 0]);
  });
});

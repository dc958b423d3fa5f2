/** How a message card travels. A place is computed from progress, so pausing and going back are free. */
import { curveBumpX, curveBumpY, link } from 'd3-shape';
import { interpolateNumber } from 'd3-interpolate';
import type { Point } from './rect.ts';
import type { StageLayout } from './stageLayout.ts';

type Travel = { from: Point; to: Point };

/** From where to where the top left corner of a card goes. */
export const travel = (layout: StageLayout, sender: 'client' | 'server'): Travel =>
  sender === 'client'
    ? { from: layout.clientEnd, to: layout.serverEnd }
    : { from: layout.serverEnd, to: layout.clientEnd };

/** Top left corner of the card at `progress` from 0 (sent) to 1 (arrived). */
export function cardPosition(layout: StageLayout, sender: 'client' | 'server', progress: number): Point {
  const { from, to } = travel(layout, sender);
  const lift = layout.narrow ? 0 : 26 * 4 * progress * (1 - progress);
  return {
    x: interpolateNumber(from.x, to.x)(progress),
    y: interpolateNumber(from.y, to.y)(progress) - lift,
  };
}

const across = link<unknown, Travel, Point>(curveBumpX)
  .source((way) => way.from)
  .target((way) => way.to)
  .x((point) => point.x)
  .y((point) => point.y);
const down = link<unknown, Travel, Point>(curveBumpY)
  .source((way) => way.from)
  .target((way) => way.to)
  .x((point) => point.x)
  .y((point) => point.y);

/** The dashed line between client and server street, as an SVG path. */
export function wirePath(layout: StageLayout): string {
  const from = { x: layout.client.x + layout.client.width, y: layout.client.y + layout.client.height / 2 };
  const to = { x: layout.serverEnd.x + layout.card.width, y: from.y };
  if (!layout.narrow) return across({ from, to }) ?? '';
  const corner = {
    x: layout.client.x + layout.client.width / 2,
    y: layout.client.y + layout.client.height + 4,
  };
  return down({ from: corner, to: { x: corner.x, y: layout.buildings[0]?.y ?? layout.height } }) ?? '';
}

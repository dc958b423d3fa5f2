/** How a message card travels. A place is computed from progress, so pausing and going back are free. */
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
    x: from.x + (to.x - from.x) * progress,
    y: from.y + (to.y - from.y) * progress - lift,
  };
}

/** The dashed line between client and server street, as an SVG path. */
export function wirePath(layout: StageLayout): string {
  const from = { x: layout.client.x + layout.client.width, y: layout.client.y + layout.client.height / 2 };
  const to = { x: layout.serverEnd.x + layout.card.width, y: from.y };
  if (!layout.narrow) return straight(from, to);
  const corner = {
    x: layout.client.x + layout.client.width / 2,
    y: layout.client.y + layout.client.height + 4,
  };
  return straight(corner, { x: corner.x, y: layout.buildings[0]?.y ?? layout.height });
}

const straight = (from: Point, to: Point): string => `M${from.x},${from.y}L${to.x},${to.y}`;

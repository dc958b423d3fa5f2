/** A box in CSS pixels, y downwards. */
export type Rect = { x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };

export const right = (rect: Rect): number => rect.x + rect.width;
export const bottom = (rect: Rect): number => rect.y + rect.height;
export const centre = (rect: Rect): Point => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

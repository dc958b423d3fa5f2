import { visibleLine } from '../../text/visible.ts';

/** Shortens a text to what fits `width` pixels at `perCharacter` pixels each, with an ellipsis. SVG does not. */
export function fitText(text: string, width: number, perCharacter: number): string {
  const room = Math.max(1, Math.floor(width / perCharacter));
  const characters = Array.from(visibleLine(text));
  return characters.length <= room ? characters.join('') : `${characters.slice(0, room - 1).join('')}…`;
}

/** A tree's picture as an SVG file (SVG 1.1, XML 1.0). Nothing in it is loaded or run. */
import { own } from '../text/own.ts';
import { pictureFont, type TreePicture } from './treePicture.ts';

const colours = { paper: '#ffffff', ink: '#1c2333', muted: '#5b6476', line: '#b9bdc7' } as const;

/** `title`: what it shows, for who cannot see it. */
export function treeSvg({ width, height, rows, branches }: TreePicture, title: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${xmlText(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    `<path d="${branches.join('')}" fill="none" stroke="${colours.line}"/>`,
    `<g font-family="${pictureFont.family}" font-size="${pictureFont.size}" fill="${colours.ink}" dominant-baseline="central">`,
    ...rows.map(rowText),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

const rowText = ({ x, y, name, value, tag }: TreePicture['rows'][number]): string =>
  `<text x="${x}" y="${y}" xml:space="preserve"><tspan font-weight="bold">${xmlText(name)}</tspan>  ${xmlText(value)}<tspan fill="${colours.muted}">  ${xmlText(tag)}</tspan></text>`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 section 2.2: what is no Char cannot be written in any way, so U+FFFD stands for it. */
const notXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export const xmlText = (text: string): string =>
  text.replace(notXml, '\ufffd').replace(/[&<>"']/g, (character) => own(entities, character) ?? '');

/** A bare page around @lapo/asn1js and its own dom.js: the text is unarmoured, decoded, and its tree put on the page. */
import { Base64 } from '@lapo/asn1js/base64.js';
import { ASN1DOM } from '@lapo/asn1js/dom.js';
import { painted, timeToPaint } from './painted.mjs';

/** From the text to its rows on the screen: see `timeToPaint`. */
globalThis.show = async (text) => {
  document.body.replaceChildren();
  await painted();
  const start = performance.now();
  const tree = ASN1DOM.decode(Base64.unarmor(text)).toDOM();
  document.body.append(tree);
  return timeToPaint(start);
};

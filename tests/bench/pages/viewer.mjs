/** A bare page around @peculiar/certificates-viewer: the text is given to a fresh element of the right kind. */
import { defineCustomElement as certificate } from '@peculiar/certificates-viewer/components/peculiar-certificate-viewer.js';
import { defineCustomElement as crl } from '@peculiar/certificates-viewer/components/peculiar-crl-viewer.js';
import { painted, timeToPaint } from './painted.mjs';

certificate();
crl();

const filled = (element) =>
  new Promise((resolve) => {
    const look = () => {
      if (element.shadowRoot?.querySelector('table td')) resolve();
      else setTimeout(look, 1);
    };
    look();
  });

/** From the text to its rows on the screen: see `timeToPaint`. */
globalThis.show = async (text) => {
  document.body.replaceChildren();
  await painted();
  const start = performance.now();
  const element = document.createElement(
    text.includes('X509 CRL') ? 'peculiar-crl-viewer' : 'peculiar-certificate-viewer',
  );
  element.certificate = text;
  document.body.append(element);
  await filled(element);
  return timeToPaint(start);
};

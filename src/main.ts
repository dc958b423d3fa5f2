import { mount } from 'svelte';
import './app.css';
import { firstPage } from './content/languages.ts';
import App from './ui/App.svelte';
import { faultText } from './ui/shared/faultText.ts';
import { problemOf } from './ui/shared/fault.ts';
import { mishaps } from './ui/shared/mishaps.svelte.ts';
import { texts } from './ui/shared/i18n.svelte.ts';

mishaps.listen();
const target = document.getElementById('app');
if (target) {
  target.replaceChildren();
  try {
    mount(App, { target });
  } catch (error) {
    target.textContent = faultText(problemOf(firstPage.shell.title, error), texts.current);
  }
}

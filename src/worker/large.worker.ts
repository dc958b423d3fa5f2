/** The worker's own thread. It says once that it is there: its script was found, and may run. */
import { expose } from 'comlink';
import { tasks } from './tasks.ts';

expose(tasks);
postMessage('ready');

/** The worker's own thread. It is started for inputs above 64 KB only. */
import { expose } from 'comlink';
import { tasks } from './tasks.ts';

expose(tasks);

/** The worker's own thread. It reads what is above 64 KB. */
import { expose } from 'comlink';
import { tasks } from './tasks.ts';

expose(tasks);

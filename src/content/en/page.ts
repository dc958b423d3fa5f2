import { faults } from './faults.ts';
import { shell } from './shell.ts';
import { stage } from './stage.ts';

/** What the first view needs. */
export const page = { faults, shell, stage };

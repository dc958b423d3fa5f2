import type { Plugin } from 'vite';

export const firstScenePlugin: () => Plugin;
